import "@tensorflow/tfjs";
import fc from "fast-check";
import { startBackend } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { assertAllClose } from "./assert_all_close.ts";

/** A differentiable operation with its inputs; every gradient is compared. */
interface Operation {
  run: (...inputs: tf.Tensor[]) => tf.Tensor;
  shapes: number[][];
}

// A padding given as one number is left out: tfjs itself then takes rows and columns for equal, and
// its WebAssembly writes beyond the output.
const zeros = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
const pads: fc.Arbitrary<"valid" | "same" | tf.backend_util.ExplicitPadding> = fc.oneof(
  fc.constant<"valid">("valid"),
  fc.constant<"same">("same"),
  fc.tuple(zeros, zeros).map(([rows, columns]) =>
    [[0, 0], rows, columns, [0, 0]] as tf.backend_util.ExplicitPadding
  ),
);
const filterMoves = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 4, max: 9 }),
  columns: fc.integer({ min: 4, max: 9 }),
  channels: fc.integer({ min: 1, max: 5 }),
  filterRows: fc.integer({ min: 1, max: 4 }),
  filterColumns: fc.integer({ min: 1, max: 4 }),
  filters: fc.integer({ min: 1, max: 6 }),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: pads,
});

const convolution = filterMoves.map((moves): Operation => ({
  run: (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, moves.strides, moves.pad),
  shapes: [
    [moves.batch, moves.rows, moves.columns, moves.channels],
    [moves.filterRows, moves.filterColumns, moves.channels, moves.filters],
  ],
}));

const depthwise = filterMoves.map((moves): Operation => {
  const stride = moves.strides[0];
  const pad = typeof moves.pad === "string" ? moves.pad : "same";
  return {
    run: (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad),
    shapes: [
      [moves.batch, moves.rows, moves.columns, moves.channels],
      [moves.filterRows, moves.filterColumns, moves.channels, Math.min(3, moves.filters)],
    ],
  };
});

const convolutionOverTime = filterMoves.map((moves): Operation => ({
  run: (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, moves.strides[0], "same"),
  shapes: [
    [moves.batch, moves.columns, moves.channels],
    [moves.filterColumns, moves.channels, moves.filters],
  ],
}));

const pooling = fc.tuple(filterMoves, fc.boolean()).map(([moves, isMax]): Operation => {
  const size: [number, number] = [moves.filterRows, moves.filterColumns];
  const pad = typeof moves.pad === "string" ? moves.pad : "same";
  const pool = isMax ? tf.maxPool : tf.avgPool;
  return {
    run: (x) => pool(x as tf.Tensor4D, size, moves.strides, pad),
    shapes: [[moves.batch, moves.rows, moves.columns, moves.channels]],
  };
});

const product = fc.record({
  sizes: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 40 }))),
  batch: fc.option(fc.integer({ min: 1, max: 3 })),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
}).map(({ sizes: [m, k, n], batch, transposeA, transposeB }): Operation => {
  const stack = batch === null ? [] : [batch];
  return {
    run: (a, b) => tf.matMul(a, b, transposeA, transposeB),
    shapes: [
      [...stack, ...(transposeA ? [k, m] : [m, k])],
      [...stack, ...(transposeB ? [n, k] : [k, n])],
    ],
  };
});

const batchNormalisation = filterMoves.map(({ batch, rows, columns, channels }): Operation => ({
  run: (x, mean, spread, offset, scale) =>
    tf.batchNorm(
      x as tf.Tensor4D,
      mean as tf.Tensor1D,
      tf.add(tf.square(spread), 0.5) as tf.Tensor1D,
      offset as tf.Tensor1D,
      scale as tf.Tensor1D,
    ),
  shapes: [[batch, rows, columns, channels], ...Array.from({ length: 4 }, () => [channels])],
}));

const embedding = fc.record({
  words: fc.integer({ min: 1, max: 7 }),
  width: fc.integer({ min: 1, max: 5 }),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
}).map(({ words, width, picks }): Operation => ({
  run: (table) => tf.gather(table, tf.tensor1d(picks.map((pick) => pick % words), "int32")),
  shapes: [[words, width]],
}));

const operations: Record<string, fc.Arbitrary<Operation>> = {
  convolution,
  "convolution over time": convolutionOverTime,
  "depthwise convolution": depthwise,
  pooling,
  "matrix product": product,
  "batch normalisation": batchNormalisation,
  embedding,
};

for (const [name, arbitrary] of Object.entries(operations)) {
  Deno.test(`${name}: output and gradients equal those of plain tfjs`, async () => {
    await startBackend();
    const samples = fc.sample(arbitrary, { seed: 7, numRuns: 40 });
    const actual = samples.map(evaluate);
    tf.env().set("IS_TEST", true); // no greeting of the plain backend
    await tf.setBackend("cpu");
    const expected = samples.map(evaluate);
    await tf.setBackend("wasm");
    samples.forEach(({ shapes }, sample) => {
      const of = `${name} of ${JSON.stringify(shapes)}`;
      actual[sample].forEach((values, i) =>
        assertAllClose(values, expected[sample][i], {
          of: `${of}, ${i === 0 ? "output" : `gradient ${i}`}`,
          relative: 1e-3,
        })
      );
    });
  });
}

Deno.test("segments: rows of a segment that does not exist are left out", async () => {
  await startBackend();
  const rows = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8]]);
  const sums = tf.unsortedSegmentSum(rows, tf.tensor1d([1, -1, 3, 1], "int32"), 3);
  assertAllClose(sums.dataSync(), [0, 0, 8, 10, 0, 0], { of: "sums", relative: 1e-6 });
});

/** The output and each gradient, for fixed pseudo-random inputs and slopes. */
function evaluate({ run, shapes }: Operation): Float32Array[] {
  return tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.tensor(wave(shape, i + 1), shape, "float32"));
    const output = run(...inputs);
    const slope = tf.tensor(wave(output.shape, 9), output.shape, "float32");
    const gradients = tf.grads(run)(inputs, slope);
    return [output, ...gradients].map((tensor) => tensor.dataSync<"float32">());
  });
}

/** Numbers between -1 and 1 without a pattern that a wrong index would keep. */
function wave(shape: readonly number[], start: number): number[] {
  const size = shape.reduce((count, length) => count * length, 1);
  return Array.from({ length: size }, (_, i) => Math.sin(start * 12.9898 + i * 78.233) * 43758 % 1);
}
