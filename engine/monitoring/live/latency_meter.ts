import type { LatencyReport } from "../../domain/mod.ts";

/** Measures that a report is of: the newest. */
const KEPT = 4096;

/** Median and 99th percentile of the newest latencies, in bounded memory. */
export class LatencyMeter {
  readonly #values = new Float64Array(KEPT);
  #count = 0;

  /** One more, milliseconds. */
  add(milliseconds: number): void {
    this.#values[this.#count++ % KEPT] = milliseconds;
  }

  /** How the newest of them lie. */
  report(): LatencyReport {
    if (this.#count === 0) return { count: 0 };
    const sorted = this.#values.slice(0, Math.min(this.#count, KEPT)).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, sorted.length * share | 0)];
    return { count: this.#count, medianMs: at(0.5), p99Ms: at(0.99) };
  }
}
