import type { ExpectedNext, GainInterval } from "../../domain/mod.ts";
import { standardNormalQuantile, studentTQuantile } from "../../mathematics/mod.ts";
import { standardErrorOf } from "./standard_error_of.ts";

/** Upper end of the middle 95 %. */
const UPPER = 0.975;

/** From so many degrees of freedom on Student's law is the normal one. */
const MANY_DEGREES = 1e6;

/** A stretch that was scored. */
export interface ScoredStretch {
  /** Mean gain, nats per window. */
  nats: number;
  /** Scored windows. */
  windows: number;
}

/**
 * Where the mean gain on one more stretch lies with 95 % probability, before it is seen: the interval of
 * the mean of all stretches, the sampling error of so many windows, and what stretches differ by beyond
 * that. The error of a window comes from the mean's own interval; the rest from the scatter of the stretches,
 * whose few degrees of freedom widen the range. Where they scatter as much as that error or more this is the
 * classical prediction interval of Student's law. One stretch has no scatter: `fromStretches` then is 1, and
 * the range of that error alone is too narrow, if anything.
 *
 * Source: Hahn & Meeker 1991, Statistical Intervals, 4.7; Satterthwaite 1946, Biometrics Bulletin 2.
 */
export function expectNext(
  mean: GainInterval,
  { stretches, windows }: { stretches: readonly ScoredStretch[]; windows: number },
): ExpectedNext {
  const count = stretches.length;
  const all = stretches.reduce((sum, stretch) => sum + stretch.windows, 0);
  const meanError = standardErrorOf(mean);
  const ofWindow = meanError ** 2 * all; // variance that one window adds
  const sampling = stretches.reduce((sum, stretch) => sum + ofWindow / stretch.windows, 0) / count;
  const scatter = scatterOf(stretches);
  const between = Math.max(0, scatter - sampling) * (1 + 1 / count);
  const error = Math.sqrt(between + ofWindow / windows + meanError ** 2);
  const half = error * quantileOf({ count, scatter, sampling });
  return {
    ...{ low: mean.nats - half, high: mean.nats + half },
    ...{ windows, fromStretches: count },
  };
}

/** Variance of the stretches' means; 0 for one. */
function scatterOf(stretches: readonly ScoredStretch[]): number {
  if (stretches.length === 1) return 0;
  const middle = stretches.reduce((sum, { nats }) => sum + nats, 0) / stretches.length;
  const squares = stretches.reduce((sum, { nats }) => sum + (nats - middle) ** 2, 0);
  return squares / (stretches.length - 1);
}

function quantileOf(
  { count, scatter, sampling }: { count: number; scatter: number; sampling: number },
): number {
  const ratio = scatter > 0 ? Math.max(1, sampling / scatter) : Infinity;
  const degrees = count === 1 ? Infinity : (count - 1) * ratio ** 2;
  return degrees < MANY_DEGREES ? studentTQuantile(UPPER, degrees) : standardNormalQuantile(UPPER);
}
