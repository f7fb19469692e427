/** An arrival that a classical picker found in a record. */
export interface PickedArrival {
  /** Its phase. */
  readonly phase: "P" | "S";
  /** Its sample, counted from the start of the record. */
  readonly sample: number;
  /** How far it stands out: a ratio of energies, 1 for noise. */
  readonly strength: number;
}

/** How a record is picked. */
export interface ClassicalPickOptions {
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** Settings to be used instead of the picker's own. */
  readonly settings?: Partial<ClassicalSettings>;
}

/** A band of frequencies, hertz. */
export interface PickingBand {
  /** Lowest frequency. */
  readonly lowHz: number;
  /** Highest frequency; cut to 0.45 of the sampling rate. */
  readonly highHz: number;
}

/** Parts of a second, or seconds, before and after a trigger. */
export interface SearchWindow {
  /** Before it. */
  readonly beforeSeconds: number;
  /** After it. */
  readonly afterSeconds: number;
}

/** The fixed numbers of a classical picker. */
export interface ClassicalSettings {
  /** Band of the vertical component in which P is looked for. */
  readonly pBand: PickingBand;
  /** Band of the horizontal components in which S is looked for. */
  readonly sBand: PickingBand;
  /** Order of both Butterworth filters, which are causal. */
  readonly filterOrder: number;
  /** Short average for P, seconds. */
  readonly pShortSeconds: number;
  /** Long average for P, seconds; at the start of a record what there is. */
  readonly pLongSeconds: number;
  /** Ratio at which a P trigger begins. */
  readonly triggerOn: number;
  /** Ratio below which it ends. */
  readonly triggerOff: number;
  /** Where around a trigger the onset of P is looked for. */
  readonly pWindow: SearchWindow;
  /** Vertical over horizontal energy in the half second after P, at least. */
  readonly leastVerticalShare: number;
  /** A trigger gives way to a later one before its S that is this many times as strong; 0 never. */
  readonly giveWayFactor: number;
  /** Short average for S, seconds, after the place that is judged. */
  readonly sShortSeconds: number;
  /** Long average for S, seconds, before it and after P. */
  readonly sLongSeconds: number;
  /** Ratio of the two that S needs, at least. */
  readonly sLeastRatio: number;
  /** S is where ratio × (short average / its largest)^power is largest: late strong waves win over early weak ones. */
  readonly sAmplitudePower: number;
  /** Least time from P to S, seconds. */
  readonly sLeastDelaySeconds: number;
  /** Largest time from P to S, seconds: about 200 km. */
  readonly sLargestDelaySeconds: number;
  /** Where around it the onset of S is looked for. */
  readonly sWindow: SearchWindow;
  /** Least time from a P to the next, seconds. */
  readonly restSeconds: number;
  /** No P either until this many times the delay of S has passed after S: its coda. */
  readonly codaFactor: number;
}
