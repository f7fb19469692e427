import { type WindowCell, windowCells } from "./window_cells.ts";
import { type WindowShape, windowSizes } from "./window_shape.ts";

/** A pool's input and the gradient of its output, numbers side by side. */
export interface PoolValues {
  /** Input. [batch, rows, columns, channels] */
  x: ArrayLike<number>;
  /** Gradient of the output. [batch, outputRows, outputColumns, channels] */
  slope: ArrayLike<number>;
}

/** What a pool gives, and the gradient to its input. */
export interface PoolResults {
  /** Output. [batch, outputRows, outputColumns, channels] */
  output: Float64Array;
  /** Gradient to the input. [batch, rows, columns, channels] */
  gradient: Float64Array;
}

/** Largest values of windows, and the gradient, which goes to the first of them, by the definition. */
export function maxPoolReference(shape: WindowShape, { x, slope }: PoolValues): PoolResults {
  const { channels } = shape;
  const { size, cells } = cellsByOutput(shape);
  const [output, gradient] = [new Float64Array(size), new Float64Array(x.length)];
  output.fill(-Infinity);
  for (let i = 0; i < size; i++) {
    let first = -1;
    for (const cell of cells[Math.floor(i / channels)]) {
      const place = cell * channels + i % channels;
      const isLarger = x[place] > output[i] || Number.isNaN(x[place]) && !Number.isNaN(output[i]);
      if (first >= 0 && !isLarger) continue;
      first = place;
      output[i] = x[place];
    }
    if (first >= 0) gradient[first] += slope[i];
  }
  return { output, gradient };
}

/** Averages of windows, and the gradient, by the definition. */
export function averagePoolReference(shape: WindowShape, { x, slope }: PoolValues): PoolResults {
  const { channels } = shape;
  const { size, cells } = cellsByOutput(shape);
  const [output, gradient] = [new Float64Array(size), new Float64Array(x.length)];
  for (let i = 0; i < size; i++) {
    const places = cells[Math.floor(i / channels)].map((cell) => cell * channels + i % channels);
    for (const place of places) {
      output[i] += x[place] / places.length;
      gradient[place] += slope[i] / places.length;
    }
    if (places.length === 0) output[i] = NaN;
  }
  return { output, gradient };
}

/** The inputs under each window. */
function cellsByOutput(
  shape: WindowShape,
): { size: number; cells: WindowCell["input"][][] } {
  const { batch, channels, outputRows, outputColumns } = windowSizes(shape);
  const windows = batch * outputRows * outputColumns;
  const cells: number[][] = Array.from({ length: windows }, () => []);
  for (const { output, input } of windowCells(shape)) cells[output].push(input);
  return { size: windows * channels, cells };
}
