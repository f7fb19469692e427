import type { PointProcessSetting } from "../../domain/mod.ts";
import { completenessMaximumCurvature } from "../../mathematics/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";

/** By so much the completeness may be above the smallest magnitude without a warning. */
const TOLERANCE = 0.25;

/** What a reader of the card must know of the data and the fit. */
export function warnOfPointData(
  { events, test }: PointBenchmark,
  { setting: { mc, magnitudeStep }, fit }: {
    setting: PointProcessSetting;
    fit: Record<string, unknown>;
  },
): string[] {
  const warnings: string[] = [];
  const before = events.magnitude.subarray(0, test.from);
  const completeness = completenessMaximumCurvature(before, {
    binWidth: magnitudeStep,
    correction: 0,
  });
  if (completeness !== null && completeness > mc + TOLERANCE) {
    warnings.push(
      `The most frequent magnitude is ${completeness}, above the smallest that counts, ${mc}: the ` +
        "catalogue seems incomplete there, and the numbers are then too low.",
    );
  }
  const told = (fit.fit ?? {}) as Record<string, unknown>;
  if (told.converged === false) {
    warnings.push("The search for the parameters did not come to an end.");
  }
  const ratio = told.branching_ratio;
  if (ratio === null || (typeof ratio === "number" && ratio >= 1)) {
    warnings.push(
      "By the fitted parameters an event has one direct aftershock or more on average, in all time: " +
        "windows of years may grow without end.",
    );
  }
  return warnings;
}
