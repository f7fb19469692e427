import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { integratedGradients } from "../../../engine/explanation/mod.ts";

/** A function of three numbers, with its slopes, run over inputs end to end. */
function callbacks(
  value: (x: Float32Array) => number,
  slopes: (x: Float32Array) => number[],
): { value: (inputs: Float32Array) => number[]; gradient: (inputs: Float32Array) => Float32Array } {
  const rows = (inputs: Float32Array) =>
    Array.from({ length: inputs.length / 3 }, (_, i) => inputs.subarray(3 * i, 3 * i + 3));
  return {
    value: (inputs) => rows(inputs).map(value),
    gradient: (inputs) => Float32Array.from(rows(inputs).flatMap(slopes)),
  };
}

const input = Float32Array.of(1, -2, 3);
const baseline = Float32Array.of(0.5, 0, 1);

Deno.test("a linear answer is shared out as its weights say", () => {
  const linear = callbacks((x) => 2 * x[0] - x[1] + 7, () => [2, -1, 0]);
  const found = integratedGradients({ input, baseline, ...linear });
  assertEquals([...found.attributions].map((amount) => Math.round(1e6 * amount) / 1e6), [1, 2, 0]);
  assertEquals(found.difference, 3);
  assert(found.isComplete && !found.isAbsolute && found.completenessError < 1e-6);
  assertEquals(found.steps, 16); // the first panels were enough
});

Deno.test("a product is shared out as the integral in closed form says", () => {
  const product = callbacks(
    (x) => x[0] * x[1] * x[2],
    (x) => [x[1] * x[2], x[0] * x[2], x[0] * x[1]],
  );
  const found = integratedGradients({ input, baseline, ...product });
  // x = (0.5 + t/2, -2t, 1 + 2t): d/dx0 is ∫ ½ (-2t)(1 + 2t) dt = -½ - 2/3
  assertAlmostEquals(found.attributions[0], -1 / 2 - 2 / 3, 1e-5);
  // d/dx1 is ∫ -2 (½ + t/2)(1 + 2t) dt = -(1 + 3/2 + 2/3)
  assertAlmostEquals(found.attributions[1], -(1 + 3 / 2 + 2 / 3), 1e-5);
  assertAlmostEquals(found.sum, -6, 1e-5);
});

Deno.test("a step that is nearly one gets the points that it needs, and few points do not", () => {
  const steep = 5_000;
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-steep * (x - 0.7123)));
  const step = callbacks(
    (x) => sigmoid(x[0]),
    (x) => [steep * sigmoid(x[0]) * (1 - sigmoid(x[0])), 0, 0],
  );
  const found = integratedGradients({ input, baseline, ...step });
  assert(found.isComplete && found.completenessError < 0.01, `${found.completenessError}`);
  assert(found.steps > 16);
  const poor = integratedGradients({ input, baseline, ...step, steps: 16 });
  assertEquals([poor.isComplete, poor.steps], [false, 16]);
  assert(poor.completenessError > 0.01);
});

Deno.test("where the difference is nearly 0, an amount is allowed and said", () => {
  const flat = callbacks((x) => 1e-6 * x[0], () => [1.5e-6, 0, 0]);
  const found = integratedGradients({ input, baseline, ...flat });
  assertEquals([found.isAbsolute, found.isComplete, found.tolerance], [true, true, 1e-5]);
  assertAlmostEquals(found.completenessError, 0.25e-6, 1e-8);
});

Deno.test("inputs of different length and answers that are no numbers are refused", () => {
  const broken = callbacks(() => NaN, () => [0, 0, 0]);
  assertThrows(() => integratedGradients({ input, baseline, ...broken }), InputError, "NaN");
  const short = baseline.subarray(1);
  assertThrows(
    () => integratedGradients({ input, baseline: short, ...broken }),
    InputError,
    "of 2",
  );
});
