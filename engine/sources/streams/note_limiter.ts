import type { WaveformNote } from "../../domain/mod.ts";

/** Kinds and channels that are counted apart; further ones share one count. */
const MOST_KEYS = 4096;

/**
 * Passes on notes of one kind and channel the first, second, fourth, eighth ... time, with the count,
 * so that a station that goes wrong all the time is told without end neither in time nor in memory.
 */
export class NoteLimiter {
  readonly #counts = new Map<string, number>();
  readonly #onNote: (note: WaveformNote) => void;

  /** `onNote` is told. */
  constructor(onNote: (note: WaveformNote) => void) {
    this.#onNote = onNote;
  }

  /** Takes a note. */
  readonly note = (note: WaveformNote): void => {
    const own = `${note.kind} ${note.channel ?? ""}`;
    const key = this.#counts.has(own) || this.#counts.size < MOST_KEYS ? own : "";
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if ((count & count - 1) !== 0) return;
    const message = count < 4 ? note.message : `${note.message} (${count} times by now)`;
    this.#onNote({ ...note, message });
  };
}
