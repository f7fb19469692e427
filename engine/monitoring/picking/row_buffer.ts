/**
 * Samples of several components side by side on one grid of time, of which the oldest are let go: row
 * `index` of the grid holds one sample of each; what is missing is NaN.
 */
export class RowBuffer {
  readonly #components: number;
  #values: Float64Array;
  #base = 0;
  #end = 0;

  /** Empty, with room for `rows` rows, which grows where it must. */
  constructor({ components, rows }: { components: number; rows: number }) {
    this.#components = components;
    this.#values = new Float64Array(rows * components).fill(NaN);
  }

  /** First row that is held. */
  get base(): number {
    return this.#base;
  }

  /** One behind the last row that is held. */
  get end(): number {
    return this.#end;
  }

  /** Lets go of everything and begins anew at a row. */
  reset(base: number): void {
    this.#values.fill(NaN, 0, (this.#end - this.#base) * this.#components);
    this.#base = base;
    this.#end = base;
  }

  /** Lets go of the rows before `index`. */
  dropBefore(index: number): void {
    const rows = index - this.#base;
    if (rows <= 0) return;
    if (index >= this.#end) return this.reset(index);
    const held = (this.#end - this.#base) * this.#components;
    this.#values.copyWithin(0, rows * this.#components, held);
    this.#values.fill(NaN, held - rows * this.#components, held);
    this.#base += rows;
  }

  /**
   * Writes samples of a component from row `index` on, not before `base`, where nothing was written
   * yet; returns how many rows held another number already and kept it.
   */
  write(component: number, index: number, samples: ArrayLike<number>): number {
    const count = this.#components;
    this.#makeRoom(index + samples.length - this.#base);
    let place = (index - this.#base) * count + component;
    let differing = 0;
    for (let i = 0; i < samples.length; i++, place += count) {
      const known = this.#values[place];
      if (known !== known) this.#values[place] = samples[i];
      else if (known !== samples[i]) differing++;
    }
    this.#end = Math.max(this.#end, index + samples.length);
    return differing;
  }

  /** Which components have a sample in a row that is held, the first as the lowest bit. */
  presence(index: number): number {
    const place = (index - this.#base) * this.#components;
    let bits = 0;
    for (let i = 0; i < this.#components; i++) {
      const value = this.#values[place + i];
      if (value === value) bits |= 1 << i;
    }
    return bits;
  }

  /** Rows that are held, as a view that lasts until the next change. [row, component] */
  view(from: number, to: number): Float64Array {
    const count = this.#components;
    return this.#values.subarray((from - this.#base) * count, (to - this.#base) * count);
  }

  #makeRoom(rows: number): void {
    const wanted = rows * this.#components;
    if (wanted <= this.#values.length) return;
    const grown = new Float64Array(Math.max(wanted, 2 * this.#values.length)).fill(NaN);
    grown.set(this.#values);
    this.#values = grown;
  }
}
