import { assertEquals } from "@std/assert";
import {
  averagePool,
  averagePoolGradient,
  type KernelCall,
  maxPool,
  maxPoolGradient,
  samePadding,
  type WindowShape,
  windowSizes,
} from "../../../engine/kernels/mod.ts";
import {
  averagePoolReference,
  maxPoolReference,
} from "../../../engine/kernels/pooling_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, type KernelStage, randomValues, testKernel } from "./kernel_stage.ts";

const SMALL: WindowShape = {
  ...{ batch: 2, rows: 6, columns: 7, channels: 5, kernelRows: 2, kernelColumns: 2 },
  ...{ rowStride: 2, columnStride: 2 },
};
const LINE: WindowShape = { ...SMALL, rows: 1, columns: 19, kernelRows: 1, rowStride: 1 };

testKernel("pooling: awkward channels", (stage) => {
  for (const channels of AWKWARD_SIZES) {
    compare(stage, { ...SMALL, channels });
    compare(stage, { ...LINE, channels, kernelColumns: 3 });
  }
});

testKernel("pooling: windows, strides and paddings of one dimension", (stage) => {
  for (let kernelColumns = 1; kernelColumns <= 7; kernelColumns++) {
    for (let columnStride = 1; columnStride <= 4; columnStride++) {
      const shape = { ...LINE, kernelColumns, columnStride };
      compare(stage, shape);
      compare(stage, { ...shape, padding: samePadding(shape) });
      compare(stage, { ...shape, padding: { left: kernelColumns - 1 } });
    }
  }
});

testKernel("pooling: windows, strides and paddings of two dimensions", (stage) => {
  for (const [kernelRows, kernelColumns] of [[1, 1], [3, 3], [2, 5], [4, 1]]) {
    for (const [rowStride, columnStride] of [[1, 1], [2, 2], [3, 1], [4, 3]]) {
      const shape = { ...SMALL, kernelRows, kernelColumns, rowStride, columnStride };
      compare(stage, shape);
      compare(stage, { ...shape, padding: samePadding(shape) });
      compare(stage, { ...shape, padding: { bottom: kernelRows - 1 } });
    }
  }
});

testKernel("pooling: batches, unaligned addresses, windows larger than the input", (stage) => {
  for (const batch of [1, 2, 7, 32, 1024]) compare(stage, { ...LINE, batch, columns: 5 });
  for (const shift of [1, 2, 3]) compare(stage, SMALL, { shift });
  const large = { ...SMALL, rows: 2, columns: 3, kernelRows: 7, kernelColumns: 6 };
  compare(stage, large);
  compare(stage, { ...large, padding: { top: 3, bottom: 4, left: 2, right: 2 } });
  for (const size of ["batch", "rows", "columns", "channels"] as const) {
    compare(stage, { ...SMALL, [size]: 0 });
  }
});

testKernel("pooling: of equal cells the first has the gradient", (stage) => {
  for (const channels of [1, 3, 4, 6]) {
    const shape = { ...SMALL, channels, kernelRows: 3, kernelColumns: 3 };
    const { batch, rows, columns } = shape;
    const x = randomValues(batch * rows * columns * channels, 7).map(Math.round);
    compare(stage, shape, { x });
    compare(stage, shape, { x: x.fill(-0) });
  }
});

testKernel("pooling: what is not a number is the largest, and makes the average none", (stage) => {
  for (const channels of [5, 21]) { // 21 are sixteen at once, four, and one
    const shape = { ...LINE, batch: 1, columns: 6, channels, kernelColumns: 3, columnStride: 3 };
    const x = randomValues(6 * channels, 1);
    const places = [channels + 2, 2 * channels + 2, 4 * channels]; // two in one window
    for (const place of places) x[place] = NaN;
    const slope = Float32Array.from({ length: 2 * channels }, (_, i) => i + 1);
    const { max, average } = run(stage, shape, { x, slope });
    for (const { output } of [max, average]) {
      const none = [...output].flatMap((value, i) => Number.isNaN(value) ? [i] : []);
      assertEquals(none, [2, channels]);
    }
    assertEquals(places.map((place) => max.gradient[place]), [3, 0, channels + 1]);
    assertEquals(max.gradient.reduce((sum, value) => sum + value), channels * (2 * channels + 1));
  }
});

testKernel("pooling: infinite values, and windows without a cell", (stage) => {
  const shape = { ...LINE, batch: 1, columns: 4, channels: 1, padding: { left: 2 } };
  const x = [-Infinity, -Infinity, Infinity, 1];
  const { max, average } = run(stage, shape, { x, slope: [1, 2, 3] });
  assertEquals([...max.output], [-Infinity, -Infinity, Infinity]);
  assertEquals([...max.gradient], [2, 0, 3, 0]);
  assertEquals([...average.output], [NaN, -Infinity, Infinity]);
  assertEquals([...average.gradient], [1, 1, 1.5, 1.5]);
});

interface Values {
  x: ArrayLike<number>;
  slope: ArrayLike<number>;
}

interface Results {
  output: Float32Array;
  gradient: Float32Array;
}

function compare(
  stage: KernelStage,
  shape: WindowShape,
  { shift, x }: { shift?: number; x?: Float32Array } = {},
): void {
  const { batch, rows, columns, channels } = shape;
  const { outputRows, outputColumns } = windowSizes(shape);
  const values = {
    x: x ?? randomValues(batch * rows * columns * channels, 1),
    slope: randomValues(batch * outputRows * outputColumns * channels, 2),
  };
  const { max, average } = run(stage, shape, { ...values, shift });
  const expected = {
    max: maxPoolReference(shape, values),
    average: averagePoolReference(shape, values),
  };
  const close = { relative: 1e-6, nearZero: 1e-6 };
  for (const key of ["output", "gradient"] as const) {
    const of = `${key} of ${JSON.stringify(shape)}`;
    assertAllClose(max[key], expected.max[key], { of: `largest: ${of}`, ...close });
    assertAllClose(average[key], expected.average[key], { of: `average: ${of}`, ...close });
  }
}

/** Both pools and their gradients, each run whole and in parts, with the same bits. */
function run(
  stage: KernelStage,
  shape: WindowShape,
  { shift = 0, ...values }: Values & { shift?: number },
): { max: Results; average: Results } {
  const [x, slope] = [stage.put(values.x, shift), stage.put(values.slope, shift)];
  const twice = (size: number, call: (out: number) => KernelCall) => {
    const [whole, parts] = [stage.room(size, shift), stage.room(size, shift)];
    stage.run(call(whole));
    stage.runInParts(call(parts));
    assertEquals(stage.read(parts, size), stage.read(whole, size), JSON.stringify(shape));
    return stage.read(whole, size);
  };
  const [size, outputs] = [values.x.length, values.slope.length];
  const output = twice(outputs, (out) => maxPool({ ...shape, out, x }));
  const largest = stage.put(output, shift);
  return {
    max: {
      output,
      gradient: twice(size, (out) => maxPoolGradient({ ...shape, out, x, largest, slope })),
    },
    average: {
      output: twice(outputs, (out) => averagePool({ ...shape, out, x })),
      gradient: twice(size, (out) => averagePoolGradient({ ...shape, out, slope })),
    },
  };
}
