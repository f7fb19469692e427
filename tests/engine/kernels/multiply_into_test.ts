import { assertEquals } from "@std/assert";
import { multiplyInto } from "../../../engine/kernels/mod.ts";
import { AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("multiply into: products in place, to another place and of itself", (stage) => {
  for (const n of [0, ...AWKWARD_SIZES]) {
    const [a, b] = [randomValues(n, 1), randomValues(n, 2)];
    const products = a.map((value, i) => value * b[i]);
    const [of, x, out] = [stage.put(a, 1), stage.put(b, 2), stage.room(n, 3)];
    stage.runInParts(multiplyInto({ out, of, x, n }));
    assertEquals(stage.read(out, n), products, `${n} numbers`);
    stage.runInParts(multiplyInto({ out: of, x, n }));
    assertEquals(stage.read(of, n), products, `${n} numbers, in place`);
    stage.run(multiplyInto({ out: x, x, n }));
    assertEquals(stage.read(x, n), b.map((value) => value * value), `${n} numbers, squared`);
  }
});

testKernel("multiply into: NaN and infinities pass", (stage) => {
  const [out, x] = [stage.put([NaN, 1, Infinity, Infinity, -0]), stage.put([0, NaN, 2, 0, 3])];
  stage.run(multiplyInto({ out, x, n: 5 }));
  assertEquals([...stage.read(out, 5)], [NaN, NaN, Infinity, NaN, -0]);
});
