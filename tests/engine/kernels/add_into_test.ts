import { assertEquals } from "@std/assert";
import { addInto } from "../../../engine/kernels/mod.ts";
import { AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("add into: sums in place, to another place and of itself", (stage) => {
  for (const n of [0, ...AWKWARD_SIZES]) {
    const [a, b] = [randomValues(n, 1), randomValues(n, 2)];
    const sums = a.map((value, i) => value + b[i]);
    const [to, x, out] = [stage.put(a, 1), stage.put(b, 2), stage.room(n, 3)];
    stage.runInParts(addInto({ out, to, x, n }));
    assertEquals(stage.read(out, n), sums, `${n} numbers`);
    stage.runInParts(addInto({ out: to, x, n }));
    assertEquals(stage.read(to, n), sums, `${n} numbers, in place`);
    stage.run(addInto({ out: x, x, n }));
    assertEquals(stage.read(x, n), b.map((value) => 2 * value), `${n} numbers, doubled`);
  }
});

testKernel("add into: NaN and infinities pass", (stage) => {
  const [out, x] = [
    stage.put([NaN, 1, Infinity, Infinity, -0]),
    stage.put([1, NaN, 1, -Infinity, -0]),
  ];
  stage.run(addInto({ out, x, n: 5 }));
  assertEquals([...stage.read(out, 5)], [NaN, NaN, Infinity, NaN, -0]);
});
