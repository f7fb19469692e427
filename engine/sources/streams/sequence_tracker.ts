/** Numbers that lie further ahead than this are not believed at once. */
const MOST_STEP = 1_000_000n;
/** Numbers of version 3 have six hexadecimal digits and begin anew after FFFFFF. */
const WRAP_3 = 1n << 24n;

/**
 * Keeps the number after which a station's packets are to be resumed. A number that goes back or far
 * ahead is believed only when the next packet goes on from it (the server counts anew); until then
 * the old place is kept, so that a wrong number cannot lose data.
 */
export class SequenceTracker {
  readonly #wrap: bigint | undefined;
  #last: bigint | undefined;
  #doubted: bigint | undefined;

  /** Numbers of version 3 wrap, those of version 4 only grow. */
  constructor(version: 3 | 4) {
    this.#wrap = version === 3 ? WRAP_3 : undefined;
  }

  /** The number to ask for next; undefined before the first packet. */
  get next(): bigint | undefined {
    if (this.#last === undefined) return undefined;
    const next = this.#last + 1n;
    return this.#wrap === undefined ? next : next % this.#wrap;
  }

  /** Takes the number of a packet; says what it is compared with those before. */
  take(sequence: bigint): "next" | "again" | "doubted" | "counted anew" {
    if (sequence === this.#last) return "again";
    if (this.#last === undefined || this.#follows(this.#last, sequence)) {
      this.#last = sequence;
      this.#doubted = undefined;
      return "next";
    }
    if (this.#doubted !== undefined && this.#follows(this.#doubted, sequence)) {
      this.#last = sequence;
      this.#doubted = undefined;
      return "counted anew";
    }
    this.#doubted = sequence;
    return "doubted";
  }

  #follows(before: bigint, sequence: bigint): boolean {
    const wrap = this.#wrap;
    const step = sequence - before;
    const forward = wrap === undefined ? step : (step % wrap + wrap) % wrap;
    return forward > 0n && forward <= MOST_STEP;
  }
}
