import type { RandomStream } from "./random_stream.ts";

/** How the standard error of a function of a mean is bootstrapped. */
export interface BootstrapErrorOptions {
  /** The function, such as the b-value of a mean magnitude. */
  statisticOf: (mean: number) => number;
  /** Source of random numbers. */
  random: RandomStream;
  /** Number of resampled sets, 1000 when left out. */
  replicates?: number;
}

/**
 * Standard error of a function of the mean of independent values: its spread over sets drawn from
 * the values with replacement. Sets for which the function is not finite are passed over.
 *
 * Throws RangeError without values or for fewer than two replicates.
 * Source: Efron 1979, Ann. Stat. 7.
 */
export function bootstrapError(
  values: ArrayLike<number>,
  options: BootstrapErrorOptions,
): number {
  const { statisticOf, random, replicates = 1000 } = options;
  if (values.length === 0) throw new RangeError("Cannot bootstrap an error: no values");
  if (!(replicates >= 2)) throw new RangeError(`Cannot bootstrap with ${replicates} replicates`);
  let [drawn, mean, squares] = [0, 0, 0];
  for (let replicate = 0; replicate < replicates; replicate++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[random.integer(values.length)];
    const statistic = statisticOf(sum / values.length);
    if (!Number.isFinite(statistic)) continue;
    drawn++;
    const step = statistic - mean;
    mean += step / drawn;
    squares += step * (statistic - mean);
  }
  return Math.sqrt(squares / (drawn - 1));
}
