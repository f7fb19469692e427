import {
  ConfigurationError,
  type KeptLiveData,
  type KeptLiveMessage,
  type LiveMessage,
  type PassingLiveData,
  type PassingLiveMessage,
} from "../../domain/mod.ts";

/** How a live feed keeps its messages. */
export interface LiveFeedOptions {
  /** Messages that are kept for replay; 10,000 unless given. */
  readonly keep?: number;
  /** Number of the first message; 1 unless given, as where an earlier process left off. */
  readonly firstNumber?: number;
  /** The last messages of an earlier process, oldest first; they end before `firstNumber`. */
  readonly earlier?: readonly KeptLiveMessage[];
  /** Called after a message was kept and before anybody is told, such as to write it down; must not throw. */
  readonly record?: (feed: LiveFeed) => void;
}

/** Receives messages as they are told. It must not wait: what it cannot take at once it lets go. */
export type LiveListener = (message: LiveMessage) => void;

/**
 * Everything a live system tells, in order. Kept messages are numbered without gaps and can be replayed
 * from any number that is still kept; passing ones go to whoever listens and are forgotten.
 *
 * @example
 * ```ts
 * import { LiveFeed } from "@quakecast/quakecast/monitoring";
 * const feed = new LiveFeed();
 * feed.tell("notice", { level: "information", kind: "start", message: "Begun." }, 0);
 * console.assert(feed.after(0)[0].number === 1);
 * ```
 */
export class LiveFeed {
  readonly #keep: number;
  readonly #record: (feed: LiveFeed) => void;
  readonly #listeners = new Set<LiveListener>();
  #kept: KeptLiveMessage[];
  #next: number;

  /** Throws ConfigurationError where fewer than one message are to be kept. */
  constructor({ keep = 10_000, firstNumber = 1, earlier = [], record }: LiveFeedOptions = {}) {
    if (!(Number.isInteger(keep) && keep >= 1)) {
      throw new ConfigurationError(`Cannot keep ${keep} messages: expected 1 or more.`, "keep");
    }
    this.#keep = keep;
    this.#record = record ?? (() => {});
    this.#kept = earlier.slice(-keep);
    this.#next = firstNumber;
  }

  /** Number of the newest kept message; one less than the first where there is none. */
  get newest(): number {
    return this.#next - 1;
  }

  /** Number of the oldest message that can be replayed; one more than the newest where there is none. */
  get oldest(): number {
    return this.#kept[0]?.number ?? this.#next;
  }

  /** Tells and keeps a message, and gives it with its number. Times are UTC epoch milliseconds. */
  tell<Kind extends keyof KeptLiveData>(
    kind: Kind,
    data: KeptLiveData[Kind],
    timeMs: number,
  ): KeptLiveMessage {
    const message = { number: this.#next++, kind, timeMs, data } as KeptLiveMessage;
    this.#kept.push(message);
    if (this.#kept.length >= 2 * this.#keep) this.#kept = this.#kept.slice(-this.#keep);
    this.#record(this);
    for (const listener of this.#listeners) listener(message);
    return message;
  }

  /** Tells a message that is not kept. Times are UTC epoch milliseconds. */
  pass<Kind extends keyof PassingLiveData>(
    kind: Kind,
    data: PassingLiveData[Kind],
    timeMs: number,
  ): void {
    const message = { kind, timeMs, data } as PassingLiveMessage;
    for (const listener of this.#listeners) listener(message);
  }

  /** Kept messages after a number, oldest first, at most so many: all that are left where some are gone. */
  after(number: number, most: number = Infinity): KeptLiveMessage[] {
    const skip = Math.max(0, number + 1 - this.oldest);
    return this.#kept.slice(skip, skip + most);
  }

  /** Tells a listener everything from now on, until the function it gives is called. */
  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }
}
