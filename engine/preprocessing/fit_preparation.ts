import {
  type Catalogue,
  ConfigurationError,
  type Covariate,
  DAY_MS,
  type ForecastConfiguration,
  formatDuration,
  type Grid,
  parseDuration,
  selectRows,
  type Task,
} from "../domain/mod.ts";
import { wholeBins } from "./align_to_bins.ts";
import { buildMapSeries } from "./build_map_series.ts";
import { buildBinSeries, buildEventSeries, type RawSeries, targetRows } from "./build_series.ts";
import { LEAST_EVENTS, requireEnough, requireSorted } from "./check_catalogue.ts";
import { chooseCovariateRules, chooseHold, findCovariate } from "./choose_covariates.ts";
import { chooseGrid } from "./choose_grid.ts";
import { chooseMagnitudes } from "./choose_magnitudes.ts";
import { chooseFeatures } from "./features.ts";
import { fitCovariateFills, measureInputRanges } from "./fit_inputs.ts";
import { chooseModalities } from "./modalities.ts";
import { fitNormaliser, type Normaliser, type NormaliserKind } from "./normaliser.ts";
import type { Preparation, SeriesLayout } from "./preparation.ts";
import { chooseTides, TIDE_FEATURES } from "./tides.ts";

/** Fewer target events than this in the training part teach nothing about their number. */
const LEAST_TARGETS = 8;

/** Durations and ends of parts, milliseconds. */
type Times = Pick<
  Preparation,
  "binMs" | "horizonMs" | "window" | "trainEndMs" | "validationEndMs" | "gapMs"
>;

/**
 * Fits everything that turns a clean catalogue into examples, on the training part alone: events
 * before first + trainFraction × (last − first). The result is plain JSON; `prepareExamples` and
 * `prepareLatest` use it, so that training and forecasting see the same inputs.
 *
 * Throws InputError for an unsorted catalogue, InsufficientDataError for one that is too small or too
 * short, ConfigurationError for options that contradict each other.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { catalogueFromEarthquakes, DAY_MS, resolveForecastConfiguration } from "@quakecast/quakecast/domain";
 * import { fitPreparation, prepareExamples } from "@quakecast/quakecast/preprocessing";
 * const events = Array.from({ length: 400 }, (_, i) => ({
 *   timeMs: i * DAY_MS, latitude: 35, longitude: 139, magnitude: 4 + (i * 7 % 10) / 10,
 * }));
 * const catalogue = catalogueFromEarthquakes("example", events);
 * const configuration = resolveForecastConfiguration({ completeness: 4 });
 * const preparation = fitPreparation(catalogue, configuration);
 * const examples = prepareExamples(catalogue, preparation);
 * assert(examples.window === 30 && examples.targets[0] === 7);
 * ```
 */
export function fitPreparation(
  catalogue: Catalogue,
  configuration: ForecastConfiguration,
  given: { covariates?: readonly Covariate[] } = {},
): Preparation {
  const { covariates = [] } = given;
  requireSorted(catalogue);
  requireEnough(catalogue, { have: catalogue.size, need: LEAST_EVENTS, of: "events" });
  const times = chooseTimes(catalogue, configuration);
  const training = trainingPart(catalogue, times.trainEndMs);
  const { remarks, ...magnitudes } = chooseMagnitudes(training, configuration);
  const complete = requireEvents(training, { ...magnitudes });
  const task = configuration.task as Task;
  const features = chooseFeatures(task, configuration.features);
  const rules = chooseCovariateRules(configuration, covariates, [
    ...features,
    ...TIDE_FEATURES.map(({ name }) => name),
  ]);
  const tides = configuration.tides
    ? chooseTides(training, {
      rows: complete,
      spanMs: task === "magnitude" ? DAY_MS : times.horizonMs,
    })
    : undefined;
  const tideNames = tides === undefined ? [] : TIDE_FEATURES.map(({ name }) => name);
  const { modalities, modalityDropout } = chooseModalities(configuration, {
    ...{ features, tides: tideNames, covariates },
  });
  const layout: SeriesLayout & Pick<Preparation, "modalityDropout"> = {
    task,
    ...magnitudes,
    binMs: times.binMs,
    featureNames: [
      ...features,
      ...tideNames,
      ...rules.map(({ name }) => name),
      ...modalities.flatMap(({ known }) => known ?? []),
    ],
    covariates: rules.map((rule) => {
      const covariate = findCovariate(covariates, rule.name);
      return { ...rule, ...holdOf(covariate, { times, modalityDropout }), ...NOT_FITTED };
    }),
    ...{ modalities, modalityDropout, tides },
    grid: task === "map" ? chooseGrid(training, complete, configuration) : undefined,
  };
  const series = buildTrainingSeries(training, layout, { times, covariates });
  return finishPreparation({ series, layout, times, magnitudes, remarks, configuration });
}

/** What a covariate's fill is before it is fitted. */
const NOT_FITTED = { fill: NaN, missingSteps: 0 };

/** Where gaps are masked, a sample is not held for ever: an outage would look like a steady value. */
function holdOf(
  covariate: Covariate,
  { times, modalityDropout }: { times: Times; modalityDropout: number },
): { heldMs?: number } {
  const usualMs = chooseHold(covariate, times.trainEndMs);
  if (modalityDropout === 0 || usualMs === undefined) return {};
  return { heldMs: usualMs + times.binMs };
}

