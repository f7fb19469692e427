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
  /** Most characters of JSON that they may be together, since alerts are long; 8 million unless given. */
  readonly keepCharacters?: number;
  /** Number of the first message; 1 unless given, as where an earlier process left off. */
  readonly firstNumber?: number;
  /** The last messages of an earlier process, oldest first; they end before `firstNumber`. */
  readonly earlier?: readonly KeptLiveMessage[];
  /** Called after a message was kept and before anybody is told, such as to write it down; must not throw. */
  readonly record?: (feed: LiveFeed) => void;
}

/** Messages are let go many at a time: once there are so many times as many as are kept. */
const SLACK = 1.125;

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
  readonly #keepCharacters: number;
  readonly #record: (feed: LiveFeed) => void;
  readonly #listeners = new Set<LiveListener>();
  #kept: KeptLiveMessage[];
  /** Characters of each kept message, and of all. [message] */
  #lengths: number[];
  #characters = 0;
  #next: number;

  /** Throws ConfigurationError where fewer than one message are to be kept. */
  constructor(options: LiveFeedOptions = {}) {
    const { keep = 10_000, keepCharacters = 8e6, firstNumber = 1, earlier = [], record } = options;
    if (!(Number.isInteger(keep) && keep >= 1)) {
      throw new ConfigurationError(`Cannot keep ${keep} messages: expected 1 or more.`, "keep");
    }
    [this.#keep, this.#keepCharacters] = [keep, keepCharacters];
    this.#record = record ?? (() => {});
    this.#kept = earlier.slice(-keep);
    this.#lengths = this.#kept.map(lengthOf);
    this.#characters = this.#lengths.reduce((sum, length) => sum + length, 0);
    this.#next = firstNumber;
    this.#forget();
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
    const length = lengthOf(message);
    this.#lengths.push(length);
    this.#characters += length;
    this.#forget();
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

  /** Lets go of the oldest where there are too many, or they are too long; never of the newest. */
  #forget(): void {
    const isTooMuch = this.#kept.length > SLACK * this.#keep ||
      this.#characters > SLACK * this.#keepCharacters;
    if (!isTooMuch) return;
    let drop = Math.max(0, this.#kept.length - this.#keep);
    let left = this.#characters;
    for (let i = 0; i < drop; i++) left -= this.#lengths[i];
    while (drop < this.#kept.length - 1 && left > this.#keepCharacters) {
      left -= this.#lengths[drop++];
    }
    this.#kept = this.#kept.slice(drop);
    this.#lengths = this.#lengths.slice(drop);
    this.#characters = left;
  }
}

function lengthOf({ data }: KeptLiveMessage): number {
  return JSON.stringify(data).length;
}
