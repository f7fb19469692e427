/** Cells of zeros around the input: only how many there are counts, they are never read. */
export interface Padding {
  /** Before the first row. */
  top: number;
  /** Behind the last row. */
  bottom: number;
  /** Before the first column. */
  left: number;
  /** Behind the last column. */
  right: number;
}

/** A window that goes over rows and columns, channels last; one dimension is one row of two. */
export interface WindowShape {
  /** Examples. */
  batch: number;
  /** Rows of the input; 1 for one dimension. */
  rows: number;
  /** Columns of the input. */
  columns: number;
  /** Channels of the input. */
  channels: number;
  /** Rows of the window; 1 for one dimension. */
  kernelRows: number;
  /** Columns of the window. */
  kernelColumns: number;
  /** Rows from a window to the next; 1 unless given. */
  rowStride?: number;
  /** Columns from a window to the next; 1 unless given. */
  columnStride?: number;
  /** None unless given. */
  padding?: Partial<Padding>;
  /** Distance of neighbouring cells of the window: 1 is all there is. */
  dilation?: number;
}

/** A window's shape with nothing left open, and the rows and columns that it gives. */
export interface WindowSizes extends Required<Omit<WindowShape, "padding">> {
  /** As given, or 0. */
  padding: Padding;
  /** Rows of the output. */
  outputRows: number;
  /** Columns of the output. */
  outputColumns: number;
}

/**
 * Checks a window and computes its output's rows and columns: floor((cells + padding - window) /
 * stride) + 1, 0 where the window does not fit once.
 *
 * Throws RangeError for dilation, and for sizes that are no whole numbers of 0 or more, for windows
 * and strides of 1 or more.
 */
export function windowSizes(shape: WindowShape): WindowSizes {
  const { rowStride = 1, columnStride = 1, dilation = 1 } = shape;
  const { top = 0, bottom = 0, left = 0, right = 0 } = shape.padding ?? {};
  if (dilation !== 1) throw new RangeError(`Cannot dilate windows by ${dilation}: only 1 is there`);
  const { batch, rows, columns, channels, kernelRows, kernelColumns } = shape;
  checkWhole({ batch, rows, columns, channels, top, bottom, left, right }, 0);
  checkWhole({ kernelRows, kernelColumns, rowStride, columnStride }, 1);
  const count = (cells: number, window: number, stride: number) =>
    cells < window ? 0 : Math.floor((cells - window) / stride) + 1;
  return {
    batch,
    rows,
    columns,
    channels,
    kernelRows,
    kernelColumns,
    rowStride,
    columnStride,
    dilation,
    padding: { top, bottom, left, right },
    outputRows: count(rows + top + bottom, kernelRows, rowStride),
    outputColumns: count(columns + left + right, kernelColumns, columnStride),
  };
}

/**
 * The padding that gives ceil(cells / stride) outputs, the odd cell behind: "same" of TensorFlow.
 *
 * Source: TensorFlow, "Neural networks: notes on padding", `tf.nn`.
 */
export function samePadding(shape: Omit<WindowShape, "padding">): Padding {
  const { rows, columns, kernelRows, kernelColumns, rowStride = 1, columnStride = 1 } = shape;
  const total = (cells: number, window: number, stride: number) =>
    cells === 0 ? 0 : Math.max(0, (Math.ceil(cells / stride) - 1) * stride + window - cells);
  const vertical = total(rows, kernelRows, rowStride);
  const horizontal = total(columns, kernelColumns, columnStride);
  return {
    top: Math.floor(vertical / 2),
    bottom: Math.ceil(vertical / 2),
    left: Math.floor(horizontal / 2),
    right: Math.ceil(horizontal / 2),
  };
}

function checkWhole(sizes: Record<string, number>, least: number): void {
  for (const name in sizes) { // no list of entries, as this runs at every call
    const size = sizes[name];
    if (Number.isSafeInteger(size) && size >= least) continue;
    throw new RangeError(`Cannot use ${name} ${size}: need a whole number of ${least} or more`);
  }
}
