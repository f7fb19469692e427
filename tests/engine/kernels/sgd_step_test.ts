import { assertEquals } from "@std/assert";
import { sgdStep } from "../../../engine/kernels/mod.ts";
import { sgdStepReference } from "../../../engine/kernels/optimiser_reference.ts";
import { startOptimiser } from "../../../engine/training/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel(
  "sgd step: 100 steps of any size equal those in double precision, in parts too",
  (stage) => {
    for (const n of [0, ...AWKWARD_SIZES, 1027]) {
      const start = randomValues(n, 1);
      const [expected, state] = [start.slice(), startOptimiser(n)];
      const [weights, velocity] = [stage.put(start, 1), stage.put(new Float32Array(n), 2)];
      for (let step = 1; step <= 100; step++) {
        const gradient = randomValues(n, 100 + step);
        sgdStepReference(expected, { gradient, state, learningRate: 0.01, momentum: 0.9 });
        const options = { weights, velocity, gradient: stage.put(gradient, 3), n };
        stage.runInParts(
          sgdStep({ ...options, learningRate: 0.04, momentum: 0.9, gradientScale: 0.25 }),
        );
      }
      const close = { relative: 1e-6, nearZero: 1e-6 };
      assertAllClose(stage.read(velocity, n), state.first, { of: `velocity of ${n}`, ...close });
      assertAllClose(stage.read(weights, n), expected, { of: `weights of ${n}`, ...close });
    }
  },
);

testKernel("sgd step: without momentum, and NaN", (stage) => {
  const [weights, gradient] = [stage.put([1, 2, 3, 4, 5]), stage.put([1, -1, 0, 2, NaN])];
  const velocity = stage.put([9, 9, 9, 9, 9]);
  stage.run(sgdStep({ weights, velocity, gradient, n: 5, learningRate: 0.5 }));
  assertEquals([...stage.read(weights, 5)], [0.5, 2.5, 3, 3, NaN]);
  assertEquals([...stage.read(velocity, 5)], [-0.5, 0.5, 0, -1, NaN]);
});
