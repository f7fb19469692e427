import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { minimiseSmooth } from "../../../engine/mathematics/mod.ts";

const WIDE = { lower: [-10, -10], upper: [10, 10] };

/** Rosenbrock's valley, its floor at (1, 1). */
function valley([x, y]: readonly number[]) {
  const away = y - x * x;
  return {
    value: (1 - x) ** 2 + 100 * away ** 2,
    gradient: [-2 * (1 - x) - 400 * x * away, 200 * away],
  };
}

Deno.test("smooth minimum: a bent valley, in few calls", () => {
  const { point, evaluations, converged } = minimiseSmooth(valley, [-1.2, 1], {
    ...WIDE,
    leastGain: 1e-14,
  });
  assert(converged && evaluations < 80, `${evaluations} calls`);
  assertAlmostEquals(point[0], 1, 1e-5);
  assertAlmostEquals(point[1], 1, 1e-5);
});

Deno.test("smooth minimum: bounds hold, and let go", () => {
  const held = minimiseSmooth(valley, [-1.2, 1], {
    lower: [-2, -2],
    upper: [0.5, 2],
    leastGain: 1e-14,
  });
  assertEquals(held.point[0], 0.5);
  assertAlmostEquals(held.point[1], 0.25, 1e-5);
  // The start lies beyond a bound that the minimum is far from.
  const freed = minimiseSmooth(valley, [9, 9], {
    lower: [-3, -3],
    upper: [3, 3],
    leastGain: 1e-14,
  });
  assertAlmostEquals(freed.point[0], 1, 1e-4);
});

Deno.test("smooth minimum: scales six decades apart", () => {
  const scales = [1, 1e-3, 1e3];
  const bowl = (point: readonly number[]) => ({
    value: point.reduce((sum, x, i) => sum + (scales[i] * (x - i)) ** 2, 0),
    gradient: point.map((x, i) => 2 * scales[i] ** 2 * (x - i)),
  });
  const { point } = minimiseSmooth(bowl, [5, 5, 5], {
    lower: [-9, -9, -9],
    upper: [9, 9, 9],
    flatness: 1e-9,
    leastGain: 0,
  });
  point.forEach((x, i) => assertAlmostEquals(scales[i] * x, scales[i] * i, 1e-5));
});

Deno.test("smooth minimum: places without a value are passed by", () => {
  const fenced = ([x]: readonly number[]) => ({
    value: x > 0 ? x - Math.log(x) : NaN,
    gradient: [1 - 1 / x],
  });
  const { point } = minimiseSmooth(fenced, [5], { lower: [-9], upper: [9], longestStep: 20 });
  assertAlmostEquals(point[0], 1, 1e-4);
});

Deno.test("smooth minimum: at the minimum from the start, and too few calls", () => {
  const at = minimiseSmooth(valley, [1, 1], WIDE);
  assertEquals([at.evaluations, at.converged, at.value], [1, true, 0]);
  const cut = minimiseSmooth(valley, [-1.2, 1], { ...WIDE, maximumEvaluations: 5 });
  assertEquals(cut.converged, false);
  assert(cut.value < valley([-1.2, 1]).value);
  assertThrows(() => minimiseSmooth(valley, [1], WIDE), RangeError);
  assertThrows(
    () => minimiseSmooth(() => ({ value: NaN, gradient: [0, 0] }), [0, 0], WIDE),
    RangeError,
  );
});

Deno.test("smooth minimum: with the curvature told, a skew bowl takes one step", () => {
  const skew = [[3, 1, 0], [1, 2, 0.5], [0, 0.5, 100]];
  const bowl = (point: readonly number[]) => {
    const gradient = skew.map((row) => row.reduce((sum, k, j) => sum + k * (point[j] - j), 0));
    const value = gradient.reduce((sum, slope, i) => sum + slope * (point[i] - i), 0) / 2;
    return { value, gradient, curvature: skew };
  };
  const wide = { lower: [-9, -9, -9], upper: [9, 9, 9], longestStep: 10 };
  const { point, evaluations } = minimiseSmooth(bowl, [5, -5, 5], wide);
  point.forEach((x, i) => assertAlmostEquals(x, i, 1e-9));
  assertEquals(evaluations, 2);
  const untold = minimiseSmooth((at) => ({ ...bowl(at), curvature: undefined }), [5, -5, 5], wide);
  assert(untold.evaluations > 6, `${untold.evaluations} calls`);
});
