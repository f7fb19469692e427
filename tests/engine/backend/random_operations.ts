import fc from "fast-check";
import { tf } from "../../../engine/backend/tensors.ts";

/** A differentiable operation with its inputs; every gradient is compared. */
export interface Operation {
  /** What is tested. */
  run: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** What plain tfjs is asked instead, where it is wrong itself. */
  oracle?: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Shapes of the inputs. */
  shapes: number[][];
  /** Whether plain tfjs has no gradient of it. */
  isForwardOnly?: boolean;
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

const transposedConvolution = filterMoves.map((moves): Operation => {
  const { batch, rows, columns, channels, filterRows, filterColumns, filters, strides } = moves;
  const pad = moves.pad === "valid" ? "valid" : "same";
  const length = (cells: number, stride: number, filter: number) =>
    pad === "same" ? cells * stride : (cells - 1) * stride + filter;
  const size = [length(rows, strides[0], filterRows), length(columns, strides[1], filterColumns)];
  const outShape: [number, number, number, number] = [batch, size[0], size[1], channels];
  return {
    run: (x, filter) =>
      tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, outShape, strides, pad),
    shapes: [[batch, rows, columns, filters], [filterRows, filterColumns, channels, filters]],
  };
});

const activations = fc.constantFrom("linear", "relu", "sigmoid", "relu6", "elu", "leakyrelu");

const fusedConvolution = fc.record({ moves: filterMoves, activation: activations }).map((
  { moves, activation },
): Operation => ({
  run: (x, filter, bias) =>
    tf.fused.conv2d({
      ...{ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, bias },
      ...{
        strides: moves.strides,
        pad: moves.pad,
        activation: activation as "relu",
        leakyreluAlpha: 0.3,
      },
    }),
  shapes: [
    [moves.batch, moves.rows, moves.columns, moves.channels],
    [moves.filterRows, moves.filterColumns, moves.channels, moves.filters],
    [moves.filters],
  ],
}));

const maximumPooling = filterMoves.map((moves): Operation => ({
  run: (x) =>
    tf.maxPool(
      x as tf.Tensor4D,
      [moves.filterRows, moves.filterColumns],
      moves.strides,
      typeof moves.pad === "string" ? moves.pad : "same",
    ),
  shapes: [[moves.batch, moves.rows, moves.columns, moves.channels]],
}));

const averagePooling = filterMoves.map((moves): Operation => {
  const size: [number, number] = [moves.filterRows, moves.filterColumns];
  const { strides } = moves;
  const pad = typeof moves.pad === "string" ? moves.pad : "same";
  const shape: [number, number, number, number] = [
    ...[moves.batch, moves.rows, moves.columns, moves.channels],
  ] as [number, number, number, number];
  const { padInfo } = tf.backend_util.computePool2DInfo(shape, size, strides, 1, pad);
  const framed = (image: tf.Tensor) =>
    tf.pad(image, [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ]) as tf.Tensor4D;
  return {
    run: (x) => tf.avgPool(x as tf.Tensor4D, size, strides, pad),
    // In padding, tfjs' slope divides by the whole window while its average divides by the part of
    // it that lies inside; so the average is put together from averages without padding.
    oracle: (x) => {
      const average = (image: tf.Tensor) => tf.avgPool(framed(image), size, strides, "valid");
      return tf.div(average(x), average(tf.ones(shape)));
    },
    shapes: [shape],
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

const fusedProduct = fc.record({
  sizes: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 30 }))),
  activation: activations,
  hasBias: fc.boolean(),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
}).map(({ sizes: [m, k, n], activation, hasBias, transposeA, transposeB }): Operation => ({
  run: (a, b, bias) =>
    tf.fused.matMul({
      ...{
        a,
        b,
        bias,
        transposeA,
        transposeB,
        activation: activation as "relu",
        leakyreluAlpha: 0.3,
      },
    }),
  shapes: [
    transposeA ? [k, m] : [m, k],
    transposeB ? [n, k] : [k, n],
    ...(hasBias ? [[n]] : []),
  ],
}));

const repeatedProduct = fc.record({
  sizes: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 9 }))),
  stacks: fc.constantFrom<number[][]>(
    [[], [3]],
    [[3], []],
    [[1], [4]],
    [[2, 3], [3]],
    [[2, 1], [1, 3]],
    [[2, 1, 2], [3, 1]],
  ),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
}).map(({ sizes: [m, k, n], stacks, transposeA, transposeB }): Operation => ({
  run: (a, b) => tf.matMul(a, b, transposeA, transposeB),
  // Plain tfjs gives too few products where both stacks are repeated.
  oracle: (a, b) => {
    const stack = tf.broadcast_util.assertAndGetBroadcastShape(stacks[0], stacks[1]);
    const [all, others] = [a, b].map((x) => tf.broadcastTo(x, [...stack, ...x.shape.slice(-2)]));
    return tf.matMul(all, others, transposeA, transposeB);
  },
  shapes: [
    [...stacks[0], ...(transposeA ? [k, m] : [m, k])],
    [...stacks[1], ...(transposeB ? [n, k] : [k, n])],
  ],
  isForwardOnly: true,
}));

const elementwise = fc.record({
  shape: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  operation: fc.constantFrom(tf.exp, tf.sigmoid, tf.tanh, tf.relu, tf.softmax),
}).map(({ shape, operation }): Operation => ({
  run: (x) => operation(tf.mul(x, 5)),
  shapes: [shape],
}));

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

/** Random operations of each kind. */
export const RANDOM_OPERATIONS: Readonly<Record<string, fc.Arbitrary<Operation>>> = {
  convolution,
  "convolution over time": convolutionOverTime,
  "transposed convolution": transposedConvolution,
  "convolution with bias and activation": fusedConvolution,
  "depthwise convolution": depthwise,
  "largest values": maximumPooling,
  averages: averagePooling,
  "matrix product": product,
  "matrix product with bias and activation": fusedProduct,
  "product of repeated matrices": repeatedProduct,
  "functions of single numbers": elementwise,
  "batch normalisation": batchNormalisation,
  embedding,
};
