import { parseDuration } from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import type { StreamSettings } from "./stream_settings.ts";

/** Waits between tries that double up to a limit; the upper half of each is drawn by a seed. */
export class BackOff {
  readonly #random: RandomStream;
  readonly #firstMs: number;
  readonly #longestMs: number;
  #failures = 0;

  /** The seed is that of the settings, the name keeps two sources apart. */
  constructor(settings: StreamSettings, name: string) {
    this.#random = new RandomStream(`${settings.seed} ${name}`);
    this.#firstMs = parseDuration(settings.firstWait, "firstWait");
    this.#longestMs = parseDuration(settings.longestWait, "longestWait");
  }

  /** The next wait, milliseconds. */
  next(): number {
    const fullMs = Math.min(this.#longestMs, this.#firstMs * 2 ** Math.min(30, this.#failures++));
    return fullMs * (0.5 + 0.5 * this.#random.uniform());
  }

  /** A try succeeded: the waits begin anew. */
  reset(): void {
    this.#failures = 0;
  }
}

/** Waits so long; ends early, without an error, once the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { once: true });
  });
}
