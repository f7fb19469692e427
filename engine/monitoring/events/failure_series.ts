/** Steps in a row after which a chain counts as sound again. */
const SOUND_AFTER_STEPS = 60;
/** Longest rest before a new start, milliseconds. */
const LONGEST_REST_MS = 60_000;

/** Failures of a chain that has not been sound in between: the first is told, each new start waits longer. */
export class FailureSeries {
  #failures = 0;
  #sound = 0;

  /** Steps were answered. */
  worked(steps: number): void {
    this.#sound += steps;
    if (this.#sound >= SOUND_AFTER_STEPS) this.#failures = 0;
  }

  /** It failed: whether that is to be told, and how many milliseconds to rest before it is started anew. */
  failed(): { isFirst: boolean; restMs: number } {
    this.#sound = 0;
    const before = this.#failures++;
    const restMs = before === 0 ? 0 : Math.min(LONGEST_REST_MS, 1000 * 2 ** (before - 1));
    return { isFirst: before === 0, restMs };
  }
}
