import type { PointForecastBin } from "../../domain/mod.ts";

/** Fewer catalogues with an event than this tell its probability to no better than a third. */
const FEW = 10;

/**
 * Numbers of one magnitude from the counts of simulated catalogues. Where too few have an event, the
 * expected number is that of the magnitude law and the probability that of a Poisson number.
 */
export function binOfCounts(
  magnitude: number,
  { counts, expectedByLaw }: { counts: Uint32Array; expectedByLaw?: number },
): PointForecastBin {
  const sorted = counts.toSorted();
  const size = sorted.length;
  // The smallest number whose share of catalogues at or below it reaches a probability.
  const quantile = (probability: number) =>
    sorted[Math.min(size - 1, Math.max(0, Math.ceil(probability * size - 1e-9) - 1))];
  let [sum, some] = [0, 0];
  for (const count of counts) {
    sum += count;
    if (count > 0) some++;
  }
  const isRare = some < FEW;
  const expected = isRare ? expectedByLaw ?? sum / size : sum / size;
  return {
    magnitude,
    expected,
    p95minimum: quantile(0.025),
    p95maximum: quantile(0.975),
    median: quantile(0.5),
    probability: isRare ? -Math.expm1(-expected) : some / size,
    probabilityFrom: isRare ? "magnitude law" : "catalogues",
  };
}
