import { startKernels } from "../../../engine/backend/mod.ts";
import { DAY_MS, type PointEvents } from "../../../engine/domain/mod.ts";
import { kolmogorovSmirnovUniform } from "../../../engine/mathematics/mod.ts";
import {
  BACKGROUNDS,
  factorOf,
  firstLogDensities,
  type KeptNeuralEtas,
  layKeptComponents,
  type NeuralSimulator,
  NeuralVoice,
  PLACE_OUTPUTS,
  placeLoss,
  RATE_OUTPUTS,
  rateLoss,
  scoreNeuralEtas,
  simulateEtas,
  type SimulateEtasOptions,
  simulateNeuralEtas,
} from "../../../engine/models/mod.ts";
import { predictNeuralEtas } from "../../../engine/training/mod.ts";
import { planeScene } from "./etas_plane.ts";
import { HISTORY_DAYS, planeHistory, planeNeuralEtas } from "./neural_etas_plane.ts";

/** What comes before the windows. */
export const HISTORY = planeHistory();

/** The law behind it. */
export const SCENE = planeScene({ days: HISTORY_DAYS });

/** Start of the windows. */
export const START_MS = HISTORY_DAYS * DAY_MS;

const kernels = await startKernels({ threads: 1 });

/** A simulator of some days. */
export function simulator(
  kept: KeptNeuralEtas,
  { days, scene = SCENE, history = HISTORY, startMs = START_MS, mostEvents }: {
    days: number;
    scene?: SimulateEtasOptions;
    history?: PointEvents;
    startMs?: number;
    mostEvents?: number;
  },
): NeuralSimulator {
  const { drawPlace: drawUniform, maximumMagnitude } = scene;
  const window = { startMs, endMs: startMs + days * DAY_MS };
  const voice = new NeuralVoice(kept.model, kernels);
  const options = { kept, voice, history, drawUniform, maximumMagnitude, mostEvents, kernels };
  return simulateNeuralEtas({ ...options, ...window, seed: 5 });
}

/** A mean and its standard error. */
export interface Moments {
  mean: number;
  error: number;
}

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(square / (values.length - 1) / values.length) };
}

/**
 * By how many standard errors catalogues of a neural ETAS whose networks say 0 differ from those of
 * ETAS: in their number and its square, in that of the second half, in magnitudes and places.
 */
export function compareWithEtas(
  { catalogues, days }: { catalogues: number; days: number },
): { what: string; neural: Moments; plain: Moments; sigmas: number }[] {
  const window = { startMs: START_MS, endMs: START_MS + days * DAY_MS };
  const both = [
    simulator(planeNeuralEtas(SCENE), { days }),
    simulateEtas({ ...SCENE, history: HISTORY, ...window }),
  ];
  const [neurals, plains] = both.map((one) => {
    const [counts, late, magnitudes, wests]: number[][] = [[], [], [], []];
    for (let i = 0; i < catalogues; i++) {
      const { size, timeMs, magnitude, places } = one.draw(i);
      if (places.kind !== "plane") throw new Error("Simulated in a plane.");
      counts.push(size);
      late.push(timeMs.filter((time) => time > START_MS + days * DAY_MS / 2).length);
      magnitudes.push(...magnitude);
      wests.push(...places.eastKm.map((east) => east < 100 ? 1 : 0));
    }
    return { counts, squares: counts.map((count) => count ** 2), late, magnitudes, wests };
  });
  return (["counts", "squares", "late", "magnitudes", "wests"] as const).map((what) => {
    const [neural, plain] = [momentsOf(neurals[what]), momentsOf(plains[what])];
    const sigmas = (neural.mean - plain.mean) / Math.hypot(neural.error, plain.error);
    return { what, neural, plain, sigmas };
  });
}

/** What a model says of its own catalogues. */
export interface OwnScores {
  /** Number of events. */
  events: number;
  /** Probability of waiting times, in the time that the model tells, as exponential as they are. */
  times: number;
  /** Density of `etas-background` over the model's: 1 in the mean of what the model draws. */
  ratio: Moments;
  /** Magnitudes above the smallest times their β: 1 in the mean. */
  excess: Moments;
  /** Factors of β. */
  factors: { mean: number; deviation: number };
  /**
   * Slopes of the likelihood by what the networks of when and where say, over all windows, in standard
   * errors: 0 in the mean of what the model draws, whatever the networks. The largest of each.
   */
  slopes: { when: number; where: number };
}

