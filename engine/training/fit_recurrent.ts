import type { KernelEngine } from "../backend/mod.ts";
import {
  type ExampleRange,
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
} from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import {
  fitRenewal,
  HISTORY_FEATURES,
  historyRows,
  layWindowNetwork,
  type NextEvents,
  nextEvents,
  RECURRENT_OUTPUTS,
  recurrentLoss,
  type RecurrentProcess,
  scaleOf,
  scaleRows,
} from "../models/mod.ts";
import {
  fitOnWindows,
  predictWindows,
  type WindowFit,
  type WindowFitConfiguration,
} from "./fit_on_windows.ts";
import { rangeIndices } from "./predict_raw.ts";

/** Events to fit on at least: the law alone has ten numbers. */
const LEAST_EVENTS = 50;

/** Events in a window: what is older is in the faded counts. */
const WINDOW = 16;

/** Units of the LSTM and of the dense layer behind it. */
const UNITS = 24;

/** Mean magnitude above the floor at least: without a step all may be the smallest. */
const SMALLEST_EXCESS = 1e-3;

/** How a recurrent process is fitted. */
export interface FitRecurrentOptions {
  /** Smallest magnitude. */
  mc: number;
  /** Step of magnitudes. */
  magnitudeStep: number;
  /** Start of the history, milliseconds as in the events. */
  startMs: number;
  /** Events that are explained in training. */
  train: ExampleRange;
  /** Events that choose when to stop. */
  validation: ExampleRange;
  /** Seed of weights, order and dropout. */
  seed: number;
  /** How it is trained, where that differs from the defaults. */
  configuration?: Partial<WindowFitConfiguration>;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Stops the training between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A fitted recurrent process and how it was found. */
export interface RecurrentFit {
  /** The process. */
  process: RecurrentProcess;
  /** The training of its network. */
  fit: Omit<WindowFit, "network">;
  /** Mean loss of the waits alone on validation, by the renewal law and by the network; nats an event. */
  timeLoss: { start: number; best: number };
}

/**
 * Fits a recurrent point process: first the renewal law that is most likely on the training part,
 * then a network that moves it after each event, stopped when validation says so. The network starts
 * from the renewal law, which stays where nothing is better on validation.
 *
 * Throws InsufficientDataError for too few events to fit or to validate on, and as `fitOnWindows`.
 */
export async function fitRecurrent(
  events: PointEvents,
  options: FitRecurrentOptions,
): Promise<RecurrentFit> {
  const { mc, magnitudeStep, startMs, train, validation, seed } = options;
  requireEvents(events.name, { range: train, need: LEAST_EVENTS, of: "events to fit on" });
  requireEvents(events.name, { range: validation, need: 1, of: "events to validate on" });
  const next = nextEvents(events, { mc, magnitudeStep });
  // What is explained is the next event: an event's row is that of the one before.
  const [fitted, watched] = [rowsBefore(train), rowsBefore(validation)];
  const start = fitStart(next, fitted);
  const rows = historyRows(events, { mc, startMs });
  const scale = scaleOf(rows, fitted);
  const network = layWindowNetwork({
    ...{ name: "recurrent", window: WINDOW, features: HISTORY_FEATURES, units: UNITS },
    ...{ denseUnits: [UNITS], outputs: RECURRENT_OUTPUTS, dropout: 0.2 },
  }, new RandomStream(seed));
  const windows = { rows: scaleRows(rows, scale), features: HISTORY_FEATURES, window: WINDOW };
  const lossOf = recurrentLoss(next, start);
  const task = { ...options, ...windows, lossOf, train: fitted, validation: watched };
  const { network: best, ...fit } = await fitOnWindows(network, task);
  const timeLossBy = (laid: typeof network) => {
    const outputs = predictWindows(laid, { ...task, range: watched });
    const { timeLoss } = lossOf(outputs, rangeIndices(watched));
    return timeLoss.reduce((sum, value) => sum + value, 0) / timeLoss.length;
  };
  return {
    process: { mc, magnitudeStep, startMs, start, scale, window: WINDOW, network: best },
    fit,
    timeLoss: { start: timeLossBy(network), best: timeLossBy(best) },
  };
}

/** What the network of a process says of a range of events. [event, output] */
export function predictRecurrent(
  events: PointEvents,
  { process, ...options }: {
    process: RecurrentProcess;
    range: ExampleRange;
    kernels: KernelEngine;
  },
): Float32Array {
  const { scale, window, network } = process;
  const rows = scaleRows(historyRows(events, process), scale);
  return predictWindows(network, { ...options, rows, features: HISTORY_FEATURES, window });
}

/** The law of waits and ln β, both the same for all. */
function fitStart({ waitsDays, excesses }: NextEvents, { start, end }: ExampleRange): Float64Array {
  const magnitudes = excesses.subarray(start, end);
  const mean = magnitudes.reduce((sum, excess) => sum + excess, 0) / magnitudes.length;
  const law = fitRenewal(waitsDays.subarray(start, end));
  return Float64Array.of(...law, -Math.log(Math.max(SMALLEST_EXCESS, mean)));
}

/** Rows that explain the events of a range. */
function rowsBefore({ start, end }: ExampleRange): ExampleRange {
  return { start: Math.max(0, start - 1), end: end - 1 };
}

function requireEvents(
  name: string,
  { range: { start, end }, need, of }: { range: ExampleRange; need: number; of: string },
): void {
  const have = Math.max(0, end - Math.max(1, start));
  if (have >= need) return;
  throw new InsufficientDataError(`Cannot fit a recurrent process to ${name}`, { have, need, of });
}
