/** A window of a waveform and the arrivals in it. */
export interface LabelledWindow {
  /** Samples, not scaled yet. [sample, 3] */
  samples: Float32Array;
  /** Samples of P arrivals in the window, with fractions. */
  p: number[];
  /** Samples of S arrivals in the window, with fractions. */
  s: number[];
}