/** Scores catalogues of networks with random weights by the likelihood that networks are trained by. */
export function scoreOwnCatalogues(windows: number): OwnScores {
  const shape = { magnitudeStep: 0, uniformShare: 0.1 };
  const kept = planeNeuralEtas(SCENE, { noise: 0.4, hasPlace: true, ...shape });
  const neural = simulator(kept, { days: 4 });
  const endMs = START_MS + 4 * DAY_MS;
  const [times, ratios, excesses, factors]: number[][] = [[], [], [], []];
  const [when, where]: Float64Array[][] = [[], []];
  let carried = 0;
  for (let i = 0; i < windows; i++) {
    const events = join(HISTORY, neural.draw(i));
    const span = { from: HISTORY.size, to: events.size, startMs: START_MS, endMs };
    const { components, spans } = layKeptComponents(events, { kept, span, kernels });
    const range = { start: span.from, end: span.to };
    const said = predictNeuralEtas(kept.model, { components, range, kernels });
    const terms = scoreNeuralEtas({ components, span: spans.length - 1, range, ...said });
    const first = firstLogDensities(components, range);
    // End to end the windows are one process of rate 1 in the time that the model tells.
    terms.expected.forEach((expected, k) => {
      times.push(1 - Math.exp(-carried - expected));
      carried = 0;
      ratios.push(Math.exp(first[k] - terms.logDensity[k]));
      factors.push(factorOf(said.magnitudes[k]));
      const above = events.magnitude[span.from + k] - kept.mc;
      excesses.push(kept.model.beta * factors.at(-1)! * above);
    });
    carried += terms.expectedAfter;
    const rows = Int32Array.from({ length: span.to - span.from }, (_, k) => span.from + k);
    where.push(sumSlopes(placeLoss(components)(said.places!, rows).slope, PLACE_OUTPUTS));
    const waited = said.rates.subarray(0, RATE_OUTPUTS * rows.length);
    const sums = sumSlopes(rateLoss(components)(waited, rows).slope, RATE_OUTPUTS);
    const after = said.rates.subarray(waited.length);
    components.expectedAfter.at(-1)!.forEach((value, k) => sums[k] += factorOf(after[k]) * value);
    when.push(sums);
  }
  const { mean, error } = momentsOf(factors);
  return {
    events: times.length,
    times: kolmogorovSmirnovUniform(times)!.probability,
    ratio: momentsOf(ratios),
    excess: momentsOf(excesses),
    factors: { mean, deviation: error * Math.sqrt(factors.length) },
    slopes: {
      when: largestOf(when, RATE_OUTPUTS),
      // But for the backgrounds: the likelihood has the uniform one beyond the square too.
      where: largestOf(where, PLACE_OUTPUTS - BACKGROUNDS),
    },
  };
}

/** Sums of slopes over the events of a window. [output] */
function sumSlopes(slopes: Float32Array, outputs: number): Float64Array {
  const sums = new Float64Array(outputs);
  slopes.forEach((slope, i) => sums[i % outputs] += slope);
  return sums;
}

/**
 * The largest mean over windows in standard errors, of the first outputs, of those that move an event
 * in a hundred in most windows: of rarer ones the mean is not yet normal.
 */
function largestOf(windows: Float64Array[], outputs: number): number {
  let largest = 0;
  windows[0].subarray(0, outputs).forEach((_, k) => {
    const values = windows.map((sums) => sums[k]);
    if (values.filter((value) => Math.abs(value) > 1e-2).length < windows.length / 2) return;
    const { mean, error } = momentsOf(values);
    largest = Math.max(largest, Math.abs(mean / error));
  });
  return largest;
}

/** One after the other. */
export function join(one: PointEvents, other: PointEvents): PointEvents {
  if (one.places.kind !== "plane" || other.places.kind !== "plane") throw new Error("A plane.");
  const of = (first: Float64Array, last: Float64Array) => Float64Array.of(...first, ...last);
  return {
    ...one,
    size: one.size + other.size,
    timeMs: of(one.timeMs, other.timeMs),
    magnitude: of(one.magnitude, other.magnitude),
    places: {
      kind: "plane",
      eastKm: of(one.places.eastKm, other.places.eastKm),
      northKm: of(one.places.northKm, other.places.northKm),
    },
  };
}
