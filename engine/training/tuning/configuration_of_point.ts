import {
  type ForecastConfiguration,
  resolveForecastConfiguration,
  type SearchPoint,
} from "../../domain/mod.ts";
import { FEATURE_SETS } from "./search_space.ts";

/** Which option each dimension sets; lists are filled in by their own rules. */
const OPTIONS: Readonly<Record<string, string>> = {
  "window": "window",
  "kernel-size": "kernelSize",
  "dropout": "dropout",
  "learning-rate": "learningRate",
  "batch": "batch",
  "l2": "l2",
};

/**
 * The configuration of a trial: what the search chose over what was given.
 *
 * Throws ConfigurationError for a value that the options do not allow.
 */
export function configurationOfPoint(
  base: ForecastConfiguration,
  { point, epochs }: { point: SearchPoint; epochs: number },
): ForecastConfiguration {
  const chosen: Record<string, unknown> = { epochs, folds: 0 };
  for (const [name, value] of Object.entries(point)) {
    if (name in OPTIONS) chosen[OPTIONS[name]] = value;
  }
  for (const noun of ["units", "filters"]) {
    const sizes = [point[`${noun}-1`], point[`${noun}-2`]].filter((size) => size !== undefined);
    if (sizes.length > 0) chosen[noun] = sizes;
  }
  const dense = point["dense-units"];
  if (dense !== undefined) chosen.denseUnits = dense === 0 ? [] : [dense];
  const set = point.features;
  if (set !== undefined) chosen.features = [...FEATURE_SETS[base.task][set]];
  return resolveForecastConfiguration({ ...base, ...chosen });
}

/** The dimensions that an option given by hand takes out of a search. */
export const DIMENSIONS_OF_OPTION: Readonly<Record<string, readonly string[]>> = {
  units: ["layers", "units-1", "units-2"],
  filters: ["layers", "filters-1", "filters-2"],
  denseUnits: ["dense-units"],
  features: ["features"],
  ...Object.fromEntries(Object.entries(OPTIONS).map(([name, option]) => [option, [name]])),
};
