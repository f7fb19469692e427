/** A prediction of each sample from those before it. */
export interface Autoregression {
  /** x[n] is about the sum of coefficients[j] x[n − 1 − j]. [order] */
  readonly coefficients: Float64Array;
  /** Variance of what is not predicted. */
  readonly errorVariance: number;
}

/**
 * Fits a prediction of the given order to samples by Burg's method, which is always stable.
 * A silent window gives coefficients and variance 0. Throws RangeError where there are not more
 * samples than twice the order.
 *
 * Source: Burg (1975); Kay (1988), Modern Spectral Estimation, section 7.5.
 */
export function fitAutoregression(samples: ArrayLike<number>, order: number): Autoregression {
  const count = samples.length;
  if (!(count > 2 * order)) {
    throw new RangeError(`Cannot fit a prediction of order ${order} to ${count} samples`);
  }
  const forward = Float64Array.from(samples);
  const backward = Float64Array.from(samples);
  let coefficients = new Float64Array(0);
  let errorVariance = forward.reduce((sum, value) => sum + value * value, 0) / count;
  for (let m = 0; m < order; m++) {
    let [product, power] = [0, 0];
    for (let n = m + 1; n < count; n++) {
      product += forward[n] * backward[n - 1];
      power += forward[n] ** 2 + backward[n - 1] ** 2;
    }
    const reflection = power > 0 ? 2 * product / power : 0;
    const next = new Float64Array(m + 1);
    for (let j = 0; j < m; j++) next[j] = coefficients[j] - reflection * coefficients[m - 1 - j];
    next[m] = reflection;
    coefficients = next;
    for (let n = count - 1; n > m; n--) {
      const [ahead, behind] = [forward[n], backward[n - 1]];
      forward[n] = ahead - reflection * behind;
      backward[n] = behind - reflection * ahead;
    }
    errorVariance *= 1 - reflection * reflection;
  }
  return { coefficients, errorVariance };
}

/** What a prediction misses at each sample; the first `order` samples are taken as they are. */
export function predictionErrors(
  samples: ArrayLike<number>,
  { coefficients }: Autoregression,
): Float64Array {
  const errors = new Float64Array(samples);
  for (let n = coefficients.length; n < errors.length; n++) {
    let predicted = 0;
    for (let j = 0; j < coefficients.length; j++) predicted += coefficients[j] * samples[n - 1 - j];
    errors[n] -= predicted;
  }
  return errors;
}
