/** A window of a waveform and the arrivals in it. */
export interface LabelledWindow {
  /** Samples, not scaled yet. [sample, 3] */
  samples: Float32Array;
  /** Samples of P arrivals in the window, with fractions. */
  p: number[];
  /** Samples of S arrivals in the window, with fractions. */
  s: number[];
  /** Stretches of which nobody has said what arrives there, samples; they may reach beyond the window. */
  unknown?: (readonly [from: number, to: number])[];
}
