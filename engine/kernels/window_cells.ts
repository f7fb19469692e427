import { type WindowShape, windowSizes } from "./window_shape.ts";

/** A cell of the input under a window: places of pixels, without their channels. */
export interface WindowCell {
  /** The window, among all of the output. [batch, outputRows, outputColumns] */
  output: number;
  /** The cell in the input. [batch, rows, columns] */
  input: number;
  /** The cell in the window. [kernelRows, kernelColumns] */
  tap: number;
}

/** Every cell of every window that lies inside of the input, windows and cells in their order. */
export function* windowCells(shape: WindowShape): Generator<WindowCell> {
  const { batch, rows, columns, kernelRows, kernelColumns, ...sizes } = windowSizes(shape);
  const { rowStride, columnStride, outputRows, outputColumns, padding } = sizes;
  for (let output = 0; output < batch * outputRows * outputColumns; output++) {
    const top = Math.floor(output / outputColumns) % outputRows * rowStride - padding.top;
    const left = output % outputColumns * columnStride - padding.left;
    const example = Math.floor(output / outputColumns / outputRows);
    for (let tap = 0; tap < kernelRows * kernelColumns; tap++) {
      const row = top + Math.floor(tap / kernelColumns);
      const column = left + tap % kernelColumns;
      if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
      yield { output, input: (example * rows + row) * columns + column, tap };
    }
  }
}
