import type { Trace } from "../../domain/mod.ts";

/** Samples off the expected place from which a packet does not go on where the last one ended. */
const LARGEST_DRIFT = 0.5;

/** The last seconds of one channel, without a gap, in memory that does not grow. */
export class ChannelRecord {
  readonly samplingRateHz: number;
  readonly #samples: Float64Array;
  readonly #kept: number;
  #count = 0;
  #startMs = NaN;

  /** Keeps at least the last `seconds`. */
  constructor({ samplingRateHz, seconds }: { samplingRateHz: number; seconds: number }) {
    this.samplingRateHz = samplingRateHz;
    this.#kept = Math.ceil(seconds * samplingRateHz);
    this.#samples = new Float64Array(4 * this.#kept);
  }

  /** Time of the sample that would come next, UTC epoch milliseconds; NaN before the first. */
  get endMs(): number {
    return this.#startMs + this.#count * 1000 / this.samplingRateHz;
  }

  /** Time of the first sample that is kept, UTC epoch milliseconds; NaN before the first. */
  get startMs(): number {
    return this.#startMs;
  }

  /**
   * Takes the next samples: "joined" where they go on, "restarted" after a gap (what was before is let
   * go), "late" where their time has passed already (nothing is taken).
   */
  append({ startTimeMs, samples }: Trace): "joined" | "restarted" | "late" {
    const apart = (startTimeMs - this.endMs) * this.samplingRateHz / 1000;
    if (apart < -LARGEST_DRIFT) return "late";
    const joined = apart <= LARGEST_DRIFT;
    if (!joined) {
      this.#count = 0;
      this.#startMs = startTimeMs;
    }
    for (let from = 0; from < samples.length; from += this.#kept) {
      const piece = samples.subarray(from, Math.min(samples.length, from + this.#kept));
      this.#makeRoom(piece.length);
      this.#samples.set(piece, this.#count);
      this.#count += piece.length;
    }
    return joined ? "joined" : "restarted";
  }

  /** Samples from one time to before another, and the time of the first; a view that the next append spoils. */
  slice(fromMs: number, toMs: number): { samples: Float64Array; startMs: number } {
    const rate = this.samplingRateHz / 1000;
    const clamp = (place: number) => Math.min(this.#count, Math.max(0, place));
    const from = clamp(Math.ceil((fromMs - this.#startMs) * rate - 1e-6));
    const to = Math.max(from, clamp(Math.ceil((toMs - this.#startMs) * rate - 1e-6)));
    return { samples: this.#samples.subarray(from, to), startMs: this.#startMs + from / rate };
  }

  #makeRoom(count: number): void {
    if (this.#count + count <= this.#samples.length) return;
    const drop = this.#count - this.#kept;
    this.#samples.copyWithin(0, drop, this.#count);
    this.#startMs += drop * 1000 / this.samplingRateHz;
    this.#count -= drop;
  }
}
