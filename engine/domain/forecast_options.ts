import { COMPLETENESS_METHODS, type CompletenessMethod } from "./completeness_method.ts";
import type { Option } from "./options.ts";
import { resolveOptions } from "./options.ts";
import { refuseContradictions } from "./refuse_contradictions.ts";

/** What a model answers. */
export type Task = "rate" | "alarm" | "magnitude" | "map";

/** The tasks, in the order of the documentation. */
export const TASKS: readonly Task[] = ["rate", "alarm", "magnitude", "map"];

/** A number, or the word that asks for it to be estimated on the training part. */
export type NumberOrAuto = number | "auto";

type Limits = Omit<Option<unknown>, "kind" | "default" | "about">;

function optionOf<Widest>(
  kind: Option<unknown>["kind"],
): <Value = Widest>(value: Value, about: string, limits?: Limits) => Option<Value> {
  return (value, about, limits) => ({ kind, default: value, about, ...limits });
}

const integer = optionOf<number>("integer");
const number = optionOf<number>("number");
const boolean = optionOf<boolean>("boolean");
const choice = optionOf<string>("choice");
const duration = optionOf<string>("duration");
const numbers = optionOf<number[]>("numbers");
const names = optionOf<string[]>("names");

/** A complete, checked configuration of a model; FORECAST_OPTIONS says what each value means. */
export type ForecastConfiguration =
  & Readonly<{ task: Task }>
  & Readonly<Record<"minMagnitude" | "cellDegrees" | "modalityDropout", NumberOrAuto>>
  & Readonly<Record<"completeness", NumberOrAuto | CompletenessMethod>>
  & Readonly<Record<"box" | "polygon", number[] | null>>
  & Readonly<Record<"minDepthKm" | "maxDepthKm", number | null>>
  & Readonly<Record<"model" | "horizon" | "bin" | "magnitudeScale" | "normaliser", string>>
  & Readonly<Record<"loss" | "optimizer" | "schedule" | "classWeight", string>>
  & Readonly<Record<"removeNearTwins" | "bidirectional" | "tides", boolean>>
  & Readonly<Record<"features" | "covariateRules", string[]>>
  & Readonly<Record<"units" | "filters" | "denseUnits", number[]>>
  & Readonly<Record<"window" | "kernelSize" | "epochs" | "batch" | "patience" | "folds", number>>
  & Readonly<Record<"trainFraction" | "validationFraction" | "dropout" | "l1" | "l2", number>>
  & Readonly<Record<"learningRate" | "momentum" | "clipNorm" | "jitter", number>>
  & Readonly<Record<"magnitudeNoise" | "checkpointEvery" | "seed", number>>;

/**
 * Every value that shapes a trained model, with its default and the reason for it: the command
 * line, JSON bodies and presets all pass through this table.
 */
