import { ConfigurationError, nearestWord } from "../domain/mod.ts";
import type { Picker } from "../models/mod.ts";

/** How a network picks continuous waveforms. */
export interface PickOptions {
  /** Smallest probability of a pick, by phase; those of the picker where left out. */
  thresholds?: Readonly<Record<string, number>>;
  /**
   * Seconds between two windows, up to half a window; 7.5 unless given, as four windows then see every
   * arrival. Less makes picks sooner known as they come in, at the price of as many more windows.
   */
  stepSeconds?: number;
  /** Seconds within which of two picks of a phase only the likelier stays; 0.5 unless given. */
  minimumDistanceSeconds?: number;
  /** Told the blended probabilities of every sample, in order of time; not to be kept, but copied. */
  onProbabilities?: TellProbabilities;
}

/** What a picker may be asked for beside waveforms, on the command line or in a request. */
export interface PickValues {
  /** Smallest probability of a P. */
  readonly thresholdP?: number;
  /** Smallest probability of an S. */
  readonly thresholdS?: number;
  /** Seconds between two windows. */
  readonly step?: number;
}

/** The options that values ask for; those left out are the picker's own. */
export function pickOptionsOf({ thresholdP, thresholdS, step }: PickValues): PickOptions {
  const given = Object.entries({ P: thresholdP, S: thresholdS })
    .filter((entry): entry is [string, number] => entry[1] !== undefined);
  return { thresholds: Object.fromEntries(given), stepSeconds: step };
}

/** What is told of a sample: instrument, time (UTC epoch milliseconds) and probabilities. [class] */
export type TellProbabilities = (
  instrument: string,
  timeMs: number,
  probabilities: Float64Array,
) => void;

/** The same in samples, checked. */
export interface ResolvedPickOptions {
  /** Smallest probability of a pick, by phase. */
  thresholds: Readonly<Record<string, number>>;
  /** Samples between two windows. */
  stepSamples: number;
  /** Samples within which of two picks of a phase only the likelier stays. */
  minimumDistanceSamples: number;
  /** Told the blended probabilities of every sample. */
  onProbabilities?: TellProbabilities;
}

const STEP_SECONDS = 7.5;
const MINIMUM_DISTANCE_SECONDS = 0.5;

/** Fills in defaults. Throws ConfigurationError for a phase the picker does not know or a value out of range. */
export function resolvePickOptions(
  picker: Picker,
  options: PickOptions,
): ResolvedPickOptions {
  const { thresholds = {}, stepSeconds, onProbabilities } = options;
  const { minimumDistanceSeconds = MINIMUM_DISTANCE_SECONDS } = options;
  const phases = Object.keys(picker.defaultThresholds);
  for (const [phase, threshold] of Object.entries(thresholds)) {
    if (!phases.includes(phase)) {
      throw new ConfigurationError(
        `Cannot pick ${phase} with ${picker.name}: it knows ${phases.join(", ")}.`,
        "thresholds",
        nearestWord(phase, phases),
      );
    }
    refuseOutside(threshold, { key: `threshold${phase}`, least: 0, most: 1 });
  }
  const halfSeconds = picker.windowSamples / picker.samplingRateHz / 2;
  const step = stepSeconds ?? Math.min(STEP_SECONDS, halfSeconds);
  const least = 1 / picker.samplingRateHz;
  refuseOutside(step, { key: "step", least, most: halfSeconds });
  refuseOutside(minimumDistanceSeconds, {
    key: "minimumDistanceSeconds",
    least: 0,
    most: halfSeconds,
  });
  return {
    thresholds: { ...picker.defaultThresholds, ...thresholds },
    stepSamples: Math.round(step * picker.samplingRateHz),
    minimumDistanceSamples: Math.round(minimumDistanceSeconds * picker.samplingRateHz),
    onProbabilities,
  };
}

function refuseOutside(
  value: number,
  { key, least, most }: { key: string; least: number; most: number },
): void {
  if (value >= least && value <= most) return;
  throw new ConfigurationError(
    `Cannot set ${key} to ${value}: expected a number from ${least} to ${most}.`,
    key,
  );
}
