import type { RandomStream } from "../mathematics/mod.ts";

/** Puts events into cells in proportion to rates, and takes them out again. */
export class EventPlacer {
  /** Events in each cell. [cell] */
  readonly counts: Float64Array;
  readonly #sums: Float64Array;
  readonly #touched: number[] = [];

  /** Starts with no event; the rates must not be negative. */
  constructor(rates: ArrayLike<number>) {
    this.counts = new Float64Array(rates.length);
    this.#sums = new Float64Array(rates.length);
    let sum = 0;
    for (let cell = 0; cell < rates.length; cell++) this.#sums[cell] = sum += rates[cell];
  }

  /** Sum of the rates. */
  get total(): number {
    return this.#sums.length === 0 ? 0 : this.#sums[this.#sums.length - 1];
  }

  /** Puts one event into a cell and gives the cell. */
  place(random: RandomStream): number {
    const sought = random.uniform() * this.total;
    let [low, high] = [0, this.#sums.length - 1];
    // The first cell whose sum exceeds the number sought: never one without a rate.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle] > sought) high = middle;
      else low = middle + 1;
    }
    this.counts[low]++;
    this.#touched.push(low);
    return low;
  }

  /** Takes all events out. */
  clear(): void {
    for (const cell of this.#touched) this.counts[cell] = 0;
    this.#touched.length = 0;
  }
}
