import { assertEquals } from "@std/assert";
import { activationGradient, ACTIVATIONS } from "../../../engine/kernels/mod.ts";
import { activationGradientReference } from "../../../engine/kernels/activation_gradient_reference.ts";
import { activationReference } from "../../../engine/kernels/vector_math_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("activation gradient: equals the definition, in parts and in place too", (stage) => {
  for (const activation of ACTIVATIONS) {
    for (const n of [0, ...AWKWARD_SIZES]) {
      const y = Float32Array.from(activationReference(randomValues(n, 1), activation));
      const dy = randomValues(n, 2);
      const expected = activationGradientReference({ y, dy, activation });
      const [dx, atY, atDy] = [stage.room(n, 1), stage.put(y, 2), stage.put(dy, 3)];
      const call = { dx, y: atY, dy: atDy, n, activation };
      stage.run(activationGradient(call));
      const actual = stage.read(dx, n);
      assertAllClose(actual, expected, { of: activation, relative: 1e-6, nearZero: 1e-7 });
      stage.runInParts(activationGradient({ ...call, dx: atDy }));
      assertEquals(stage.read(atDy, n), actual, `${activation} of ${n}, in place`);
    }
  }
});

testKernel("activation gradient: relu at zeros, and NaN", (stage) => {
  const y = stage.put([0, -0, 1e-45, NaN, 2]);
  const dy = stage.put([1, 1, 3, 4, NaN]);
  const dx = stage.room(5);
  stage.run(activationGradient({ dx, y, dy, n: 5, activation: "relu" }));
  assertEquals([...stage.read(dx, 5)], [0, 0, 3, 4, NaN]);
  for (const activation of ["tanh", "sigmoid"] as const) {
    stage.run(activationGradient({ dx, y, dy, n: 5, activation }));
    assertEquals([...stage.read(dx, 5)].map(Number.isNaN), [false, false, false, true, true]);
  }
});