export const FORECAST_OPTIONS: {
  readonly [Name in keyof ForecastConfiguration]: Option<ForecastConfiguration[Name]>;
} = Object.freeze({
  model: choice("lstm", "network; an LSTM keeps the long memory that aftershock decay has", {
    choices: ["dense", "cnn", "rnn", "lstm"],
  }),
  task: choice<Task>(
    "rate",
    "what is forecast: number of events, at least one event, next magnitude, number per cell",
    { choices: TASKS },
  ),
  minMagnitude: number<NumberOrAuto>(
    "auto",
    "smallest magnitude that counts as a target; auto is the completeness",
    { minimum: -3, maximum: 10, choices: ["auto"] },
  ),
  completeness: number<NumberOrAuto | CompletenessMethod>(
    "auto",
    "magnitude from which the catalogue is complete, or how to find it on the training part; auto " +
      "is maximum-curvature",
    { minimum: -3, maximum: 10, choices: ["auto", ...COMPLETENESS_METHODS] },
  ),
  horizon: duration(
    "7d",
    "length of the forecast; a week holds the productive part of most sequences",
  ),
  bin: duration(
    "1d",
    "length of one step of the input series; daily counts are the field's custom",
  ),
  window: integer(30, "steps the network looks back: bins, or events for task magnitude", {
    minimum: 1,
    maximum: 4096,
  }),
  cellDegrees: number<NumberOrAuto>(
    "auto",
    "edge of a map cell in degrees; auto gives at most 700 cells",
    { minimum: 0.01, maximum: 90, choices: ["auto"] },
  ),
  box: numbers<number[] | null>(
    null,
    "region as west,south,east,north in degrees; west > east crosses the antimeridian",
    { minimum: -360, maximum: 360 },
  ),
  polygon: numbers<number[] | null>(
    null,
    "region as longitude,latitude,... in degrees, less than 180 wide; 170 to 190 crosses the " +
      "antimeridian",
    { minimum: -360, maximum: 360 },
  ),
  minDepthKm: number<number | null>(null, "events above this depth in kilometres are left out"),
  maxDepthKm: number<number | null>(null, "events below this depth in kilometres are left out"),
  magnitudeScale: choice(
    "keep",
    "keep magnitudes as published, or convert mb and Ms to Mw (Scordilis 2006)",
    { choices: ["keep", "mw"] },
  ),
  removeNearTwins: boolean(
    true,
    "drop near twins of other contributors: within 2 s, 20 km and 0.3 magnitudes",
  ),
  features: names([], "input features by name; empty takes the task's own list"),
  covariateRules: names(
    [],
    "how each covariate fills its bins, as name:forward|interpolate|mean|sum|maximum",
  ),
  tides: boolean(
    false,
    "solid Earth tides of Moon and Sun at the middle of the events as inputs; known ahead",
  ),
  modalityDropout: number<NumberOrAuto>(
    "auto",
    "share of training windows that lose a covariate file's columns, so that a forecast can do " +
      "without; auto is 0.2 with covariates; 0 refuses forecasts without them",
    { minimum: 0, maximum: 0.9, choices: ["auto"] },
  ),
  normaliser: choice("z-score", "scaling of the inputs, fitted on the training part only", {
    choices: ["z-score", "min-max", "robust"],
  }),
  trainFraction: number(0.6, "share of the catalogue's time span that is fitted", {
    minimum: 0.1,
    maximum: 0.9,
  }),
  validationFraction: number(
    0.2,
    "share after it on which choices are made; the rest is the test part",
    { minimum: 0.05, maximum: 0.5 },
  ),
  units: numbers([32], "units of each recurrent or dense layer; few events want few weights", {
    ...{ minimum: 1, maximum: 2048, whole: true, nonEmpty: true },
  }),
  filters: numbers([16, 32], "filters of each convolution", {
    ...{ minimum: 1, maximum: 1024, whole: true, nonEmpty: true },
  }),
  kernelSize: integer(3, "steps or cells under a convolution kernel", { minimum: 1, maximum: 99 }),
  denseUnits: numbers([], "units of dense layers between the network's body and its head", {
    ...{ minimum: 1, maximum: 4096, whole: true },
  }),
  bidirectional: boolean(false, "read the window both ways (rnn and lstm)"),
  dropout: number(0.2, "share of activations dropped in training", { minimum: 0, maximum: 0.9 }),
  l1: number(0, "weight of the absolute values of kernels in the loss", { minimum: 0, maximum: 1 }),
  l2: number(1e-4, "weight of the squares of kernels in the loss", { minimum: 0, maximum: 1 }),
  loss: choice(
    "likelihood",
    "likelihood of the task's distribution, or squared error (task magnitude only)",
    { choices: ["likelihood", "mean-squared-error"] },
  ),
  epochs: integer(30, "passes over the training part; 0 leaves the network at its baseline", {
    minimum: 0,
    maximum: 100_000,
  }),
  batch: integer(64, "examples in one step of the optimiser", { minimum: 1, maximum: 65_536 }),
  optimizer: choice("adam", "Adam, or stochastic gradient descent with momentum", {
    choices: ["adam", "sgd"],
  }),
  learningRate: number(
    0.0005,
    "first step length of the optimiser; faster ones forget the baseline",
    { minimum: 1e-9, maximum: 10 },
  ),
  momentum: number(0.9, "momentum of sgd", { minimum: 0, maximum: 0.999 }),
  schedule: choice(
    "cosine",
    "how the learning rate falls: to 1 % at the last epoch, or by a third on a plateau",
    { choices: ["constant", "exponential", "cosine", "plateau"] },
  ),
  patience: integer(
    8,
    "epochs without a better validation loss before training stops; 0 never stops early",
    { minimum: 0, maximum: 100_000 },
  ),
  clipNorm: number(
    1,
    "largest norm of the gradient; 0 does not clip; recurrent gradients explode",
    { minimum: 0, maximum: 1e6 },
  ),
  jitter: number(0, "standard deviation of noise added to normalised inputs in training", {
    minimum: 0,
    maximum: 10,
  }),
  magnitudeNoise: number(
    0,
    "standard deviation of noise added to magnitudes of training inputs (task magnitude)",
    { minimum: 0, maximum: 1 },
  ),
  classWeight: choice(
    "none",
    "balanced weighs rare alarms up in the loss; probabilities are corrected back",
    { choices: ["none", "balanced"] },
  ),
  folds: integer(0, "rolling-origin cross-validation folds before the final fit; 0 does none", {
    minimum: 0,
    maximum: 20,
  }),
  checkpointEvery: integer(1, "epochs between checkpoints", { minimum: 1, maximum: 100_000 }),
  seed: integer(1, "seed of weights, shuffling, dropout and bootstrap", {
    minimum: 0,
    maximum: 4_294_967_295,
  }),
});

