import {
  catalogueFromEarthquakes,
  ConfigurationError,
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
} from "../../domain/mod.ts";
import type { DriftMaterial, DriftSteps, DriftWindows } from "../../evaluation/mod.ts";
import { negativeBinomialFit, RandomStream } from "../../mathematics/mod.ts";
import {
  buildBinSeries,
  DEFAULT_FEATURES,
  estimateCompleteness,
  preparePointHistory,
  wholeBins,
} from "../../preprocessing/mod.ts";
import { forecastWindows, type PastWindow } from "../point_processes/forecast_windows.ts";
import { layWindows } from "../point_processes/lay_windows.ts";
import { showTime } from "../point_processes/measure_point_skill.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import { timeOfCard } from "../point_processes/time_of_card.ts";
import {
  countLawOf,
  logProbabilityOf,
  probabilityBelow,
  probabilityOf,
} from "../scheduled/count_law.ts";

/** Lengths of the windows, days: the shortest in which an event or more is expected. */
const LENGTHS = [1, 7, 30] as const;

/** Most windows of a part, evenly over it: each is simulated 500 times. */
const MOST_WINDOWS = 150;

/** What a point process' numbers are measured against. */
const BASELINE = "past numbers";

/** Below every magnitude. */
const NO_LIMIT = -10;

/**
 * What the drift of a point process is told from: features of days as networks read them, its forecasts
 * of the numbers in windows of a day, a week or 30 days, evenly from the end of its fit to `fromMs` and from
 * there on, beside the law of past numbers, and the events.
 *
 * Throws InsufficientDataError for a catalogue that does not reach back over what it was fitted to, and
 * ConfigurationError where `fromMs` lies within that.
 */
export function materialOfPointModel(
  model: PointModel,
  { source, fromMs, onProgress }: {
    source: PointEvents;
    fromMs: number;
    onProgress?: ReportProgress;
  },
): DriftMaterial {
  const { card: { name, setting, data } } = model;
  const region = setting.cutsRegion && setting.region !== null ? setting.region : undefined;
  const prepare = (mc: number) =>
    preparePointHistory(source, { ...setting, mc, region, untilMs: Infinity });
  const events = prepare(setting.mc);
  const trainEndMs = timeOfCard(data.fittedUntil);
  if (fromMs < trainEndMs) {
    throw new ConfigurationError(
      `Cannot watch from ${
        showTime(events, fromMs)
      } on: "${name}" was fitted to what came before ` +
        `${data.fittedUntil}.`,
      "since",
    );
  }
  const startMs = Math.max(timeOfCard(data.historyStart), events.timeMs[0] ?? Infinity);
  const have = events.timeMs.filter((time) => time >= startMs && time < trainEndMs).length;
  const need = Math.ceil(data.events / 4);
  if (have < need) {
    throw new InsufficientDataError(
      `Cannot compare with what "${name}" was fitted to: "${source.name}" must reach back over ` +
        `${data.historyStart} to ${data.fittedUntil}; it has`,
      { have, need, of: "events of it" },
    );
  }
  const all = prepare(NO_LIMIT);
  const isKnown = all.timeMs.map((time) => time >= startMs ? 1 : 0);
  const known = (column: Float64Array) => column.filter((_, row) => isKnown[row] === 1);
  return {
    model: name,
    steps: stepsOf(events, { mc: setting.mc, magnitudeStep: setting.magnitudeStep, startMs }),
    windows: forecastsOf(model, { events, startMs, trainEndMs, fromMs, onProgress }),
    events: {
      ...{ timeMs: known(all.timeMs), magnitude: known(all.magnitude) },
      ...(all.places.kind === "plane" ? {} : {
        places: {
          latitude: known(all.places.latitude),
          longitude: known(all.places.longitude),
        },
      }),
      ...{ completeness: setting.mc, binWidth: setting.magnitudeStep },
      estimate: (magnitudes) => estimateCompleteness(magnitudes, "maximum-curvature"),
    },
    trainEndMs,
  };
}

/** Features of days, as those of networks. */
function stepsOf(
  { name, timeMs, magnitude }: PointEvents,
  { mc, magnitudeStep, startMs }: { mc: number; magnitudeStep: number; startMs: number },
): DriftSteps {
  const catalogue = catalogueFromEarthquakes(
    name,
    Array.from(timeMs, (time, row) => ({
      ...{ timeMs: time, magnitude: magnitude[row], latitude: 0, longitude: 0 },
    })),
  );
  const names = DEFAULT_FEATURES.rate.filter((feature) => feature !== "log_target_count");
  const layout = {
    ...{ task: "rate" as const, completeness: mc, minMagnitude: mc, binMs: DAY_MS },
    ...{ magnitudeBinWidth: magnitudeStep, featureNames: names, covariates: [] },
  };
  const bins = wholeBins({ fromMs: startMs, toMs: timeMs.at(-1)!, binMs: DAY_MS });
  const { values, steps } = buildBinSeries(catalogue, layout, { bins, covariates: [] });
  return {
    names,
    endMs: Float64Array.from(steps.endMs),
    values: names.map((_, feature) =>
      Float64Array.from({ length: bins.count }, (_, bin) => values[bin * names.length + feature])
    ),
  };
}

function forecastsOf(
  { process, card }: PointModel,
  { events, startMs, trainEndMs, fromMs, onProgress }: {
    events: PointEvents;
    startMs: number;
    trainEndMs: number;
    fromMs: number;
    onProgress?: ReportProgress;
  },
): DriftWindows {
  const days = LENGTHS.find((length) => length * card.ratePerDay >= 1) ?? LENGTHS.at(-1)!;
  const lay = (from: number, until: number) =>
    layWindows({ startMs: from, endMs: until }, { days, most: MOST_WINDOWS });
  const starts = [...lay(trainEndMs, fromMs), ...lay(fromMs, events.timeMs.at(-1)!)];
  const windows = starts.map((start): PastWindow => ({ startMs: start, days }));
  const count = windows.length;
  const past = negativeBinomialFit(countsBefore(events, { startMs, trainEndMs, days }));
  const random = new RandomStream(card.seed).fork("drift");
  const [transform, gain] = [new Float64Array(count), new Float64Array(count)];
  const forecasts = forecastWindows(process, {
    ...{ events, windows, seed: card.seed, stage: "Forecasting the past", onProgress },
  });
  let row = 0;
  for (const { catalogues, observed } of forecasts) {
    const law = countLawOf(catalogues.map(({ size }) => size));
    const { size } = observed;
    const place = probabilityBelow(law, size) + random.uniform() * probabilityOf(law, size);
    transform[row] = Math.min(1, place);
    gain[row++] = logProbabilityOf(law, size) - logProbabilityOf(past, size);
  }
  return {
    issueMs: Float64Array.from(windows, (window) => window.startMs),
    endMs: Float64Array.from(windows, (window) => window.startMs + days * DAY_MS),
    ...{ transform, gain, overlap: 1, baseline: BASELINE },
  };
}

/** Numbers in windows of the same length in what the model was fitted to. */
function countsBefore(
  { timeMs }: PointEvents,
  { startMs, trainEndMs, days }: { startMs: number; trainEndMs: number; days: number },
): Float64Array {
  const counts = new Float64Array(Math.floor((trainEndMs - startMs) / (days * DAY_MS)));
  for (const time of timeMs) {
    const window = Math.floor((time - startMs) / (days * DAY_MS));
    if (window >= 0 && window < counts.length) counts[window]++;
  }
  return counts;
}
