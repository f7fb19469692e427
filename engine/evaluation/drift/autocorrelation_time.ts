/** Lags up to this many correlation times are summed: what is left is small, and noise is not added up. */
const WINDOW = 5;

/** Longest lag, as a part of the series. */
const LONGEST_PART = 3;

/**
 * Steps of a series that are worth one independent step: 1 + twice the sum of its autocorrelations, at
 * least 1. Ranks are correlated instead of values, so that one great sequence does not decide alone.
 *
 * Source: Sokal 1989, Monte Carlo Methods in Statistical Mechanics (the window chooses itself).
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
  return time;
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
