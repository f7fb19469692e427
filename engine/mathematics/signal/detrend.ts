/** The samples less their mean. [sample] to [sample] */
export function removeMean(samples: ArrayLike<number>): Float64Array {
  const mean = meanOf(samples);
  const values = new Float64Array(samples);
  for (let i = 0; i < values.length; i++) values[i] -= mean;
  return values;
}

/** The mean; 0 where there is no sample. */
export function meanOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  return samples.length === 0 ? 0 : sum / samples.length;
}

/** A straight line through evenly spaced samples. */
export interface LinearTrend {
  /** Value at the first sample. */
  readonly start: number;
  /** Change a sample. */
  readonly slope: number;
}

/** The straight line of least squares; flat where there are fewer than two samples. */
export function linearTrend(samples: ArrayLike<number>): LinearTrend {
  const count = samples.length;
  const mean = meanOf(samples);
  if (count < 2) return { start: mean, slope: 0 };
  const middle = (count - 1) / 2;
  let moment = 0;
  for (let i = 0; i < count; i++) moment += (i - middle) * (samples[i] - mean);
  const slope = moment / (count * (count * count - 1) / 12);
  return { start: mean - slope * middle, slope };
}

/** The samples less their straight line of least squares. [sample] to [sample] */
export function removeTrend(samples: ArrayLike<number>): Float64Array {
  const { start, slope } = linearTrend(samples);
  const values = new Float64Array(samples);
  for (let i = 0; i < values.length; i++) values[i] -= start + slope * i;
  return values;
}
