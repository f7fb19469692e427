/** A convolution and the batch norm that follows it, with nothing between them. */
export interface FoldBatchNormOptions {
  /** Weights. [.., filters], or [.., filters, channels] of a transposed convolution */
  weights: Float32Array;
  /** Added by the convolution; zeros unless given. [filters] */
  bias?: Float32Array;
  /** Channels, where the axis of filters is followed by one of channels; 1 unless given. */
  channels?: number;
  /** Scale of the norm; ones unless given. [filters] */
  gamma?: Float32Array;
  /** Offset of the norm; zeros unless given. [filters] */
  beta?: Float32Array;
  /** Moving mean. [filters] */
  mean: Float32Array;
  /** Moving variance. [filters] */
  variance: Float32Array;
  /** Added to the variance. */
  epsilon: number;
}

/** Weights and bias of a convolution. */
export interface FoldedConvolution {
  /** Weights, as the original's lie. */
  weights: Float32Array;
  /** Added to each output. [filters] */
  bias: Float32Array;
}

/**
 * One convolution that does what a convolution and a batch norm did, for inference: the norm scales
 * each filter by gamma / √(variance + epsilon), so its weights can be scaled instead. In double
 * precision before rounding. Throws RangeError when a length does not fit the number of filters.
 */
export function foldBatchNorm(options: FoldBatchNormOptions): FoldedConvolution {
  const { weights, bias, channels = 1, gamma, beta, mean, variance, epsilon } = options;
  const filters = mean.length;
  refuseLengths(options);
  const scales = Float64Array.from(
    variance,
    (value, filter) => (gamma?.[filter] ?? 1) / Math.sqrt(value + epsilon),
  );
  return {
    weights: weights.map((weight, i) => weight * scales[Math.floor(i / channels) % filters]),
    bias: mean.map((value, filter) =>
      ((bias?.[filter] ?? 0) - value) * scales[filter] + (beta?.[filter] ?? 0)
    ),
  };
}

function refuseLengths(options: FoldBatchNormOptions): void {
  const { weights, channels = 1, mean } = options;
  const filters = mean.length;
  for (const name of ["bias", "gamma", "beta", "variance"] as const) {
    const length = options[name]?.length ?? filters;
    if (length === filters) continue;
    throw new RangeError(`Cannot fold batch norm: ${name} has ${length} numbers, need ${filters}`);
  }
  if (weights.length % (filters * channels) === 0) return;
  throw new RangeError(
    `Cannot fold batch norm: ${weights.length} weights are no whole number of ${filters} filters` +
      ` by ${channels} channels`,
  );
}
