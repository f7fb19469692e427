import { normaliseWindow, type Picker } from "../../models/mod.ts";
import type { RowBuffer } from "./row_buffer.ts";

/** Windows that are asked in one call, where so many are ready. */
const BATCH = 8;

/** What takes the blended probabilities of a sample, once no window can change them. [class] */
export type TakeProbabilities = (index: number, probabilities: Float64Array) => void;

/** How windows lie. */
interface StretchOptions {
  /** First row. */
  start: number;
  /** Samples between two windows. */
  step: number;
  /** What looks at the windows. */
  picker: Picker;
  /** Told every row, in order. */
  take: TakeProbabilities;
}

/**
 * A stretch of samples without a gap, seen through overlapping windows. Windows start at multiples of
 * `step` of the grid of time, wherever the stretch starts; one more stands at its very start and one at
 * its very end, and a stretch shorter than a window stands in the middle of one, between zeros. Each
 * window scales its own samples. Where windows overlap, their probabilities are averaged with the
 * weights of a raised cosine, so that a sample counts most where a window sees what is around it.
 */
export class Stretch {
  readonly #options: StretchOptions;
  readonly #start: number;
  readonly #weights: Float64Array;
  /** From `#told` on: sums of weighted probabilities, the sum of weights last. [row, class + 1] */
  readonly #sums: Float64Array;
  readonly #width: number;
  /** First row that is not told yet. */
  #told: number;
  /** Start of the last window that was looked at. */
  #latest = -Infinity;

  /** Looks at nothing yet. */
  constructor(options: StretchOptions) {
    const { start, step, picker } = options;
    const { windowSamples, classes } = picker;
    if (!(step >= 1 && step <= windowSamples / 2)) {
      throw new RangeError(`Cannot lay windows every ${step} samples: half a window at most.`);
    }
    this.#options = options;
    this.#start = start;
    this.#told = start;
    this.#width = classes.length + 1;
    this.#weights = raisedCosine(windowSamples);
    this.#sums = new Float64Array(windowSamples * this.#width);
  }

  /** First row whose samples are still needed. */
  get needed(): number {
    return Math.max(this.#start, this.#latest);
  }

  /** Looks at every window that ends by row `edge`, up to which the rows are there. */
  extend(edge: number, rows: RowBuffer): void {
    this.#look(this.#readyStarts(edge), rows);
    this.#tell(edge - this.#options.picker.windowSamples);
  }

  /** Ends the stretch before row `edge`; returns how many zeros a window had to be filled up with. */
  finish(edge: number, rows: RowBuffer): number {
    const { windowSamples } = this.#options.picker;
    const length = edge - this.#start;
    if (length >= windowSamples) {
      this.extend(edge, rows);
      if (this.#latest !== edge - windowSamples) this.#look([edge - windowSamples], rows);
      this.#tell(edge);
      return 0;
    }
    this.#lookAtShort(edge, rows);
    this.#tell(edge);
    return windowSamples - length;
  }

  /** Probabilities of the rows not told yet, as far as windows have seen them. */
  preview(take: TakeProbabilities): void {
    const end = this.#latest + this.#options.picker.windowSamples;
    this.#mean(end, take);
  }

  #readyStarts(edge: number): number[] {
    const { step, picker: { windowSamples } } = this.#options;
    const last = edge - windowSamples;
    const starts: number[] = [];
    if (this.#latest === -Infinity && this.#start <= last) starts.push(this.#start);
    const from = Math.max(this.#start, this.#latest) + 1;
    for (let at = Math.ceil(from / step) * step; at <= last; at += step) starts.push(at);
    return starts;
  }

  #look(starts: readonly number[], rows: RowBuffer): void {
    const { picker } = this.#options;
    const { windowSamples: samples, components: { length: components } } = picker;
    const size = samples * components;
    for (let first = 0; first < starts.length; first += BATCH) {
      const some = starts.slice(first, first + BATCH);
      const windows = new Float32Array(some.length * size);
      some.forEach((start, i) => {
        const out = windows.subarray(i * size, (i + 1) * size);
        normaliseWindow(rows.view(start, start + samples), out, { samples, components });
      });
      const said = picker.predict(windows, some.length);
      const answers = said.length / some.length;
      some.forEach((start, i) => {
        this.#tell(start);
        this.#add(start, said.subarray(i * answers, (i + 1) * answers), 0, samples);
        this.#latest = start;
      });
    }
  }

  #lookAtShort(edge: number, rows: RowBuffer): void {
    const { picker } = this.#options;
    const { windowSamples: samples, components: { length: components } } = picker;
    const length = edge - this.#start;
    const before = Math.floor((samples - length) / 2);
    const padded = new Float64Array(samples * components).fill(NaN);
    padded.set(rows.view(this.#start, edge), before * components);
    const window = new Float32Array(samples * components);
    normaliseWindow(padded, window, { samples, components });
    this.#add(this.#start - before, picker.predict(window, 1), before, before + length);
  }

  /** Adds rows `from` to `to` of a window's probabilities. */
  #add(start: number, probabilities: Float32Array, from: number, to: number): void {
    const width = this.#width;
    const classes = width - 1;
    for (let i = from; i < to; i++) {
      const weight = this.#weights[i];
      const place = (start + i - this.#told) * width;
      for (let k = 0; k < classes; k++) {
        this.#sums[place + k] += weight * probabilities[i * classes + k];
      }
      this.#sums[place + classes] += weight;
    }
  }

  /** Tells the rows before `end`, which no window will change any more. */
  #tell(end: number): void {
    const rows = end - this.#told;
    if (rows <= 0) return;
    this.#mean(end, this.#options.take);
    this.#sums.copyWithin(0, rows * this.#width);
    this.#sums.fill(0, this.#sums.length - rows * this.#width);
    this.#told = end;
  }

  #mean(end: number, take: TakeProbabilities): void {
    const width = this.#width;
    const means = new Float64Array(width - 1);
    for (let index = this.#told, place = 0; index < end; index++, place += width) {
      for (let k = 0; k < means.length; k++) {
        means[k] = this.#sums[place + k] / this.#sums[place + means.length];
      }
      take(index, means);
    }
  }
}

/** Weights that add up to a constant where windows overlap by half; none is 0. */
function raisedCosine(samples: number): Float64Array {
  return Float64Array.from({ length: samples }, (_, i) => {
    return Math.sin(Math.PI * (i + 0.5) / samples) ** 2;
  });
}
