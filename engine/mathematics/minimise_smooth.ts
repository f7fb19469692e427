/** A value and its slopes at a point. */
export interface Slope {
  /** The value; NaN and infinity count as too high. */
  value: number;
  /** Slope by each parameter. */
  gradient: ArrayLike<number>;
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

interface Place {
  point: number[];
  value: number;
  gradient: number[];
}

/** Part of the gain that the slope promises with which a step is content. */
const ENOUGH = 1e-4;
const SHORTEST = 1e-10;

/**
 * Minimises a smooth function of a few parameters within bounds by a quasi-Newton method (BFGS): steps
 * are bent at the bounds, and a parameter that a bound holds takes no part while it would leave.
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
    const { value, gradient } = objective(point);
    return { point, value, gradient: Array.from(gradient) };
  };
  const bounds = { lower, upper };
  let place = evaluate(start.map((value, i) => clamp(value, bounds, i)));
  if (!Number.isFinite(place.value)) throw new RangeError("Cannot minimise: no value at the start");
  let inverse = identity(start.length, 1);
  let isFresh = true;
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
    const way = direction(inverse, place.gradient, free);
    const next = search(place, { way, evaluate, bounds, longest: options.longestStep ?? 1 });
    if (next === undefined || place.value - next.value < leastGain) {
      if (next !== undefined && next.value < place.value) place = next;
      if (isFresh) return end(true);
      [inverse, isFresh] = [identity(start.length, 1), true]; // once more, downhill
      continue;
    }
    inverse = update(inverse, { from: place, to: next, isFresh });
    isFresh = false;
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
  inverse: readonly number[][],
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

/** The inverse curvature after a step; the first step gives its scale. */
function update(
  inverse: readonly number[][],
  { from, to, isFresh }: { from: Place; to: Place; isFresh: boolean },
): number[][] {
  const step = to.point.map((value, i) => value - from.point[i]);
  const change = to.gradient.map((slope, i) => slope - from.gradient[i]);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + x * b[i], 0);
  const along = dot(step, change);
  if (!(along > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))) {
    return inverse.map((row) => [...row]); // it bends down: the step tells nothing
  }
  const old = isFresh ? identity(step.length, along / dot(change, change)) : inverse;
  const turned = old.map((row) => dot(row, change));
  const factor = (1 + dot(change, turned) / along) / along;
  return old.map((row, i) =>
    row.map((value, j) =>
      value + factor * step[i] * step[j] - (turned[i] * step[j] + step[i] * turned[j]) / along
    )
  );
}
