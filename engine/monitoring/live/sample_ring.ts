import type { Trace } from "../../domain/mod.ts";

interface Stretch {
  first: Trace;
  /** Place of its first sample among all that were ever written. */
  from: number;
  count: number;
}

/** The last samples of one channel, in as many stretches as there are gaps between them. */
export class SampleRing {
  readonly #samples: Float64Array;
  #written = 0;
  #stretches: Stretch[] = [];

  /** Holds so many samples. */
  constructor(capacity: number) {
    this.#samples = new Float64Array(capacity);
  }

  /** How many samples it can hold. */
  get capacity(): number {
    return this.#samples.length;
  }

  /** Writes a piece that is not older than the last one. */
  write(trace: Trace): void {
    const { samples, startTimeMs, samplingRateHz } = trace;
    if (samples.length === 0) return;
    const last = this.#stretches.at(-1);
    const expectedMs = last === undefined ? NaN : timeAt(last, last.count);
    const apart = (startTimeMs - expectedMs) * samplingRateHz / 1000;
    if (last !== undefined && Math.abs(apart) <= 0.5) last.count += samples.length;
    else {
      // The samples of the first piece are not kept twice.
      const first = { ...trace, samples: NOTHING };
      this.#stretches.push({ first, from: this.#written, count: samples.length });
    }
    const capacity = this.#samples.length;
    let place = this.#written % capacity;
    if (place + samples.length <= capacity) this.#samples.set(samples, place);
    else {
      const from = Math.max(0, samples.length - capacity);
      place = (this.#written + from) % capacity;
      for (let i = from; i < samples.length; i++) {
        this.#samples[place] = samples[i];
        if (++place === capacity) place = 0;
      }
    }
    this.#written += samples.length;
    const oldest = this.#written - capacity;
    while (this.#stretches[0].from + this.#stretches[0].count <= oldest) this.#stretches.shift();
  }

  /** Copies of the stretches from `fromMs` on and before `toMs`, UTC epoch milliseconds. */
  read({ fromMs = -Infinity, toMs = Infinity }: { fromMs?: number; toMs?: number } = {}): Trace[] {
    const capacity = this.#samples.length;
    const oldest = Math.max(0, this.#written - capacity);
    const traces: Trace[] = [];
    for (const stretch of this.#stretches) {
      const { first, from, count } = stretch;
      const placeOf = (timeMs: number) =>
        Math.ceil((timeMs - first.startTimeMs) * first.samplingRateHz / 1000 - 1e-6);
      const begin = Math.max(0, oldest - from, placeOf(fromMs));
      const end = Math.min(count, placeOf(toMs));
      if (end <= begin) continue;
      const samples = Float64Array.from(
        { length: end - begin },
        (_, i) => this.#samples[(from + begin + i) % capacity],
      );
      traces.push({ ...first, startTimeMs: timeAt(stretch, begin), samples });
    }
    return traces;
  }
}

const NOTHING = new Float64Array(0);

function timeAt({ first }: Stretch, place: number): number {
  return first.startTimeMs + place * 1000 / first.samplingRateHz;
}
