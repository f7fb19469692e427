import type { ScoredSpan } from "../../domain/mod.ts";
import {
  type BackgroundShape,
  fitBackground,
  layBackgroundSources,
  relativeBackground,
} from "./fit_background.ts";
import type { PlaceColumns } from "./place_columns.ts";
import { layPlaceGrid } from "./place_grid.ts";

/** The shape where there is nothing to choose by, and where the search begins. */
export const DEFAULT_BACKGROUND_SHAPE: BackgroundShape = {
  neighbours: 3,
  floorKm: 0.5,
  uniformShare: 0.02,
};

/** What is tried, one after the other. A share of 1 is plain ETAS. */
const TRIALS = {
  floorKm: [0.1, 0.2, 0.5, 1, 2, 5],
  neighbours: [2, 3, 4, 6, 10],
  uniformShare: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1],
} as const;

/** Passes of a trial: later ones move its score by some 1e-3 nats, all trials' alike. */
const TRIAL_PASSES = 3;

/** What shapes are judged by. */
export interface ChooseBackgroundOptions {
  /** The events to judge by; those before are smoothed. */
  span: ScoredSpan;
  /** Rate of a uniform background, events a day and km². */
  mu: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** Rate that earlier events trigger at each event, events a day and km². [event] */
  triggered: Float64Array;
  /** Passes of a trial; 3 unless given, 0 where nothing is triggered. */
  passes?: number;
  /** Told of each trial. */
  onTrial?: (done: number, total: number) => void;
}

/** A shape and what it is worth. */
export interface BackgroundChoice {
  /** The shape. */
  shape: BackgroundShape;
  /** Log-likelihood in space over that of a uniform background, nats an event. */
  gain: number;
}

/** The shape that is best on a span: first the floor, then the neighbour, then the uniform share. */
export function chooseBackground(
  places: PlaceColumns,
  { span, mu, areaKm2, triggered, passes = TRIAL_PASSES, onTrial }: ChooseBackgroundOptions,
): BackgroundChoice {
  const sources = layBackgroundSources(places, span.from);
  const targets = layPlaceGrid(places, span);
  const judge = meanGain({ mu, triggered: triggered.subarray(span.from, span.to) });
  let best: BackgroundChoice = { shape: DEFAULT_BACKGROUND_SHAPE, gain: -Infinity };
  let done = 0;
  const total = TRIALS.floorKm.length + TRIALS.neighbours.length - 1;
  const densityOf = (shape: BackgroundShape) => {
    const options = { shape, mu, areaKm2, triggered, passes };
    const background = fitBackground(sources, options);
    return relativeBackground(sources, background, { targets, areaKm2 });
  };
  let relative: Float64Array = new Float64Array();
  const isBetter = (shape: BackgroundShape) => {
    const found = densityOf(shape);
    const gain = judge(found);
    onTrial?.(++done, total);
    if (!(gain > best.gain)) return false;
    [best, relative] = [{ shape, gain }, found];
    return true;
  };
  // Wider floors take longer and longer, and win nothing back once the score falls.
  TRIALS.floorKm.every((floorKm) => isBetter({ ...best.shape, floorKm }));
  const others = TRIALS.neighbours.filter((rank) => rank !== best.shape.neighbours);
  others.forEach((neighbours) => isBetter({ ...best.shape, neighbours }));
  return chooseShare(best, { relative, judge });
}

/** The uniform share that is best for the density found; with it the probabilities hardly move. */
function chooseShare(
  { shape, gain }: BackgroundChoice,
  { relative, judge }: { relative: Float64Array; judge: (relative: Float64Array) => number },
): BackgroundChoice {
  const { uniformShare: before } = shape;
  let best: BackgroundChoice = { shape, gain };
  for (const uniformShare of TRIALS.uniformShare) {
    const factor = (1 - uniformShare) / (1 - before);
    const shared = relative.map((value) => (value - before) * factor + uniformShare);
    const one = { shape: { ...shape, uniformShare }, gain: judge(shared) };
    if (one.gain > best.gain) best = one;
  }
  return best;
}

/** Mean gain of a background over a uniform one, nats an event. */
function meanGain(
  { mu, triggered }: { mu: number; triggered: Float64Array },
): (relative: Float64Array) => number {
  return (relative) => {
    let sum = 0;
    relative.forEach((value, i) =>
      sum += Math.log((mu * value + triggered[i]) / (mu + triggered[i]))
    );
    return sum / relative.length;
  };
}
