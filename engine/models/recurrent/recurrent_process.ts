import type { LaidNetwork } from "../laid_network.ts";
import type { FeatureScale } from "./history_features.ts";
import { WAITING_COMPONENTS, WAITING_NUMBERS } from "./waiting_time_law.ts";

/** Numbers that the network says of each event: moves of the next one's law, and of its ln β. */
export const RECURRENT_OUTPUTS: number = WAITING_NUMBERS + 1;

/** How far the network may move each number of the law: rates and medians e^6-fold, and so on. */
const LARGEST_MOVES: readonly number[] = [
  6,
  ...Array.from({ length: WAITING_COMPONENTS }, () => [6, 6, 1.5]).flat(),
  1,
];

/**
 * A recurrent point process: a renewal process whose law, of the time to the next event and of its
 * magnitude, is moved by a network that has read the last events. Places are another matter.
 */
export interface RecurrentProcess {
  /** Smallest magnitude. */
  mc: number;
  /** Step of magnitudes: they are exponential from half of it below the smallest. */
  magnitudeStep: number;
  /** The law before it is moved: numbers of the waiting time, then ln β. [output] */
  start: Float64Array;
  /** How features were brought to one scale. */
  scale: FeatureScale;
  /** Events in a window. */
  window: number;
  /** Start of the history, milliseconds as in the events. */
  startMs: number;
  /** The network. [time, feature] -> [output] */
  network: LaidNetwork;
}

/** Writes the law that a network's numbers make of the start; the moves stay within bounds. */
export function moveLaw(
  start: Float64Array,
  { outputs, at }: { outputs: Float32Array; at: number },
  law: Float64Array,
): void {
  for (let i = 0; i < RECURRENT_OUTPUTS; i++) {
    const most = LARGEST_MOVES[i];
    law[i] = start[i] + Math.max(-most, Math.min(most, outputs[at + i]));
  }
}

/** Whether a number of the law still follows the network, and not its bound. */
export function isFree(output: number, value: number): boolean {
  return Math.abs(value) < LARGEST_MOVES[output];
}
