import type { LaidNetwork } from "../laid_network.ts";
import type { RowScaling } from "./scale_event_rows.ts";

/** Events in a window of the networks: before them the features remember. */
export const NEURAL_WINDOW = 10;

/**
 * ETAS with a background that varies in space, moved by networks that have read the last events. From
 * one event to the next λ*(t) = Σ w_k λ*_k(t), over the background and groups of earlier events by
 * magnitude and age, with factors w said by the network of when; the place is drawn from a mixture
 * of laws about earlier events and of backgrounds, with shares said by the network of where; the
 * magnitude is exponential with β said by the third. All are normalised by construction.
 */
export interface NeuralEtas {
  /** How what is known of each event is scaled. */
  scaling: RowScaling;
  /** β of all magnitudes of the training part, per magnitude. */
  beta: number;
  /** When. [time, feature] -> [RATE_OUTPUTS] */
  rate: LaidNetwork;
  /** Where. [time, feature] -> [PLACE_OUTPUTS]; null where `etas-background` is better on validation. */
  place: LaidNetwork | null;
  /** How large. [time, feature] -> [MAGNITUDE_OUTPUTS] */
  magnitude: LaidNetwork;
}
