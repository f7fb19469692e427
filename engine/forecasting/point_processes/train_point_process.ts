import type { RunningKernels } from "../../backend/mod.ts";
import {
  DAY_MS,
  type PointCalibration,
  type PointCalibrationGates,
  type PointEvents,
  type PointProcessCard,
  type PointProcessSetting,
  type Polygon,
  type ReportProgress,
} from "../../domain/mod.ts";
import { type PublishedEtas, scorePoisson } from "../../models/mod.ts";
import {
  type BenchmarkDates,
  type PointBenchmark,
  preparePointEvents,
} from "../../preprocessing/mod.ts";
import type { EventTable } from "../../sources/mod.ts";
import { findArea } from "../benchmark/find_area.ts";
import { POINT_PROCESSES, type PointProcessName } from "../benchmark/list_of_point_processes.ts";
import type { PointProcessTask } from "../benchmark/point_process_task.ts";
import { datasetNameOf, PUBLISHED_REGIONS } from "../benchmark/published_regions.ts";
import { hullOf } from "../benchmark/region_area.ts";
import { checkShortForecasts } from "./check_short_forecasts.ts";
import { fingerprintEvents } from "./fingerprint_events.ts";
import { scorePointPart, showTime, skillOfPart } from "./measure_point_skill.ts";
import { type PointModel, pointModelOf } from "./point_model.ts";
import type { PointProcessModel } from "./point_process_model.ts";
import { rateBefore } from "./rate_before.ts";
import { warnOfPointData } from "./warn_of_point_data.ts";

