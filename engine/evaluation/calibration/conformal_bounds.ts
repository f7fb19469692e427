import type { CalibratedInterval, ConformalBounds } from "../../domain/mod.ts";

/**
 * Which cumulative probabilities bound intervals that hold a given part of new outcomes, whatever the
 * forecasts are worth, as long as later windows are like these: order statistics of the probability
 * integral transform, each tail on its own, at the rank that finitely many windows allow. Of windows
 * that overlap as many count as do not. Too few windows leave an end open.
 *
 * Source: Vovk, Gammerman & Shafer 2005 (split conformal, smoothed ranks); Chernozhukov, Wüthrich & Zhu
 * 2021, PNAS 118 (distributional scores).
 */
export function conformalBounds(
  transforms: ArrayLike<number>,
  { levels, independent }: { levels: readonly number[]; independent: number },
): ConformalBounds[] {
  const sorted = Float64Array.from(transforms).sort();
  return levels.map((level) => {
    const rank = Math.floor((independent + 1) * (1 - level) / 2 + 1e-9);
    if (rank < 1) return { level, low: null, high: null, expected: 1 };
    const place = Math.max(0, Math.floor(rank * sorted.length / independent) - 1);
    return {
      level,
      low: sorted[place],
      high: sorted[sorted.length - 1 - place],
      expected: 1 - 2 * rank / (independent + 1),
    };
  });
}

/**
 * The interval of one forecast: every value whose cumulative probability, ties included, reaches
 * between the bounds. `quantile` gives the smallest value of at least a cumulative probability.
 */
export function conformalInterval(
  { level, low, high }: ConformalBounds,
  quantile: (probability: number) => number,
): CalibratedInterval {
  const inside = (probability: number) => Math.min(1 - 1e-12, Math.max(1e-12, probability));
  return {
    level,
    low: low === null ? null : quantile(inside(low)),
    high: high === null ? null : quantile(inside(high + 1e-12)),
  };
}
