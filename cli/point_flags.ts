import {
  ConfigurationError,
  InputError,
  type OptionValues,
  POINT_MODEL_NAMES,
  type Polygon,
} from "../engine/domain/mod.ts";
import type { TrainPointProcessOptions } from "../engine/forecasting/mod.ts";
import { BENCHMARK_FLAGS } from "./benchmark_flags.ts";
import { readEtasParametersFile } from "./etas_parameters_file.ts";
import { readPolygonFile } from "./polygon_file.ts";
import { readTimeFlag } from "./time_flag.ts";
import { flagName, integerFlag } from "./verb.ts";

const GROUP = `Point processes (${POINT_MODEL_NAMES.join(", ")}):`;

const {
  splitColumn,
  auxiliaryStart,
  trainStart,
  validationStart,
  testStart,
  testEnd,
  magnitudeStep,
  referenceRounding,
  areaKm2,
  etasParameters,
} = BENCHMARK_FLAGS;

/** Flags that only point processes take, when trained or fitted for a forecast. */
export const POINT_FLAGS = {
  splitColumn: { ...splitColumn, group: GROUP },
  auxiliaryStart: { ...auxiliaryStart, group: GROUP },
  trainStart: { ...trainStart, group: GROUP },
  validationStart: { ...validationStart, group: GROUP },
  testStart: { ...testStart, group: GROUP },
  testEnd: { ...testEnd, group: GROUP },
  magnitudeStep: { ...magnitudeStep, group: GROUP },
  referenceRounding: { ...referenceRounding, group: GROUP },
  areaKm2: { ...areaKm2, group: GROUP },
  etasParameters: { ...etasParameters, group: GROUP },
  calibrationWindows: integerFlag(
    "days of validation and of test part by which numbers are calibrated, 0 for none; 120 unless " +
      "given, and none for a process fitted by its bare name",
    { group: GROUP, minimum: 0, maximum: 10_000 },
  ),
} as const;

/** Options of a network's configuration that a point process takes too. */
const SHARED_OPTIONS = [
  ...["model", "minMagnitude", "polygon", "box", "polygonFile", "trainFraction"],
  ...["validationFraction", "seed"],
];

/** Flags of `train` that are of the run and not of a model. */
const RUN_FLAGS = [
  ...["catalogue", "reviewed", "columns", "onBadRow", "maximumBytes", "covariates"],
  ...["out", "name", "threads"],
];

/** Whether a name is that of a point process. */
export function isPointModelName(name: string): boolean {
  return POINT_MODEL_NAMES.includes(name);
}

/** Throws ConfigurationError for a flag that only the other kind of model takes. */
export function refuseFlagsOfOthers(
  explicit: Readonly<Record<string, unknown>>,
  model: string,
): void {
  const isPoint = isPointModelName(model);
  const known = [...SHARED_OPTIONS, ...RUN_FLAGS, ...Object.keys(POINT_FLAGS)];
  const stranger = Object.keys(explicit).find((name) =>
    isPoint ? !known.includes(name) : Object.hasOwn(POINT_FLAGS, name)
  );
  if (stranger === undefined) return;
  throw new ConfigurationError(
    isPoint
      ? `Cannot train ${model} with ${flagName(stranger)}: only networks take it.`
      : `Cannot train ${model} with ${flagName(stranger)}: only point processes take it.`,
    stranger,
  );
}

/** What the flags ask of a point process. */
export type PointOptions = Pick<
  TrainPointProcessOptions,
  | "etas"
  | "mc"
  | "magnitudeStep"
  | "referenceRounding"
  | "areaKm2"
  | "polygon"
  | "trainFraction"
  | "validationFraction"
  | "seed"
  | "calibrationWindows"
  | "auxiliaryStartMs"
  | "trainingStartMs"
  | "validationStartMs"
  | "testStartMs"
  | "testEndMs"
>;

/**
 * Puts the flags together as the engine takes them.
 *
 * Throws ConfigurationError for a date or a region that is none, InputError and EnvironmentError for
 * files that cannot be read.
 */
export async function pointOptionsOf(
  values: OptionValues<typeof POINT_FLAGS>,
  { explicit, dataset }: { explicit: Readonly<Record<string, unknown>>; dataset: string },
): Promise<PointOptions> {
  const { resolveForecastConfiguration } = await import("../engine/domain/mod.ts");
  const given = Object.fromEntries(
    ["minMagnitude", "polygon", "box", "trainFraction", "validationFraction", "seed"]
      .filter((name) => explicit[name] !== undefined).map((name) => [name, explicit[name]]),
  );
  const configuration = resolveForecastConfiguration(given);
  const { minMagnitude, trainFraction, validationFraction, seed } = configuration;
  const time = (
    key: "auxiliaryStart" | "trainStart" | "validationStart" | "testStart" | "testEnd",
  ) => values[key] === undefined ? undefined : readTimeFlag(values[key], key);
  return {
    etas: await readEtasParametersFile(values.etasParameters, dataset),
    mc: minMagnitude === "auto" ? undefined : minMagnitude,
    magnitudeStep: values.magnitudeStep,
    referenceRounding: values.referenceRounding,
    areaKm2: values.areaKm2,
    polygon: await regionOf(configuration, explicit.polygonFile as string | undefined),
    ...{ trainFraction, validationFraction, seed },
    auxiliaryStartMs: time("auxiliaryStart"),
    trainingStartMs: time("trainStart"),
    validationStartMs: time("validationStart"),
    testStartMs: time("testStart"),
    testEndMs: time("testEnd"),
    calibrationWindows: values.calibrationWindows,
  };
}

async function regionOf(
  { polygon, box }: { polygon: number[] | null; box: number[] | null },
  file: string | undefined,
): Promise<Polygon | undefined> {
  if ([polygon, box, file ?? null].filter((one) => one !== null).length > 1) {
    throw new ConfigurationError("Cannot use two regions: give one.", "polygonFile");
  }
  if (box !== null) {
    const [west, south, east, north] = box;
    return [[west, south], [east, south], [east, north], [west, north]];
  }
  const corners = file === undefined ? polygon : await readPolygonFile(file);
  if (corners === null) return undefined;
  if (corners.length < 6 || corners.length % 2 > 0) {
    throw new InputError("Cannot use a region", { expected: "three corners or more" });
  }
  return Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i], corners[2 * i + 1]]);
}
