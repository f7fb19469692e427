import { tf } from "../tensors.ts";

/** How a filter has moved over an input. */
export interface FilterMoves {
  /** Shape of the input: [batch, row, column, channel]. */
  inputShape: number[];
  /** Rows and columns of the filter. */
  filterRows: number;
  /** Columns of the filter. */
  filterColumns: number;
  /** Sizes that tfjs works out. */
  geometry: tf.backend_util.Conv2DInfo;
}

/**
 * Lays out the slopes of a convolution's outputs such that the turned filter, moved over them step
 * by step, meets each input's slopes: zeros between them for the strides and around them.
 */
export function frameSlopes(
  dy: tf.Tensor4D,
  { inputShape, filterRows, filterColumns, geometry }: FilterMoves,
): tf.Tensor4D {
  const { padInfo, strideHeight, strideWidth } = geometry;
  const apart = spreadApart(dy, strideHeight, strideWidth);
  const before = [filterRows - 1 - padInfo.top, filterColumns - 1 - padInfo.left];
  const after = [
    inputShape[1] + filterRows - 1 - before[0] - apart.shape[1],
    inputShape[2] + filterColumns - 1 - before[1] - apart.shape[2],
  ];
  return frame(apart, before, after);
}

/** Puts stride - 1 zeros between neighbours. */
function spreadApart(dy: tf.Tensor4D, strideRow: number, strideColumn: number): tf.Tensor4D {
  if (strideRow === 1 && strideColumn === 1) return dy;
  const [batch, rows, columns, filters] = dy.shape;
  const apart = tf.pad(tf.reshape(dy, [batch * rows, 1, columns, filters]), [
    [0, 0],
    [0, strideRow - 1],
    [0, 0],
    [0, 0],
  ]);
  const wide = tf.pad(tf.reshape(apart, [batch * rows * strideRow, columns, 1, filters]), [
    [0, 0],
    [0, 0],
    [0, strideColumn - 1],
    [0, 0],
  ]);
  const image = tf.reshape(wide, [batch, rows * strideRow, columns * strideColumn, filters]);
  return tf.slice(image as tf.Tensor4D, [0, 0, 0, 0], [
    batch,
    (rows - 1) * strideRow + 1,
    (columns - 1) * strideColumn + 1,
    filters,
  ]);
}

/** Adds zeros around rows and columns; a negative number of them cuts off. */
function frame(image: tf.Tensor4D, before: number[], after: number[]): tf.Tensor4D {
  const [batch, rows, columns, filters] = image.shape;
  const cut = (zeros: number) => Math.max(0, -zeros);
  const kept = tf.slice(image, [0, cut(before[0]), cut(before[1]), 0], [
    batch,
    rows - cut(before[0]) - cut(after[0]),
    columns - cut(before[1]) - cut(after[1]),
    filters,
  ]);
  const zeros = (axis: number): [number, number] => [
    Math.max(0, before[axis]),
    Math.max(0, after[axis]),
  ];
  return tf.pad(kept, [[0, 0], zeros(0), zeros(1), [0, 0]]);
}
