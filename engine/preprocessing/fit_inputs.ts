import { InsufficientDataError } from "../domain/mod.ts";
import type { RawSeries } from "./build_series.ts";
import type { InputRange, PreparedCovariate } from "./preparation.ts";

/**
 * Fits the value that stands in for a covariate where it is missing, and writes it into the raw
 * training series: the mean over the training steps, or 0 for sums (no sample, nothing to add).
 *
 * Throws InsufficientDataError for a covariate without any value in the training part.
 */
export function fitCovariateFills(
  series: RawSeries,
  featureNames: readonly string[],
  laid: readonly PreparedCovariate[],
): { covariates: PreparedCovariate[]; remarks: string[] } {
  const width = featureNames.length;
  const steps = series.steps.endMs.length;
  const rowsPerStep = series.values.length / width / steps;
  const remarks: string[] = [];
  const covariates = laid.map((covariate) => {
    const { name, rule } = covariate;
    const feature = featureNames.indexOf(name);
    let [known, sum] = [0, 0];
    for (let step = 0; step < steps; step++) {
      const value = series.values[step * rowsPerStep * width + feature];
      if (Number.isNaN(value)) continue;
      known++;
      sum += value;
    }
    if (known === 0) {
      throw new InsufficientDataError(`Cannot use covariate "${name}" in training`, {
        have: 0,
        need: 1,
        of: "training steps with a value",
      });
    }
    const fill = rule === "sum" ? 0 : sum / known;
    if (known < steps) {
      remarks.push(
        `covariate "${name}" is missing in ${
          steps - known
        } of ${steps} training steps, which take ` +
          `${Number(fill.toPrecision(6))} instead`,
      );
    }
    fillMissing(series.values, { feature, width, fill });
    return { ...covariate, fill, missingSteps: steps - known };
  });
  return { covariates, remarks };
}

/** Replaces NaN in one feature. */
export function fillMissing(
  values: Float32Array, // [row, feature]
  gap: { feature: number; width: number; fill: number },
): void {
  for (let i = gap.feature; i < values.length; i += gap.width) {
    if (Number.isNaN(values[i])) values[i] = gap.fill;
  }
}

/** Smallest and largest value of each feature. */
export function measureInputRanges(
  values: Float32Array, // [row, feature]
  featureNames: readonly string[],
): InputRange[] {
  return featureNames.map((name, feature) => {
    let [minimum, maximum] = [Infinity, -Infinity];
    for (let i = feature; i < values.length; i += featureNames.length) {
      minimum = Math.min(minimum, values[i]);
      maximum = Math.max(maximum, values[i]);
    }
    return { name, minimum, maximum };
  });
}
