/** Numbers of rows that are normalised each by itself. */
export interface LayerNormInputs {
  /** [rows, channels] */
  x: ArrayLike<number>;
  /** [channels] */
  scale: ArrayLike<number>;
  /** [channels] */
  shift: ArrayLike<number>;
}

/** Layer normalisation by the definition. [rows, channels] */
export function layerNormReference(
  { x, scale, shift }: LayerNormInputs,
  epsilon: number,
): Float64Array {
  const channels = scale.length;
  const out = new Float64Array(x.length);
  for (let row = 0; row < x.length; row += channels) {
    let mean = 0;
    for (let i = 0; i < channels; i++) mean += x[row + i] / channels;
    let variance = 0;
    for (let i = 0; i < channels; i++) variance += (x[row + i] - mean) ** 2 / channels;
    for (let i = 0; i < channels; i++) {
      out[row + i] = (x[row + i] - mean) / Math.sqrt(variance + epsilon) * scale[i] + shift[i];
    }
  }
  return out;
}
