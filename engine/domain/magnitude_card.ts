/** How far single magnitudes lie from those of a catalogue. */
export interface MagnitudeScores {
  /** Recordings, over all seeds. */
  count: number;
  /** Mean of estimate less catalogue. */
  meanError: number;
  /** Mean of the absolute difference. */
  meanAbsoluteError: number;
  /** Standard deviation of the difference about its mean. */
  sigma: number;
  /** Root of the mean squared difference. */
  rootMeanSquareError: number;
}

/** Whether stated standard deviations hold. */
export interface MagnitudeCalibration {
  /** Mean of the stated standard deviations. */
  meanSigma: number;
  /** Root of the mean squared error in stated standard deviations; 1 where they are right. */
  rootMeanSquareZ: number;
  /** Share of the catalogue's magnitudes within the central interval of each probability. */
  coverage: { probability: number; share: number }[];
  /** Mean negative log-likelihood, nats a recording. */
  negativeLogLikelihood: number;
}

/** What was done to get a magnitude network, on what data, and how good it is. */
export interface MagnitudeCard {
  /** Version of this layout. */
  format: 1;
  /** Tells it from other cards. */
  kind: "magnitude";
  /** Name of the model's folder when it was saved. */
  name: string;
  /** Sentences on what it answers and what it is not for. */
  about: string[];
  /** What it was trained on. */
  data: {
    /** Where the recordings came from. */
    name: string;
    /** Recordings that were used. */
    recordings: number;
    /** Recordings that were left out, by reason. */
    leftOut: Record<string, number>;
    /** Stations "NC.MEM" that made them. */
    stations: string[];
    /** Smallest and largest magnitude. */
    magnitudes: readonly [number, number];
    /** Unit of the samples, "counts" where the set does not say. */
    unit: string;
    /** SHA-256 of all recordings used, hexadecimal. */
    fingerprint: string;
  };
  /** Trained weights. */
  weights: number;
  /** Epochs of training, chosen by cross-validation within the data. */
  epochs: number;
  /** Loss there by epochs, the regression alone first; nats a recording. */
  losses: number[];
  /** The recordings held out in turn in that cross-validation: by the network and by the regression alone. */
  heldOut: { network: MagnitudeScores; regression: MagnitudeScores };
  /** Software that made it. */
  versions: Record<string, string>;
  /** Seed of everything random. */
  seed: number;
}

/** Whether a card is that of a magnitude network. */
export function isMagnitudeCard(card: object): card is MagnitudeCard {
  return "kind" in card && card.kind === "magnitude";
}
