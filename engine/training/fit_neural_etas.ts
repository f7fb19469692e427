import type { KernelEngine } from "../backend/mod.ts";
import type { ExampleRange, PointEvents, ReportProgress } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import {
  EVENT_FEATURES,
  firstLogDensities,
  fitRowScaling,
  type LaidNetwork,
  layWindowNetwork,
  MAGNITUDE_OUTPUTS,
  magnitudeLawOf,
  magnitudeLoss,
  NEURAL_WINDOW,
  type NeuralComponents,
  type NeuralEtas,
  PLACE_OUTPUTS,
  placeLoss,
  RATE_OUTPUTS,
  rateLoss,
  scaleEventRows,
} from "../models/mod.ts";
import {
  fitOnWindows,
  predictWindows,
  type WindowFitConfiguration,
  type WindowLoss,
} from "./fit_on_windows.ts";

/** What a neural ETAS is fitted on. */
export interface FitNeuralEtasOptions {
  /** What the networks move and are told. */
  components: NeuralComponents;
  /** Events to fit on. */
  train: ExampleRange;
  /** Events that choose the epoch. */
  validation: ExampleRange;
  /**
   * Events that the networks are trained on anew, as many epochs as were best on validation: what they
   * are to be used for comes later than both parts. Not done unless given.
   */
  refit?: ExampleRange;
  /** Smallest magnitude. */
  mc: number;
  /** Step to which magnitudes are rounded. */
  magnitudeStep: number;
  /** Seed of the first weights, the order of events and dropout. */
  seed: number;
  /** The kernels at work. */
  kernels: KernelEngine;
  /** Stops the training between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What a head is worth on validation, nats an event. */
export interface HeadChoice {
  /** Log-likelihood of the start: `etas-background`, or the exponential law of magnitudes. */
  start: number;
  /** Log-likelihood with the network; that of the start where none was better. */
  best: number;
  /** The epoch whose weights were kept; 0 where none was better. */
  epoch: number;
}

/** A fitted neural ETAS. */
export interface NeuralEtasFit {
  /** The model. */
  model: NeuralEtas;
  /** The same as it was stopped on validation; the model itself where it was not trained anew. */
  stopped: NeuralEtas;
  /** What each head is worth on validation. */
  choices: { rate: HeadChoice; place: HeadChoice; magnitude: HeadChoice };
}

/** Sizes of a head's network: on validation 12 units are 0.0001 nats worse, windows of 32 no better. */
const SHAPE = {
  window: NEURAL_WINDOW,
  features: EVENT_FEATURES,
  units: 24,
  denseUnits: [24],
  dropout: 0.2,
  isLastJoined: true,
} as const;

/** How a head is trained. */
const CONFIGURATION: Partial<WindowFitConfiguration> = {
  batch: 128,
  learningRate: 3e-3,
  epochs: 40,
  patience: 5,
  l2: 1e-5,
  averagedSteps: 300,
};

type LossOf = (said: Float32Array, events: Int32Array) => WindowLoss;

/**
 * Fits the three networks of `neural-etas`, each by back-propagation through its own exact likelihood:
 * when, where and how large. Each starts from `etas-background` (and the exponential law of magnitudes),
 * and stays there where nothing is better on validation.
 *
 * Throws the signal's reason when stopped.
 */
export async function fitNeuralEtas(
  events: PointEvents,
  options: FitNeuralEtasOptions,
): Promise<NeuralEtasFit> {
  const { components, train, mc, magnitudeStep, validation } = options;
  const scaling = fitRowScaling(components.rows, { features: EVENT_FEATURES, range: train });
  const rows = scaleEventRows(components.rows, scaling);
  const magnitudes = magnitudeLawOf(events, { mc, magnitudeStep, range: train });
  const fit = (name: string, outputs: number, lossOf: LossOf) =>
    fitHead(name, { ...options, rows, outputs, lossOf });
  const rate = await fit("rate", RATE_OUTPUTS, rateLoss(components));
  const place = await fit("place", PLACE_OUTPUTS, placeLoss(components));
  const magnitude = await fit("magnitude", MAGNITUDE_OUTPUTS, magnitudeLoss(magnitudes));
  // The place's network starts near `etas-background`, not from it.
  const start = meanOf(firstLogDensities(components, validation));
  const isBetter = place.choice.best > start;
  const modelOf = (which: "network" | "stopped"): NeuralEtas => ({
    scaling,
    beta: magnitudes.beta,
    rate: rate[which],
    place: isBetter ? place[which] : null,
    magnitude: magnitude[which],
  });
  return {
    model: modelOf("network"),
    stopped: modelOf("stopped"),
    choices: {
      rate: rate.choice,
      place: isBetter ? { ...place.choice, start } : { start, best: start, epoch: 0 },
      magnitude: magnitude.choice,
    },
  };
}

/** A trained head: as it is used, as it was stopped on validation, and what it was worth there. */
interface FittedHead {
  network: LaidNetwork;
  stopped: LaidNetwork;
  choice: HeadChoice;
}

async function fitHead(
  name: string,
  { rows, outputs, lossOf, ...options }: FitNeuralEtasOptions & {
    rows: Float32Array;
    outputs: number;
    lossOf: LossOf;
  },
): Promise<FittedHead> {
  const { train, validation, refit, seed, kernels, signal, onProgress } = options;
  const task = { rows, features: EVENT_FEATURES, window: NEURAL_WINDOW, lossOf, validation };
  const lay = (part: string) =>
    layWindowNetwork(
      { ...SHAPE, name: `${name}${part}`, outputs },
      new RandomStream(seed).fork(name),
    );
  const { network: stopped, bestEpoch, validationLoss } = await fitOnWindows(lay(""), {
    ...{ ...task, train, seed, configuration: CONFIGURATION, kernels, signal, onProgress },
  });
  const { start, best } = validationLoss;
  const choice = { start: -start, best: -best, epoch: bestEpoch };
  if (refit === undefined || bestEpoch === 0) return { network: stopped, stopped, choice };
  const { network } = await fitOnWindows(lay(", on all"), {
    ...{ ...task, train: refit, keep: "last", seed, kernels, signal, onProgress },
    configuration: { ...CONFIGURATION, epochs: bestEpoch, patience: 0, schedule: "constant" },
  });
  return { network, stopped, choice };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the networks say before each event of a range, and after its last one. */
export interface NeuralEtasSaid {
  /** Of when. [event + 1, RATE_OUTPUTS] */
  rates: Float32Array;
  /** Of where; null for `etas-background`. [event, PLACE_OUTPUTS] */
  places: Float32Array | null;
  /** Of how large. [event, MAGNITUDE_OUTPUTS] */
  magnitudes: Float32Array;
}

/** Runs the networks over the events of a range. */
export function predictNeuralEtas(
  model: NeuralEtas,
  { components, range, kernels }: {
    components: NeuralComponents;
    range: ExampleRange;
    kernels: KernelEngine;
  },
): NeuralEtasSaid {
  const rows = scaleEventRows(components.rows, model.scaling);
  const windows = { rows, features: EVENT_FEATURES, window: NEURAL_WINDOW, kernels };
  const say = (network: LaidNetwork, end: number) =>
    predictWindows(network, { ...windows, range: { start: range.start, end } });
  return {
    rates: say(model.rate, range.end + 1),
    places: model.place && say(model.place, range.end),
    magnitudes: say(model.magnitude, range.end),
  };
}
