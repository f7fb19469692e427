import { assertEquals } from "@std/assert";
import { copyBlocks } from "../../../engine/kernels/mod.ts";
import { AWKWARD_BATCHES, AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("copy blocks: any rows and strides, in parts, nothing beside them", (stage) => {
  for (const columns of [0, ...AWKWARD_SIZES]) {
    for (const rows of [0, ...AWKWARD_BATCHES]) {
      const [xStride, outStride] = [columns + rows % 3, columns + 2];
      const shift = columns % 4;
      const values = randomValues(rows * xStride, 1);
      const [x, out] = [stage.put(values, shift), stage.room(rows * outStride, 3 - shift)];
      stage.runInParts(copyBlocks({ out, outStride, x, xStride, rows, columns }));
      const expected = new Float32Array(rows * outStride).fill(NaN);
      for (let row = 0; row < rows; row++) {
        const from = row * xStride;
        expected.set(values.subarray(from, from + columns), row * outStride);
      }
      assertEquals([...stage.read(out, rows * outStride)], [...expected], `${rows} x ${columns}`);
    }
  }
});

testKernel("copy blocks: a concatenation, a crop and a row that is repeated", (stage) => {
  const [a, b] = [stage.put([1, 2, 3, 4, 5, 6]), stage.put([10, 20])];
  const joined = stage.room(8);
  stage.run(copyBlocks({ out: joined, outStride: 4, x: a, rows: 2, columns: 3 }));
  stage.run(copyBlocks({ out: joined + 12, outStride: 4, x: b, rows: 2, columns: 1 }));
  assertEquals([...stage.read(joined, 8)], [1, 2, 3, 10, 4, 5, 6, 20]);
  const middle = stage.room(4);
  stage.run(copyBlocks({ out: middle, x: joined + 4, xStride: 4, rows: 2, columns: 2 }));
  assertEquals([...stage.read(middle, 4)], [2, 3, 5, 6]);
  const repeated = stage.room(6);
  stage.run(copyBlocks({ out: repeated, x: b, xStride: 0, rows: 3, columns: 2 }));
  assertEquals([...stage.read(repeated, 6)], [10, 20, 10, 20, 10, 20]);
});
