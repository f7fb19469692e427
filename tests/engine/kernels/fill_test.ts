import { assertEquals } from "@std/assert";
import { fill } from "../../../engine/kernels/mod.ts";
import { AWKWARD_SIZES, testKernel } from "./kernel_stage.ts";

testKernel("fill: any length, address and value, in parts, nothing between the rows", (stage) => {
  for (const columns of [0, ...AWKWARD_SIZES]) {
    for (const rows of [0, 1, 2, 7]) {
      const outStride = columns + 1;
      const size = rows * outStride;
      const out = stage.put(new Float32Array(size).fill(5), columns % 4);
      stage.runInParts(fill({ out, outStride, rows, columns, value: -1.5 }));
      const expected = new Float32Array(size).fill(5);
      for (let row = 0; row < rows; row++) {
        expected.fill(-1.5, row * outStride, row * outStride + columns);
      }
      assertEquals(stage.read(out, size), expected, `${rows} x ${columns}`);
    }
  }
  const out = stage.room(6);
  stage.run(fill({ out, columns: 5, value: 0 }));
  assertEquals([...stage.read(out, 6)], [0, 0, 0, 0, 0, NaN]);
});
