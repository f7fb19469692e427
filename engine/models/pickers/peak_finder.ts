/** A local maximum of a curve. */
export interface Peak {
  /** Sample of the largest value. */
  readonly index: number;
  /** Where the parabola through it and its neighbours is largest, samples after `index`, −½ to ½. */
  readonly offset: number;
  /** The value at `index`. */
  readonly value: number;
}

/** What counts as a peak. */
export interface PeakOptions {
  /** Smallest value of a peak. */
  readonly threshold: number;
  /** Samples: of peaks this near to a larger one, or nearer, only the larger stays. */
  readonly minimumDistance: number;
}

/**
 * Finds peaks in a curve that comes sample by sample; the same ones however it is cut into calls. A peak
 * is told once nothing that follows can take its place. The first and last sample are none.
 *
 * Source: AI4EPS/PhaseNet, detect_peaks.py (rising edge, mpd).
 *
 * @example
 * ```ts
 * import { type Peak, PeakFinder } from "@quakecast/quakecast/models";
 * const peaks: Peak[] = [];
 * const finder = new PeakFinder({ threshold: 0.3, minimumDistance: 2 }, (peak) => peaks.push(peak));
 * [0, 0.5, 0.8, 0.5, 0, 0.2, 0].forEach((value, index) => finder.push(index, value));
 * finder.finish();
 * if (peaks.length !== 1 || peaks[0].index !== 2 || peaks[0].offset !== 0) throw new Error();
 * ```
 */
export class PeakFinder {
  readonly #options: PeakOptions;
  readonly #tell: (peak: Peak) => void;
  /** Peaks that may still hide one another, each near the one before it. */
  #chain: Peak[] = [];
  #before = NaN;
  #last = NaN;

  /** Reads nothing yet; `tell` is called with every peak, in order of time. */
  constructor(options: PeakOptions, tell: (peak: Peak) => void) {
    this.#options = options;
    this.#tell = tell;
  }

  /** Takes the next sample; `index` is one more than at the call before. */
  push(index: number, value: number): void {
    const [before, last] = [this.#before, this.#last];
    this.#before = last;
    this.#last = value;
    const { threshold, minimumDistance } = this.#options;
    const end = this.#chain.at(-1);
    if (end !== undefined && index - 1 - end.index > minimumDistance) this.#endChain();
    if (!(last >= threshold) || !(before < last) || !(last >= value)) return;
    const bend = before - 2 * last + value;
    const offset = bend < 0 ? (before - value) / (2 * bend) : 0;
    this.#chain.push({ index: index - 1, offset, value: last });
  }

  /** Ends the curve; the next sample begins another. */
  finish(): void {
    this.#endChain();
    this.#before = NaN;
    this.#last = NaN;
  }

  #endChain(): void {
    const { minimumDistance } = this.#options;
    const kept: Peak[] = [];
    for (const peak of this.#chain.sort((a, b) => b.value - a.value || a.index - b.index)) {
      if (kept.every(({ index }) => Math.abs(index - peak.index) > minimumDistance)) {
        kept.push(peak);
      }
    }
    this.#chain = [];
    for (const peak of kept.sort((a, b) => a.index - b.index)) this.#tell(peak);
  }
}
