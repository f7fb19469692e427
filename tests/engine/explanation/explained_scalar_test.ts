import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { PredictiveTable } from "../../../engine/domain/mod.ts";
import { explainedScalar } from "../../../engine/explanation/mod.ts";
import { LIST_OF_TASKS, taskOf } from "../../../engine/models/mod.ts";

const COUNTS: PredictiveTable = {
  family: "negative-binomial",
  mean: Float64Array.of(0.3, 4, 0.02),
  dispersion: Float64Array.of(0.5, 0.5, 2),
};

/** A start and raw numbers of every task, and what a reader reads of its start. */
const CASES: {
  name: string;
  task: Parameters<typeof taskOf>[0];
  start: PredictiveTable;
  raw: number[];
  cell?: number;
  expected: number;
}[] = [
  {
    name: "a rate",
    task: { task: "rate", loss: "likelihood" },
    start: {
      family: "negative-binomial",
      mean: Float64Array.of(3),
      dispersion: Float64Array.of(1),
    },
    raw: [0.4, -0.3],
    expected: 3,
  },
  {
    name: "an alarm",
    task: { task: "alarm", loss: "likelihood" },
    start: { family: "bernoulli", probability: Float64Array.of(0.2) },
    raw: [0.7],
    expected: 0.2,
  },
  {
    name: "a magnitude",
    task: { task: "magnitude", loss: "likelihood" },
    start: {
      ...{ family: "truncated-exponential", lower: 4.95, upper: 9.5, binWidth: 0.1 },
      rate: Float64Array.of(Math.LN10),
    },
    raw: [-0.4],
    expected: 4.95 + 1 / Math.LN10 - 4.55 / (Math.exp(Math.LN10 * 4.55) - 1),
  },
  {
    name: "a magnitude by squared error",
    task: { task: "magnitude", loss: "mean-squared-error" },
    start: {
      ...{ family: "normal", mean: Float64Array.of(5.4), deviation: Float64Array.of(0.4) },
      binWidth: 0.1,
    },
    raw: [0.5],
    expected: 5.4,
  },
  {
    name: "a region",
    task: { task: "map", loss: "likelihood" },
    start: COUNTS,
    raw: [0.4, 0, -0.2, 0.3, 1, -1],
    expected: 4.32,
  },
  {
    name: "a cell",
    task: { task: "map", loss: "likelihood" },
    start: COUNTS,
    raw: [0.4, 0, -0.2, 0.3, 1, -1],
    cell: 1,
    expected: 4,
  },
];

for (const { name, task, start, raw, cell, expected } of CASES) {
  Deno.test(`the scalar of ${name} is what a reader reads, and its slopes are its differences`, () => {
    const scalar = explainedScalar(taskOf(task), { cell });
    const zeros = new Float32Array(raw.length);
    assertAlmostEquals(scalar.read(scalar.of(zeros, start)), expected, 1e-9);
    const slopes = scalar.slopes(Float32Array.from(raw), start);
    const step = 2 ** -7; // exact in single precision
    raw.forEach((_, output) => {
      const at = (sign: number) => {
        const moved = Float32Array.from(raw);
        moved[output] += sign * step;
        return scalar.of(moved, start);
      };
      assertAlmostEquals(slopes[output], (at(1) - at(-1)) / (2 * step), 1e-4);
    });
    const far = scalar.slopes(new Float32Array(raw.length).fill(20), start);
    if (task.loss === "likelihood") assert(far.every((slope) => slope === 0)); // bounded there
  });
}

Deno.test("every task has a scalar", () => {
  const scales = LIST_OF_TASKS.map((task) => explainedScalar(task).scale);
  assertEquals(scales, ["log", "log-odds", "linear", "log"]);
});
