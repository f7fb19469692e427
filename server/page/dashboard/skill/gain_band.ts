import type { ScheduledSkillReport } from "../../../../engine/domain/mod.ts";

/** Two-sided 95 % point of the standard normal law. */
const Z = 1.959963984540054;

/** Least forecasts whose spread says anything. */
const LEAST = 3;

/**
 * 95 % interval of the gain summed so far, nats: the sum of independent gains of forecasts varies by the root of their
 * number times their standard deviation. Null for the first two, whose spread is not known.
 *
 * Source: Rhoades and others (2011), Acta Geophysica 59, 728, the paired T test, for a sum instead of a mean.
 */
export function gainBand(
  points: ScheduledSkillReport["points"],
): { low: number | null; high: number | null }[] {
  let [last, mean, squares] = [0, 0, 0];
  return points.map(({ cumulative }, at) => {
    const gain = cumulative - last;
    last = cumulative;
    const off = gain - mean;
    mean += off / (at + 1);
    squares += off * (gain - mean);
    if (at + 1 < LEAST) return { low: null, high: null };
    const half = Z * Math.sqrt((at + 1) * squares / at);
    return { low: cumulative - half, high: cumulative + half };
  });
}
