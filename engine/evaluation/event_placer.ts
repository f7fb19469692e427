import type { RandomStream } from "../mathematics/mod.ts";

/** Puts events into cells in proportion to rates, and takes them out again. */
export class EventPlacer {
  /** Events in each cell. [cell] */
  readonly counts: Float64Array;
  readonly #sums: Float64Array;
  /** Where to start looking, for each of as many equal parts of the whole as there are cells. */
  readonly #guide: Uint32Array;
  readonly #touched: number[] = [];

  /** Starts with no event; the rates must not be negative. */
  constructor(rates: ArrayLike<number>) {
    this.counts = new Float64Array(rates.length);
    this.#sums = new Float64Array(rates.length);
    let sum = 0;
    for (let cell = 0; cell < rates.length; cell++) this.#sums[cell] = sum += rates[cell];
    this.#guide = new Uint32Array(rates.length);
    for (let part = 0, cell = 0; part < rates.length; part++) {
      const reached = part / rates.length * sum;
      while (cell < rates.length - 1 && this.#sums[cell] <= reached) cell++;
      this.#guide[part] = cell;
    }
  }

  /** Sum of the rates. */
  get total(): number {
    return this.#sums.length === 0 ? 0 : this.#sums[this.#sums.length - 1];
  }

  /** Puts one event into a cell and gives the cell. */
  place(random: RandomStream): number {
    const part = random.uniform();
    const sought = part * this.total;
    // The first cell whose sum exceeds the number sought: never one without a rate. Rounding may
    // have the guide a cell too far.
    let cell = this.#guide[Math.floor(part * this.#sums.length)];
    while (cell > 0 && this.#sums[cell - 1] > sought) cell--;
    while (cell < this.#sums.length - 1 && this.#sums[cell] <= sought) cell++;
    this.counts[cell]++;
    this.#touched.push(cell);
    return cell;
  }

  /** Takes all events out. */
  clear(): void {
    for (const cell of this.#touched) this.counts[cell] = 0;
    this.#touched.length = 0;
  }
}
