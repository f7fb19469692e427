import { assertEquals } from "@std/assert";
import { adamStep, type AdamStepOptions } from "../../../engine/kernels/mod.ts";
import { adamStepReference } from "../../../engine/kernels/optimiser_reference.ts";
import { startOptimiser } from "../../../engine/training/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, type KernelStage, randomValues, testKernel } from "./kernel_stage.ts";

const LEARNING_RATE = 0.01;

testKernel("adam step: 100 steps of any size equal those in double precision", (stage) => {
  for (const n of [0, ...AWKWARD_SIZES, 1027]) {
    const start = randomValues(n, 1);
    const [expected, state] = [start.slice(), startOptimiser(n)];
    const adam = putAdam(stage, start);
    for (let step = 1; step <= 100; step++) {
      // Slopes of many sizes, some of them 0 for a long time.
      const gradient = randomValues(n, 100 + step)
        .map((value, i) => step % (i % 5 + 1) === 0 ? value * 10 ** (i % 9 - 6) : 0);
      adamStepReference(expected, { gradient, state, learningRate: LEARNING_RATE });
      const options = { ...adam, n, step, gradient: stage.put(gradient, 2) };
      stage.runInParts(adamStep({ ...options, learningRate: LEARNING_RATE }));
    }
    const of = `of ${n} after 100 steps`;
    const check = (address: number, values: Float32Array, name: string, nearZero: number) =>
      assertAllClose(stage.read(address, n), values, {
        of: `${name} ${of}`,
        relative: 5e-7,
        nearZero,
      });
    check(adam.second, state.second, "second", 0);
    check(adam.first, state.first, "first", 1e-7); // slopes of both signs cancel in it
    check(adam.weights, expected, "weights", 1e-7);
  }
});

testKernel("adam step: any cut gives the same bits", (stage) => {
  for (const n of AWKWARD_SIZES) {
    const gradient = stage.put(randomValues(n, 2), 1);
    const runs = ["run", "runInParts"] as const;
    const [whole, parts] = runs.map((run) => {
      const adam = putAdam(stage, randomValues(n, 1));
      for (let step = 1; step <= 3; step++) {
        stage[run](adamStep({ ...adam, gradient, n, step, learningRate: 0.1 }));
      }
      return [adam.weights, adam.first, adam.second].map((address) => stage.read(address, n));
    });
    assertEquals(parts, whole, `${n} weights`);
  }
});

testKernel("adam step: a scale of the gradient is that of its numbers", (stage) => {
  const values = randomValues(9, 2);
  const [scaled, plain] = [putAdam(stage, randomValues(9, 1)), putAdam(stage, randomValues(9, 1))];
  const step = { n: 9, step: 1, learningRate: 0.1 };
  stage.run(adamStep({ ...scaled, ...step, gradient: stage.put(values), gradientScale: 0.25 }));
  stage.run(adamStep({ ...plain, ...step, gradient: stage.put(values.map((g) => g / 4)) }));
  assertEquals(stage.read(scaled.first, 9), stage.read(plain.first, 9));
  assertEquals(stage.read(scaled.weights, 9), stage.read(plain.weights, 9));
});

testKernel("adam step: huge slopes stop no number, NaN passes", (stage) => {
  const adam = putAdam(stage, [1, 1, 1, 1, 1]);
  const gradient = stage.put([1e30, -1e30, NaN, 0, 1e-30]);
  for (let step = 1; step <= 5; step++) {
    stage.run(adamStep({ ...adam, gradient, n: 5, step, learningRate: 0.1 }));
  }
  assertEquals([...stage.read(adam.weights, 5)].map(Number.isFinite), [
    true,
    true,
    false,
    true,
    true,
  ]);
  assertEquals(stage.read(adam.weights, 5)[3], 1);
});

type Buffers = Pick<AdamStepOptions, "weights" | "first" | "second">;

function putAdam(stage: KernelStage, weights: ArrayLike<number>): Buffers {
  const zeros = new Float32Array(weights.length);
  return { weights: stage.put(weights, 3), first: stage.put(zeros, 1), second: stage.put(zeros) };
}
