import type { ChannelCode, Trace } from "../../domain/mod.ts";

/** Samples that there is room for at first. */
const FIRST_ROOM = 4096;

/**
 * Pieces of one channel, one after the other in one block of memory, so that no packet is held on to and
 * those that follow each other are read as one trace without copying.
 */
export class JoinedPieces {
  readonly #code: ChannelCode;
  #samples = new Float64Array(FIRST_ROOM);
  #count = 0;
  /** Of each piece: its time and rate, how many samples it has, and the time of the last. [piece] */
  #startsMs: number[] = [];
  #ratesHz: number[] = [];
  #counts: number[] = [];
  #endsMs: number[] = [];

  /** Of a channel. */
  constructor(code: ChannelCode) {
    this.#code = code;
  }

  /** Time of the last sample, UTC epoch milliseconds; −Infinity where there is none. */
  get endMs(): number {
    return this.#endsMs.at(-1) ?? -Infinity;
  }

  /** Takes a piece, which is not empty and begins after all others. */
  push({ samples, startTimeMs, samplingRateHz }: Trace): void {
    const count = samples.length;
    this.#makeRoom(count);
    this.#samples.set(samples, this.#count);
    this.#count += count;
    this.#startsMs.push(startTimeMs);
    this.#ratesHz.push(samplingRateHz);
    this.#counts.push(count);
    this.#endsMs.push(startTimeMs + (count - 1) * 1000 / samplingRateHz);
  }

  /** Lets go of the pieces that end before a time; gives whether any are left. */
  forget(beforeMs: number): boolean {
    let [gone, samples] = [0, 0];
    while (gone < this.#endsMs.length && this.#endsMs[gone] < beforeMs) {
      samples += this.#counts[gone++];
    }
    if (gone > 0) {
      for (const list of [this.#startsMs, this.#ratesHz, this.#counts, this.#endsMs]) {
        list.splice(0, gone);
      }
      this.#samples.copyWithin(0, samples, this.#count);
      this.#count -= samples;
    }
    return this.#endsMs.length > 0;
  }

  /** What there is, pieces that follow each other as one trace; views that the next call spoils. */
  read(): Trace[] {
    const traces: Trace[] = [];
    for (let first = 0, from = 0; first < this.#counts.length;) {
      let [next, to] = [first + 1, from + this.#counts[first]];
      while (next < this.#counts.length && this.#follows(next)) to += this.#counts[next++];
      traces.push({
        ...{ code: this.#code, startTimeMs: this.#startsMs[first] },
        ...{ samplingRateHz: this.#ratesHz[first], samples: this.#samples.subarray(from, to) },
      });
      [first, from] = [next, to];
    }
    return traces;
  }

  /** Whether a piece goes on where the last one ended, within half a sample, so that no filter begins anew. */
  #follows(piece: number): boolean {
    const rateHz = this.#ratesHz[piece];
    return this.#ratesHz[piece - 1] === rateHz &&
      Math.abs(this.#startsMs[piece] - this.#endsMs[piece - 1] - 1000 / rateHz) < 500 / rateHz;
  }

  #makeRoom(count: number): void {
    if (this.#count + count <= this.#samples.length) return;
    const roomy = new Float64Array(2 * (this.#count + count));
    roomy.set(this.#samples.subarray(0, this.#count));
    this.#samples = roomy;
  }
}
