import type { Covariate } from "../domain/mod.ts";
import { alignCovariate, type Steps } from "./align_covariate.ts";
import { findCovariate } from "./choose_covariates.ts";
import type { SeriesLayout } from "./preparation.ts";

/**
 * Writes the covariates into their features of a series, and beside each group that can be missing
 * which share of its columns is known at a step. A covariate that is not given is unknown throughout
 * where its group can be missing.
 *
 * Throws ConfigurationError where another is not given.
 */
export function addCovariates(
  series: { values: Float32Array; steps: Steps },
  layout: SeriesLayout,
  covariates: readonly Covariate[],
): void {
  const { values, steps } = series;
  const columns = new Map(
    layout.covariates.map((prepared) => [
      prepared.name,
      alignOne(prepared, { layout, covariates, steps }),
    ]),
  );
  for (const [name, column] of columns) writeColumn(name, column);
  for (const { known, columns: names } of layout.modalities ?? []) {
    if (known !== undefined) {
      writeColumn(
        known,
        shareKnown(names.map((name) => columns.get(name)!)),
      );
    }
  }

  function writeColumn(name: string, column: Float64Array): void {
    const width = layout.featureNames.length;
    const feature = layout.featureNames.indexOf(name);
    const perStep = values.length / width / Math.max(1, column.length);
    for (let i = 0; i < values.length / width; i++) {
      values[i * width + feature] = column[Math.floor(i / perStep)];
    }
  }
}

function alignOne(
  { name, rule, heldMs }: SeriesLayout["covariates"][number],
  { layout, covariates, steps }: {
    layout: SeriesLayout;
    covariates: readonly Covariate[];
    steps: Steps;
  },
): Float64Array {
  const canBeMissing = layout.modalities?.some(({ known, columns }) =>
    known !== undefined && columns.includes(name)
  );
  const given = covariates.find((covariate) => covariate.name === name);
  if (given === undefined && canBeMissing) return new Float64Array(steps.endMs.length).fill(NaN);
  return alignCovariate(given ?? findCovariate(covariates, name), steps, rule, heldMs).values;
}

/** Share of columns that are no NaN at each step. */
function shareKnown(columns: readonly Float64Array[]): Float64Array {
  return columns[0].map((_, step) => {
    const known = columns.filter((column) => !Number.isNaN(column[step])).length;
    return known / columns.length;
  });
}
