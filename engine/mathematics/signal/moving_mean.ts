/**
 * The mean of the last `length` samples, for a stream that comes in pieces; at its start the mean of
 * those there are. No sum is ever taken back, so a strong stretch leaves no rounding behind: the
 * window is a tail of one block, summed from its end, and a head of the next, summed from its start.
 * Linear time; pieces come out as the whole would, to the bit.
 *
 * Source: van Herk (1992), A fast algorithm for local minimum and maximum filters, for sums.
 */
export class MovingMean {
  readonly #length: number;
  /** Samples of the block that is being filled. [length] */
  readonly #block: Float64Array;
  /** Sums of the block before from each place to its end, and 0 after it. [length + 1] */
  readonly #tails: Float64Array;
  #filled = 0;
  #head = 0;
  #seen = 0;

  /** Throws RangeError where `length` is not a positive integer. */
  constructor(length: number) {
    if (!(Number.isInteger(length) && length >= 1)) {
      throw new RangeError(`Cannot take the mean of the last ${length} samples`);
    }
    this.#length = length;
    this.#block = new Float64Array(length);
    this.#tails = new Float64Array(length + 1);
  }

  /** The mean at each of the next samples. [sample] to [sample] */
  push(samples: ArrayLike<number>): Float64Array {
    const means = new Float64Array(samples.length);
    for (let i = 0; i < samples.length; i++) means[i] = this.next(samples[i]);
    return means;
  }

  /** The mean once one more sample is there. */
  next(sample: number): number {
    const length = this.#length;
    this.#block[this.#filled++] = sample;
    this.#head += sample;
    if (this.#seen < length) this.#seen++;
    const mean = (this.#tails[this.#filled] + this.#head) / this.#seen;
    if (this.#filled === length) {
      let sum = 0;
      for (let place = length - 1; place >= 0; place--) {
        sum += this.#block[place];
        this.#tails[place] = sum;
      }
      this.#filled = 0;
      this.#head = 0;
    }
    return mean;
  }
}
