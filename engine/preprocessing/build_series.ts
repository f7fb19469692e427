import { type Catalogue, type Covariate, reachesMagnitude } from "../domain/mod.ts";
import { addCovariates } from "./add_covariates.ts";
import type { Steps } from "./align_covariate.ts";
import { binEdges, type Bins } from "./align_to_bins.ts";
import { FEATURES } from "./features.ts";
import { catalogueFeaturesOf } from "./modalities.ts";
import type { SeriesLayout } from "./preparation.ts";
import { addTides } from "./tides.ts";
import { SeriesPass } from "./series_pass.ts";

/** Raw features, not yet normalised, of each step. */
export interface RawSeries {
  /** In the features' units; covariates are NaN where missing. [step, feature] */
  values: Float32Array;
  /** When each step begins and ends. */
  steps: Steps;
}

/** Raw features of events, with what their targets are made of. */
export interface RawEventSeries extends RawSeries {
  /** Catalogue row of each step. [step] */
  rows: Uint32Array;
}

/** Raw features of bins. The time taken grows with events + bins. */
export function buildBinSeries(
  catalogue: Catalogue,
  layout: SeriesLayout,
  given: { bins: Bins; covariates: readonly Covariate[] },
): RawSeries {
  const { bins, covariates } = given;
  const steps = binEdges(bins);
  const width = layout.featureNames.length;
  const values = new Float32Array(bins.count * width);
  const features = readersOf(layout);
  const pass = new SeriesPass(catalogue, layout);
  pass.advanceTo(bins.startMs);
  for (let bin = 0; bin < bins.count; bin++) {
    pass.openStep();
    pass.advanceTo(steps.endMs[bin]);
    for (let i = 0; i < features.length; i++) values[bin * width + i] = features[i](pass);
  }
  addTides({ values, steps }, layout);
  addCovariates({ values, steps }, layout, covariates);
  return { values, steps };
}

/**
 * Raw features of the events of at least the target magnitude, each read just after its event. The
 * first has no event before it and is no step.
 */
export function buildEventSeries(
  catalogue: Catalogue,
  layout: SeriesLayout,
  covariates: readonly Covariate[],
): RawEventSeries {
  const rows = targetRows(catalogue, layout.minMagnitude).subarray(1);
  const width = layout.featureNames.length;
  const values = new Float32Array(rows.length * width);
  const features = readersOf(layout);
  const pass = new SeriesPass(catalogue, layout);
  pass.advanceToTarget();
  for (let step = 0; step < rows.length; step++) {
    pass.advanceToTarget();
    for (let i = 0; i < features.length; i++) values[step * width + i] = features[i](pass);
  }
  const steps = eventSteps(catalogue, rows);
  addTides({ values, steps }, layout);
  addCovariates({ values, steps }, layout, covariates);
  return { values, steps, rows };
}

/** Rows of the events of at least a magnitude. */
export function targetRows(catalogue: Catalogue, minMagnitude: number): Uint32Array {
  const rows = new Uint32Array(catalogue.size);
  let count = 0;
  for (let row = 0; row < catalogue.size; row++) {
    if (reachesMagnitude(catalogue.magnitude[row], minMagnitude)) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** An event's step runs from the event before it up to and including its own time. */
function eventSteps(catalogue: Catalogue, rows: Uint32Array): Steps {
  const endMs = Float64Array.from(rows, (row) => catalogue.timeMs[row] + 1);
  const startMs = endMs.map((_, step) => step === 0 ? catalogue.timeMs[0] : endMs[step - 1]);
  return { startMs, endMs };
}

function readersOf(layout: SeriesLayout): ((pass: SeriesPass) => number)[] {
  return catalogueFeaturesOf(layout).map((name) =>
    FEATURES.find((feature) => feature.name === name)!.read
  );
}