/** How a point process is trained. */
export interface TrainPointProcessOptions extends BenchmarkDates {
  /** Which process; one that has a model. */
  process: PointProcessName;
  /** Name in the card. */
  name: string;
  /** Parameters of ETAS, instead of a fit. */
  etas?: PublishedEtas;
  /** Smallest magnitude; the smallest of the training part unless given. */
  mc?: number;
  /** Step to which magnitudes are rounded; 0.1 unless given. */
  magnitudeStep?: number;
  /** Rounds magnitudes as the published scores do. */
  referenceRounding?: boolean;
  /** Area of the region, km²; that of the parameters, the polygon or the events' hull unless given. */
  areaKm2?: number;
  /** Events outside are left out. */
  polygon?: Polygon;
  /** Share of the time before validation, where neither dates nor a column tell; 0.6. */
  trainFraction?: number;
  /** Share of the time from there to the test; 0.2. */
  validationFraction?: number;
  /** Short forecasts of the test part by which consistency is tested; 30, 0 for none. */
  consistencyWindows?: number;
  /** Days of the validation part that are calibrated on, and of the test part; 120, 0 for none. */
  calibrationWindows?: number;
  /** Seed of everything random; 1 unless given. */
  seed?: number;
  /** Software that makes it. */
  versions: Record<string, string>;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/**
 * Trains a point process as EarthquakeNPP does: the validation part is scored by a fit to the training
 * part, the test part, once, by a fit to both, which is the one that is kept. Numbers are calibrated on
 * short windows of the one and checked on those of the other.
 *
 * Throws ConfigurationError, InputError and InsufficientDataError as its parts do.
 */
export async function trainPointProcess(
  table: EventTable,
  options: TrainPointProcessOptions,
): Promise<PointModel> {
  const polygon = options.polygon ?? PUBLISHED_REGIONS[datasetNameOf(table.events.name)];
  const split = table.split !== undefined && options.testStartMs === undefined
    ? table.split
    : undefined;
  const dates = split === undefined ? datesOf(table.events, options) : {};
  const prepared = { ...options, ...dates, split: split ?? table.split, region: polygon };
  const data = preparePointEvents(table.events, prepared);
  const setting = settingOf(data, { ...options, polygon });
  const model = POINT_PROCESSES[options.process].model;
  const task = { ...options, data, areaKm2: setting.areaKm2 };
  const validation = data.validation &&
    await scoreFit(model, { ...task, span: data.validation }, setting);
  const { process, scores } = await scoreFit(model, { ...task, span: data.test }, setting);
  const { consistencyWindows = 30, calibrationWindows = 120, seed = 1, onProgress } = options;
  const { consistency, calibration } = checkShortForecasts(process, {
    ...{ data, setting, validated: validation?.process, consistencyWindows, calibrationWindows },
    ...{ seed, onProgress },
  });
  const card: PointProcessCard = {
    ...await describe(data, { ...options, setting, fit: process.note }),
    scores: { validation: validation?.scores, test: scores },
    consistency,
    ...(calibration === undefined ? {} : { calibration: gatesOf(calibration) }),
    skill: skillOfPart(options.process, scores),
  };
  return pointModelOf(card, process, calibration);
}

/** What the card tells of a calibration. */
function gatesOf({ days, catalogues, model, baseline }: PointCalibration): PointCalibrationGates {
  const { windows } = model.calibration;
  return { days, windows, catalogues, gates: { model: model.gate, baseline: baseline.gate } };
}

/** A fit to what comes before a span, and its scores on the span. */
async function scoreFit(
  model: PointProcessModel,
  task: PointProcessTask & { seed?: number },
  setting: PointProcessSetting,
) {
  const { data: { events, startMs }, span, areaKm2, kernels, onProgress, seed = 1 } = task;
  const process = await model.fit(task, setting);
  const terms = process.score(events, { span, kernels, onProgress });
  const poisson = scorePoisson(events, { areaKm2, startMs, span });
  return { process, scores: scorePointPart({ events, span, terms, poisson, seed }) };
}

/** Dates by shares of the time, for those that are not given. */
function datesOf(
  events: PointEvents,
  { trainFraction = 0.6, validationFraction = 0.2, ...given }: TrainPointProcessOptions,
): BenchmarkDates {
  if (!events.isDated || events.size === 0) return given;
  const [first, last] = extentOf(events.timeMs);
  const start = given.auxiliaryStartMs ?? first;
  const end = given.testEndMs ?? last;
  const dayAt = (share: number) => Math.floor((start + share * (end - start)) / DAY_MS) * DAY_MS;
  const isCut = given.testStartMs !== undefined;
  return {
    ...given,
    testStartMs: given.testStartMs ?? dayAt(trainFraction + validationFraction),
    validationStartMs: given.validationStartMs ?? (isCut ? undefined : dayAt(trainFraction)),
  };
}

function extentOf(values: Float64Array): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

function settingOf(
  data: PointBenchmark,
  options: TrainPointProcessOptions,
): PointProcessSetting {
  const { magnitudeStep = 0.1, referenceRounding = false, polygon } = options;
  const isPlane = data.events.places.kind === "plane";
  return {
    mc: data.mc,
    magnitudeStep,
    referenceRounding,
    ...findArea(data, options),
    region: isPlane ? null : polygon ?? hullOf(data.events, data.test.from),
    cutsRegion: polygon !== undefined,
  };
}

async function describe(
  data: PointBenchmark,
  { setting, fit, ...options }: TrainPointProcessOptions & {
    setting: PointProcessSetting;
    fit: Record<string, unknown>;
  },
): Promise<Omit<PointProcessCard, "scores" | "consistency" | "calibration" | "skill">> {
  const { events, test } = data;
  const show = (timeMs: number) => showTime(events, timeMs);
  return {
    format: 1,
    kind: "point-process",
    name: options.name,
    about: aboutOf(setting),
    process: options.process,
    setting,
    fit,
    data: {
      name: datasetNameOf(events.name),
      fingerprint: await fingerprintEvents(events),
      events: events.size,
      from: show(events.timeMs[0]),
      to: show(events.timeMs[events.size - 1]),
      historyStart: show(data.startMs),
      trainingStart: show(data.trainingStartMs),
      fittedUntil: show(test.startMs),
      testStart: show(test.startMs),
      testEnd: show(test.endMs),
      repairs: data.repairs,
    },
    ratePerDay: rateBefore(data, test),
    warnings: warnOfPointData(data, { setting, fit }),
    versions: options.versions,
    seed: options.seed ?? 1,
  };
}

function aboutOf({ mc }: PointProcessSetting): string[] {
  return [
    `Answers how many events of magnitude ${mc} and more are expected in any window, where, and of ` +
    "what magnitude, as probabilities from simulated catalogues.",
    "Not for predicting the time, place and size of an earthquake: nobody can. Not for places or " +
    "magnitudes outside those of its catalogue.",
  ];
}
