import { invertPositive } from "./invert_positive.ts";

/** A value and its slopes at a point. */
export interface Slope {
  /** The value; NaN and infinity count as too high. */
  value: number;
  /** Slope by each parameter. */
  gradient: ArrayLike<number>;
  /** What is known of the curvature, if only about: a positive matrix. [parameter, parameter] */
  curvature?: readonly (readonly number[])[];
}

/** Where and how to look for a minimum by slopes. */
export interface MinimiseSmoothOptions {
  /** Smallest value of each parameter. */
  lower: readonly number[];
  /** Largest value of each parameter. */
  upper: readonly number[];
  /** Longest step of a parameter; 1 unless given. */
  longestStep?: number;
  /** Ends when no slope into the bounds is steeper; 1e-6 unless given. */
  flatness?: number;
  /** Ends when steps gain less; 1e-9 unless given. */
  leastGain?: number;
  /** Ends after so many calls of the objective; 200 unless given. */
  maximumEvaluations?: number;
  /** Told of each step. */
  onStep?: (step: { value: number; evaluations: number; steepness: number }) => void;
}

/** What a search by slopes found. */
export interface SmoothMinimum {
  /** Parameters at the lowest value. */
  point: number[];
  /** That value. */
  value: number;
  /** Calls of the objective. */
  evaluations: number;
  /** Whether it ended for flatness or lack of gain, not for the number of calls. */
  converged: boolean;
}

/** A step, and how much it changed the slopes. */
interface CurvatureStep {
  step: readonly number[];
  change: readonly number[];
}

interface Place {
  point: number[];
  value: number;
  gradient: number[];
  curvature?: readonly (readonly number[])[];
}

/** Part of the gain that the slope promises with which a step is content. */
const ENOUGH = 1e-4;
const SHORTEST = 1e-10;

/** Steps that are remembered: older ones tell of a curvature far away. */
const MOST_STEPS = 9;

/**
 * Minimises a smooth function of a few parameters within bounds by a quasi-Newton method (BFGS): steps
 * are bent at the bounds, and a parameter that a bound holds takes no part while it would leave. What
 * the objective itself tells of its curvature is where the method begins anew at each place.
 *
 * Deterministic. Throws RangeError where start and bounds differ in length or the start has no value.
 * Source: Nocedal & Wright 2006, algorithm 6.1 and section 16.7 (projected steps).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { minimiseSmooth } from "@quakecast/quakecast/mathematics";
 * const objective = ([x, y]: readonly number[]) => ({
 *   value: (x - 1) ** 2 + 10 * (y + 2) ** 2,
 *   gradient: [2 * (x - 1), 20 * (y + 2)],
 * });
 * const { point } = minimiseSmooth(objective, [0, 0], { lower: [-9, -1], upper: [9, 9] });
 * assert(Math.abs(point[0] - 1) < 1e-5 && point[1] === -1);
 * ```
 */
export function minimiseSmooth(
  objective: (point: readonly number[]) => Slope,
  start: readonly number[],
  options: MinimiseSmoothOptions,
): SmoothMinimum {
  const { lower, upper, flatness = 1e-6, leastGain = 1e-9, maximumEvaluations = 200 } = options;
  if (lower.length !== start.length || upper.length !== start.length) {
    throw new RangeError(`Cannot minimise: ${start.length} parameters, ${lower.length} bounds`);
  }
  let evaluations = 0;
  const evaluate = (point: number[]): Place => {
    evaluations++;
    const { value, gradient, curvature } = objective(point);
    return { point, value, gradient: Array.from(gradient), curvature };
  };
  const bounds = { lower, upper };
  let place = evaluate(start.map((value, i) => clamp(value, bounds, i)));
  if (!Number.isFinite(place.value)) throw new RangeError("Cannot minimise: no value at the start");
  let steps: CurvatureStep[] = [];
  for (;;) {
    const free = place.gradient.map((slope, i) => !isHeld(place.point[i], { slope, bounds, i }));
    const steepness = Math.max(
      0,
      ...place.gradient.map((slope, i) => free[i] ? Math.abs(slope) : 0),
    );
    options.onStep?.({ value: place.value, evaluations, steepness });
    const end = (converged: boolean) => ({
      ...{ point: place.point, value: place.value, evaluations, converged },
    });
    if (steepness <= flatness) return end(true);
    if (evaluations >= maximumEvaluations) return end(false);
    const longest = options.longestStep ?? 1;
    const inverse = inverseOf(place, steps);
    const way = shorten(direction(inverse, place.gradient, free), {
      longest,
      gradient: steps.length === 0 ? undefined : place.gradient,
    });
    const next = search(place, { way, evaluate, bounds, longest });
    if (next === undefined || place.value - next.value < leastGain) {
      if (next !== undefined && next.value < place.value) place = next;
      if (steps.length === 0) return end(true);
      steps = []; // once more, downhill
      continue;
    }
    steps = [...steps, stepOf(place, next)].slice(-MOST_STEPS);
    place = next;
  }
}

