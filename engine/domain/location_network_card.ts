/** How far estimates were from the truth on simulated events that were not trained on. */
export interface LocationScores {
  /** Events. */
  readonly events: number;
  /** Distance of epicentres, kilometres: median and 90 % quantile. */
  readonly epicentreKm: { readonly median: number; readonly p90: number };
  /** The same of depths. */
  readonly depthKm: { readonly median: number; readonly p90: number };
  /** The same of origin times, seconds. */
  readonly timeSeconds: { readonly median: number; readonly p90: number };
  /** Share of events whose truth lies within one told sigma: east, north, depth, origin time. [4] */
  readonly withinOneSigma: readonly number[];
}

/** What a location network is and how good it is. */
export interface LocationNetworkCard {
  /** Version of this card. */
  readonly format: 1;
  /** What is in the folder. */
  readonly kind: "location network";
  /** Its name. */
  readonly name: string;
  /** What it does and where it ends, a sentence each. */
  readonly about: readonly string[];
  /** The stations it reads, in the order of its input: name, kilometres east and north of the centre. */
  readonly stations: readonly {
    readonly name: string;
    readonly eastKm: number;
    readonly northKm: number;
  }[];
  /** Samples a second, samples and components of each station's envelopes. */
  readonly input: {
    readonly rateHz: number;
    readonly samples: number;
    readonly components: number;
  };
  /** What its numbers are scaled by: east, north, depth (km), origin time (s). [4] each */
  readonly scale: {
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
    readonly sigmaFactor: readonly number[];
  };
  /** Weights. */
  readonly weights: number;
  /** What it was trained on, in a sentence. */
  readonly trainedOn: string;
  /** Its scores, and those of a locator that has picks of the same events. */
  readonly scores: { readonly network: LocationScores; readonly classical: LocationScores };
  /** Which of the two is nearer to the truth, in a sentence. */
  readonly verdict: string;
}

/** Whether a document is the card of a location network. */
export function isLocationNetworkCard(card: object): card is LocationNetworkCard {
  const { format, kind } = card as Partial<LocationNetworkCard>;
  return format === 1 && kind === "location network";
}
