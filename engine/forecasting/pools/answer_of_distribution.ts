import type { ForecastAnswer, Task } from "../../domain/mod.ts";

/** Counts whose probability of being reached is published. */
const COUNTS = [1, 2, 3, 5, 10, 20, 50, 100];

/** Part of a probability that rounding may take. */
const ROUNDING = 1e-12;

/**
 * A distribution of a number of events, or of none and some, as numbers a reader can use.
 * `distribution` holds probabilities of 0, 1, 2, ...; the last is of that number or more.
 */
export function answerOfDistribution(
  source: string,
  distribution: readonly number[],
  { task, family }: { task: Task; family: string },
): ForecastAnswer {
  const quantile = (level: number) => {
    let [count, sum] = [0, distribution[0]];
    while (sum < level - ROUNDING && count < distribution.length - 1) sum += distribution[++count];
    return count;
  };
  const reach = (count: number) =>
    distribution.slice(count).reduce((sum, probability) => sum + probability, 0);
  const useful = COUNTS.filter((count) =>
    count === 1 || (task !== "alarm" && reach(count) >= 0.001)
  );
  return {
    source,
    expected: distribution.reduce((sum, probability, count) => sum + count * probability, 0),
    quantiles: {
      ...{ p05: quantile(0.05), p25: quantile(0.25), p50: quantile(0.5) },
      ...{ p75: quantile(0.75), p95: quantile(0.95) },
    },
    probabilities: Object.fromEntries(
      useful.map((
        count,
      ) => [`at least ${count} ${count === 1 ? "event" : "events"}`, reach(count)]),
    ),
    distribution: { family },
  };
}

/** A distribution cut where less than a millionth is left; the last number is of that or more. */
export function shortenDistribution(distribution: readonly number[]): number[] {
  const shortened: number[] = [];
  let left = 1;
  for (const probability of distribution) {
    if (left < 1e-6) break;
    shortened.push(probability);
    left -= probability;
  }
  shortened[shortened.length - 1] += Math.max(0, left);
  return shortened;
}