interface Bounds {
  lower: readonly number[];
  upper: readonly number[];
}

function clamp(value: number, { lower, upper }: Bounds, i: number): number {
  return Math.min(upper[i], Math.max(lower[i], value));
}

/** Whether a parameter lies on a bound and downhill is beyond. */
function isHeld(
  value: number,
  { slope, bounds: { lower, upper }, i }: { slope: number; bounds: Bounds; i: number },
): boolean {
  return (value <= lower[i] && slope > 0) || (value >= upper[i] && slope < 0);
}

function identity(size: number, scale: number): number[][] {
  return Array.from(
    { length: size },
    (_, i) => Array.from({ length: size }, (_, j) => i === j ? scale : 0),
  );
}

/** The quasi-Newton step of the free parameters; straight downhill where that leads up. */
function direction(
  inverse: readonly (readonly number[])[],
  gradient: readonly number[],
  free: readonly boolean[],
): number[] {
  const way = gradient.map((_, i) => {
    if (!free[i]) return 0;
    return -gradient.reduce((sum, slope, j) => sum + (free[j] ? inverse[i][j] * slope : 0), 0);
  });
  const descent = way.reduce((sum, step, i) => sum + step * gradient[i], 0);
  return descent < 0 ? way : gradient.map((slope, i) => free[i] ? -slope : 0);
}

/**
 * Cuts what a parameter goes too far, that one which nothing holds does not stop all; unless that led
 * uphill. Steps that know no curvature yet are left alone.
 */
function shorten(
  way: number[],
  { longest, gradient }: { longest: number; gradient?: readonly number[] },
): number[] {
  if (gradient === undefined) return way;
  const cut = way.map((step) => Math.min(longest, Math.max(-longest, step)));
  return cut.reduce((sum, step, i) => sum + step * gradient[i], 0) < 0 ? cut : way;
}

/** The first place along the way that is lower by enough; undefined where none is. */
function search(
  from: Place,
  { way, evaluate, bounds, longest }: {
    way: readonly number[];
    evaluate: (point: number[]) => Place;
    bounds: Bounds;
    longest: number;
  },
): Place | undefined {
  const size = Math.max(...way.map(Math.abs));
  let length = Math.min(1, longest / size);
  while (length * size > SHORTEST) {
    const point = from.point.map((value, i) => clamp(value + length * way[i], bounds, i));
    const promised = point.reduce((sum, value, i) => {
      return sum + from.gradient[i] * (value - from.point[i]);
    }, 0);
    const there = evaluate(point);
    if (there.value <= from.value + ENOUGH * promised) return there;
    // The parabola through both values and the slope, within reason.
    const bend = there.value - from.value - promised;
    const best = Number.isFinite(bend) && bend > 0 ? -promised / (2 * bend) : 0.1;
    length *= Math.min(0.5, Math.max(0.1, best));
  }
  return undefined;
}

function stepOf(from: Place, to: Place): CurvatureStep {
  return {
    step: to.point.map((value, i) => value - from.point[i]),
    change: to.gradient.map((slope, i) => slope - from.gradient[i]),
  };
}

/**
 * The inverse curvature by what the objective tells of it at a place, else the scale of the first
 * step, and by the steps.
 */
function inverseOf(
  { point, curvature }: Place,
  steps: readonly CurvatureStep[],
): number[][] {
  const known = curvature && invertPositive(curvature);
  let inverse: number[][] = known ?? identity(point.length, 1);
  let isScaled = known !== undefined;
  for (const step of steps) {
    inverse = update(inverse, { ...step, isScaled });
    isScaled = true;
  }
  return inverse;
}

/** The inverse curvature after a step; the first step gives its scale. */
function update(
  inverse: number[][],
  { step, change, isScaled }: CurvatureStep & { isScaled: boolean },
): number[][] {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + x * b[i], 0);
  const along = dot(step, change);
  if (!(along > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))) {
    return inverse; // it bends down: the step tells nothing
  }
  const old = isScaled ? inverse : identity(step.length, along / dot(change, change));
  const turned = old.map((row) => dot(row, change));
  const factor = (1 + dot(change, turned) / along) / along;
  return old.map((row, i) =>
    row.map((value, j) =>
      value + factor * step[i] * step[j] - (turned[i] * step[j] + step[i] * turned[j]) / along
    )
  );
}
