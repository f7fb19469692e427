import type { Samples, Trace } from "../../domain/mod.ts";

/** Samples of one channel that grow at their end, on the time grid of the first trace. */
export class JoinedSamples {
  readonly #first: Trace;
  #values: Float64Array;
  #length: number;
  /** Whether every piece so far has the kind of the first. */
  #sameKind = true;

  /** Starts with the samples of a trace. */
  constructor(first: Trace) {
    this.#first = first;
    this.#values = new Float64Array(first.samples);
    this.#length = first.samples.length;
  }

  /** Samples so far. */
  get length(): number {
    return this.#length;
  }

  /** Samples a second. */
  get samplingRateHz(): number {
    return this.#first.samplingRateHz;
  }

  /** The last sample. */
  get last(): number {
    return this.#values[this.#length - 1];
  }

  /** Place of an instant among the samples, with fractions. */
  placeOf(timeMs: number): number {
    return (timeMs - this.#first.startTimeMs) * this.samplingRateHz / 1000;
  }

  /** The instant of a place, UTC epoch milliseconds. */
  timeAt(place: number): number {
    return this.#first.startTimeMs + place * 1000 / this.samplingRateHz;
  }

  /** Appends samples; `sameKind` where they can be written as any kind. */
  append(samples: Samples, { sameKind = false } = {}): void {
    const length = this.#length + samples.length;
    if (length > this.#values.length) {
      const grown = new Float64Array(Math.max(length, 2 * this.#length));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(samples, this.#length);
    this.#length = length;
    this.#sameKind &&= sameKind || samples.constructor === this.#first.samples.constructor;
  }

  /** Writes samples over those that there are. */
  overwrite(samples: Samples, place: number): void {
    this.#values.set(samples, place);
    this.#sameKind &&= samples.constructor === this.#first.samples.constructor;
  }

  /** From the first to after the last of `count` samples that differ from those at `place`. */
  findDisagreement(
    samples: Samples,
    place: number,
    count: number,
  ): { from: number; to: number } | undefined {
    let [from, to] = [-1, -1];
    for (let i = 0; i < count; i++) {
      if (samples[i] === this.#values[place + i]) continue;
      if (from < 0) from = place + i;
      to = place + i + 1;
    }
    return from < 0 ? undefined : { from, to };
  }

  /** The whole as a trace, in the kind of the first where all pieces have it. */
  toTrace(): Trace {
    const values = this.#values.subarray(0, this.#length);
    const { samples } = this.#first;
    if (!this.#sameKind || samples instanceof Float64Array) {
      return { ...this.#first, samples: values.slice() };
    }
    const kept = samples instanceof Int32Array ? Int32Array : Float32Array;
    return { ...this.#first, samples: new kept(values) };
  }
}