/** Events before a time. */
function trainingPart(catalogue: Catalogue, endMs: number): Catalogue {
  let size = 0;
  while (size < catalogue.size && catalogue.timeMs[size] < endMs) size++;
  return selectRows(catalogue, Uint32Array.from({ length: size }, (_, row) => row));
}

function chooseTimes(catalogue: Catalogue, configuration: ForecastConfiguration): Times {
  const { trainFraction, validationFraction, window } = configuration;
  if (!(trainFraction + validationFraction < 1)) {
    throw new ConfigurationError(
      `Cannot split the catalogue: trainFraction ${trainFraction} and validationFraction ` +
        `${validationFraction} leave nothing to test on.`,
      "trainFraction",
    );
  }
  const firstMs = catalogue.timeMs[0];
  const spanMs = catalogue.timeMs[catalogue.size - 1] - firstMs;
  requireEnough(catalogue, { have: spanMs > 0 ? 2 : 1, need: 2, of: "different origin times" });
  const binMs = parseDuration(configuration.bin, "bin");
  const horizonMs = parseDuration(configuration.horizon, "horizon");
  const validatedFraction = trainFraction + validationFraction;
  return {
    binMs,
    horizonMs,
    window,
    trainEndMs: Math.floor(firstMs + trainFraction * spanMs),
    validationEndMs: Math.floor(firstMs + validatedFraction * spanMs),
    gapMs: configuration.task === "magnitude" ? 0 : window * binMs + horizonMs,
  };
}

/** Rows of the complete events of the training part, enough of them and of targets being there. */
function requireEvents(
  training: Catalogue,
  magnitudes: { completeness: number; minMagnitude: number },
): Uint32Array {
  const { completeness, minMagnitude } = magnitudes;
  const complete = targetRows(training, completeness);
  requireEnough(training, {
    have: complete.length,
    need: LEAST_EVENTS / 2,
    of: `events of magnitude ${completeness} or more in the training part`,
  });
  requireEnough(training, {
    have: targetRows(training, minMagnitude).length,
    need: LEAST_TARGETS,
    of: `events of magnitude ${minMagnitude} or more in the training part`,
  });
  return complete;
}

function buildTrainingSeries(
  training: Catalogue,
  layout: SeriesLayout,
  given: { times: Times; covariates: readonly Covariate[] },
): RawSeries {
  const { times, covariates } = given;
  if (layout.task === "magnitude") {
    const series = buildEventSeries(training, layout, covariates);
    const of = "target events after the first in the training part";
    requireEnough(training, { have: series.rows.length, need: times.window + 1, of });
    return series;
  }
  const span = { fromMs: training.timeMs[0], toMs: times.trainEndMs, binMs: times.binMs };
  const bins = wholeBins(span);
  requireEnough(training, {
    have: bins.count,
    need: times.window + Math.ceil(times.horizonMs / times.binMs),
    of: `steps of ${formatDuration(times.binMs)} in the training part`,
  });
  const build = layout.task === "map" ? buildMapSeries : buildBinSeries;
  return build(training, layout, { bins, covariates });
}

/** Fits what the raw training series is needed for, and puts everything together. */
function finishPreparation(parts: {
  series: RawSeries;
  layout: SeriesLayout & Pick<Preparation, "modalityDropout">;
  times: Times;
  magnitudes: Omit<ReturnType<typeof chooseMagnitudes>, "remarks">;
  remarks: readonly string[];
  configuration: ForecastConfiguration;
}): Preparation {
  const { series, layout, times, magnitudes, remarks, configuration } = parts;
  const { task, featureNames, grid, modalities, modalityDropout, tides } = layout;
  const fills = fitCovariateFills(series, featureNames, layout.covariates);
  const kind = configuration.normaliser as NormaliserKind;
  return {
    task,
    ...magnitudes,
    ...times,
    featureNames,
    normaliser: keepKnown(fitNormaliser(series.values, { kind, names: featureNames }), layout),
    covariates: fills.covariates,
    ...{ modalities, modalityDropout },
    ...(tides === undefined ? {} : { tides }),
    ...(grid === undefined ? {} : { grid: plainGrid(grid) }),
    inputRanges: measureInputRanges(series.values, featureNames).map((range) =>
      isKnown(range.name, layout) ? { ...range, minimum: 0, maximum: 1 } : range
    ),
    remarks: [...remarks, ...fills.remarks],
  };
}

/** What says whether a group is known becomes 0 where it is and -1 where not, however rare gaps are. */
function keepKnown(normaliser: Normaliser, layout: SeriesLayout): Normaliser {
  const features = normaliser.features.map((feature) =>
    isKnown(feature.name, layout) ? { ...feature, centre: 1, scale: 1 } : feature
  );
  return { ...normaliser, features };
}

function isKnown(name: string, { modalities = [] }: SeriesLayout): boolean {
  return modalities.some(({ known }) => known === name);
}

function plainGrid(grid: Grid): Grid {
  return { ...grid, box: { ...grid.box } };
}
