/** A batch and what it is normalised with. */
export interface BatchNormOperands {
  /** The batch. [rows, channels] */
  x: ArrayLike<number>;
  /** Factors. [channels] */
  gamma: ArrayLike<number>;
  /** Addends. [channels] */
  beta: ArrayLike<number>;
  /** Added to variances. */
  epsilon: number;
}

/** Mean and variance of each channel over all rows, by the definition. [channels] */
export function channelMomentsReference(
  x: ArrayLike<number>,
  channels: number,
): { mean: Float64Array; variance: Float64Array } {
  const [mean, variance] = [new Float64Array(channels), new Float64Array(channels)];
  const rows = x.length / channels;
  for (let i = 0; i < x.length; i++) mean[i % channels] += x[i] / rows;
  for (let i = 0; i < x.length; i++) {
    variance[i % channels] += (x[i] - mean[i % channels]) ** 2 / rows;
  }
  return { mean, variance };
}

/** gamma (x - mean) / sqrt(variance + epsilon) + beta, by the definition. [rows, channels] */
export function batchNormReference({ x, gamma, beta, epsilon }: BatchNormOperands): Float64Array {
  const channels = gamma.length;
  const { mean, variance } = channelMomentsReference(x, channels);
  return Float64Array.from(x, (value, i) => {
    const c = i % channels;
    return gamma[c] * (value - mean[c]) / Math.sqrt(variance[c] + epsilon) + beta[c];
  });
}