/** Defaults that differ for a task: maps are large, so their windows are short. */
export const TASK_DEFAULTS: Readonly<Partial<Record<Task, Readonly<Record<string, unknown>>>>> =
  Object.freeze({
    map: Object.freeze({ window: 8, batch: 32, units: [16], filters: [16, 16] }),
  });

/**
 * Named sets of options that stand for a published recipe; explicit options override them. The 80 %
 * of the time before the test part are fitted on 64 % and watched on 16 %, and the weights of the
 * epoch that did best there are restored: choices are never made on the test part.
 */
export const PRESETS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.freeze({
  "two-layer-lstm": magnitudeRecipe({ model: "lstm", units: [50, 50] }),
  "two-layer-rnn": magnitudeRecipe({ model: "rnn", units: [50, 50] }),
  "two-layer-cnn": magnitudeRecipe({ model: "cnn", filters: [32, 64], denseUnits: [128] }),
});

/**
 * Fills in defaults, those of the task included, and checks every value.
 *
 * Throws ConfigurationError for an unknown option, a value out of range, or an option that the task
 * or the network would ignore.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { resolveForecastConfiguration } from "@quakecast/quakecast/domain";
 * const configuration = resolveForecastConfiguration({ model: "cnn", horizon: "30d" });
 * assert(configuration.horizon === "30d" && configuration.epochs === 30);
 * ```
 */
export function resolveForecastConfiguration(
  given: Readonly<Record<string, unknown>>,
): ForecastConfiguration {
  const { task } = resolveOptions(FORECAST_OPTIONS, given);
  const configuration = resolveOptions(FORECAST_OPTIONS, { ...TASK_DEFAULTS[task], ...given });
  refuseContradictions(configuration);
  return configuration;
}

function magnitudeRecipe(network: Record<string, unknown>): Readonly<Record<string, unknown>> {
  return Object.freeze({
    ...network,
    task: "magnitude",
    features: ["magnitude"],
    window: 10,
    loss: "mean-squared-error",
    kernelSize: 3,
    epochs: 100,
    batch: 32,
    learningRate: 0.001,
    schedule: "constant",
    patience: 0,
    dropout: 0,
    l2: 0,
    clipNorm: 0,
    trainFraction: 0.64,
    validationFraction: 0.16,
  });
}
