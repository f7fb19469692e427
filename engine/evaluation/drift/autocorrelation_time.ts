/** Lags up to this many correlation times are summed: what is left is small, and noise is not added up. */
const WINDOW = 5;

/** Longest lag, as a part of the series. */
const LONGEST_PART = 3;

/** Fewest blocks whose means are compared. */
const FEWEST_BLOCKS = 10;

/**
 * Steps of a series that are worth one independent step, at least 1: the larger of 1 + twice the sum of
 * its autocorrelations, and of how much more the means of blocks vary than those of independent steps,
 * for blocks of up to a tenth of the series. The second sees memory that fades slowly, as that of
 * earthquakes does. Ranks are taken instead of values, so that one great sequence does not decide alone.
 *
 * Source: Sokal 1989, Monte Carlo Methods in Statistical Mechanics (the window chooses itself); Flegal &
 * Jones 2010, Annals of Statistics 38 (means of blocks).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { autocorrelationTime } from "@quakecast/quakecast/evaluation";
 * const slow = Array.from({ length: 400 }, (_, i) => Math.sin(i / 20) + Math.sin(i / 7));
 * assert(autocorrelationTime(slow) > 10);
 * ```
 */
export function autocorrelationTime(values: ArrayLike<number>): number {
  const ranks = centredRanks(values);
  const size = ranks.length;
  let variance = 0;
  for (const rank of ranks) variance += rank * rank;
  if (!(variance > 0)) return 1;
  let time = 1;
  for (let lag = 1; lag < size / LONGEST_PART && lag < WINDOW * time; lag++) {
    let product = 0;
    for (let i = lag; i < size; i++) product += ranks[i] * ranks[i - lag];
    time = Math.max(1, time + 2 * product / variance);
  }
  return Math.max(time, slowTime(ranks, variance / size));
}

/**
 * The largest ratio of the variance of block means to that of means of independent steps, each with its
 * standard error added, as few blocks tell little of their variance.
 */
function slowTime(ranks: Float64Array, variance: number): number {
  let slowest = 1;
  for (let length = 2; length * FEWEST_BLOCKS <= ranks.length; length *= 2) {
    const blocks = Math.floor(ranks.length / length);
    const means = Array.from(
      { length: blocks },
      (_, block) =>
        ranks.subarray(block * length, (block + 1) * length).reduce((sum, rank) => sum + rank, 0) /
        length,
    );
    const mean = means.reduce((sum, one) => sum + one, 0) / blocks;
    const spread = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (blocks - 1);
    const error = 1 + Math.sqrt(2 / (blocks - 1));
    slowest = Math.max(slowest, error * length * spread / variance);
  }
  return slowest;
}

/** Ranks less their mean, equal values sharing one. */
function centredRanks(values: ArrayLike<number>): Float64Array {
  const size = values.length;
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(size);
  for (let from = 0; from < size;) {
    let to = from + 1;
    while (to < size && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + to - 1) / 2 - (size - 1) / 2;
    from = to;
  }
  return ranks;
}
