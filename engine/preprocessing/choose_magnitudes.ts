import {
  type Catalogue,
  type CompletenessMethod,
  ConfigurationError,
  type ForecastConfiguration,
  InsufficientDataError,
} from "../domain/mod.ts";
import { detectMagnitudeBinWidth } from "../mathematics/mod.ts";
import { LARGEST_CREDIBLE_MAGNITUDE } from "./clean_magnitude_outliers.ts";
import { estimateCompleteness } from "./estimate_completeness.ts";
import type { Preparation } from "./preparation.ts";

/** The magnitudes of a preparation, and how they came about. */
export type ChosenMagnitudes =
  & Pick<
    Preparation,
    "completeness" | "minMagnitude" | "magnitudeBinWidth" | "maximumMagnitude"
  >
  & { remarks: string[] };

/**
 * Completeness (a number as configured, or by the configured method), target magnitude (the completeness unless
 * configured), rounding and upper end of the magnitudes, all from the training part. The upper end
 * is the largest credible magnitude, or the largest in training: a region's own maximum cannot be
 * seen in a few decades, and a truncation below it would call an event impossible.
 *
 * Throws ConfigurationError for a target magnitude below a configured completeness.
 */
export function chooseMagnitudes(
  training: Pick<Catalogue, "name" | "magnitude">,
  configuration: Pick<ForecastConfiguration, "completeness" | "minMagnitude">,
): ChosenMagnitudes {
  const { magnitude } = training;
  const remarks: string[] = [];
  const configured = configuration.completeness;
  const automatic = typeof configured !== "number";
  const method = configured === "auto" ? "maximum-curvature" : configured;
  let completeness = typeof method === "number" ? method : completenessOf(training, method);
  const minMagnitude = configuration.minMagnitude === "auto"
    ? completeness
    : configuration.minMagnitude;
  if (automatic) {
    remarks.push(
      `completeness ${completeness} by ${String(method).replaceAll("-", " ")} on the training part`,
    );
  }
  if (minMagnitude < completeness && !automatic) {
    throw new ConfigurationError(
      `Cannot forecast events of magnitude ${minMagnitude} or more: the catalogue is said to be ` +
        `complete from ${completeness} only.`,
      "minMagnitude",
    );
  }
  if (minMagnitude < completeness) {
    remarks.push(
      `completeness lowered from ${completeness} to the target magnitude ${minMagnitude}: ` +
        `small events may be missing from the counts`,
    );
    completeness = minMagnitude;
  }
  return {
    completeness,
    minMagnitude,
    magnitudeBinWidth: detectMagnitudeBinWidth(magnitude),
    maximumMagnitude: magnitude.reduce(
      (most, value) => value > most ? value : most,
      LARGEST_CREDIBLE_MAGNITUDE,
    ),
    remarks,
  };
}

function completenessOf(
  training: Pick<Catalogue, "name" | "magnitude">,
  method: CompletenessMethod,
): number {
  const completeness = estimateCompleteness(training.magnitude, method);
  if (completeness !== null) return completeness;
  const known = training.magnitude.filter((value) => Number.isFinite(value)).length;
  if (known > 0) {
    throw new ConfigurationError(
      `Cannot find the completeness of "${training.name}" by ${method}: its ${known} magnitudes ` +
        "pass at no magnitude; give a number or another method.",
      "completeness",
    );
  }
  throw new InsufficientDataError(`Cannot estimate the completeness of "${training.name}"`, {
    have: 0,
    need: 1,
    of: "magnitudes",
  });
}
