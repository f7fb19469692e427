import type { LiveMessage, PassingLiveMessage } from "../../engine/domain/mod.ts";
import type { LiveFeed } from "../../engine/monitoring/mod.ts";

/** What a client wants to be told. */
export interface LiveRequest {
  /** Number after which kept messages are replayed; only new ones are told where it is left out. */
  readonly after?: number;
  /** Whether passing messages are told. */
  readonly passing: boolean;
  /** Channels whose waveforms are told, "NC.MEM..HHZ". */
  readonly waveforms: "all" | ReadonlySet<string>;
}

/** What a client is told: messages, numbers that cannot be told any more, and that the line is still there. */
export type LiveItem =
  | LiveMessage
  | {
    readonly kind: "gap";
    /** First and last number; null where numbers have begun anew. */
    readonly missing: readonly [first: number, last: number] | null;
  }
  | { readonly kind: "heartbeat" };

/** Most messages that are handed over at a time. */
const MOST_AT_ONCE = 100;

/** Most passing messages that wait for a slow client; the newest stay. */
const MOST_PASSING = 8;

/**
 * One reader of a feed. It holds a place in the feed and no queue of its own: kept messages are read from what
 * the feed keeps for all, so that a slow reader costs nothing.
 */
export class LiveClient {
  readonly #feed: LiveFeed;
  readonly #request: LiveRequest;
  readonly #stopListening: () => void;
  readonly #onLeave: (client: LiveClient) => void;
  #place: number;
  #waiting: LiveItem[] = [];
  #passing: PassingLiveMessage[] = [];
  #wake: () => void = () => {};
  #state: "open" | "ending" | "left" = "open";
  #busySinceMs: number | undefined;
  #quietSinceMs = performance.now();

  /** Listens from now on; `onLeave` is called once when it is over. */
  constructor(
    feed: LiveFeed,
    { request, onLeave }: { request: LiveRequest; onLeave: (client: LiveClient) => void },
  ) {
    this.#feed = feed;
    this.#request = request;
    this.#onLeave = onLeave;
    this.#place = request.after ?? feed.newest;
    if (this.#place > feed.newest) {
      this.#place = feed.oldest - 1;
      this.#waiting.push({ kind: "gap", missing: null });
    }
    this.#stopListening = feed.listen((message) => this.#hear(message));
  }

  /** How long what was handed over has not been taken, milliseconds. */
  get stalledMs(): number {
    return this.#busySinceMs === undefined ? 0 : performance.now() - this.#busySinceMs;
  }

  /** How long nothing was handed over, milliseconds. */
  get quietMs(): number {
    return performance.now() - this.#quietSinceMs;
  }

  /** Hands over what is told until the client leaves (false) or is told the end (true). */
  async run(send: (items: readonly LiveItem[]) => Promise<unknown>): Promise<boolean> {
    try {
      while (this.#state !== "left") {
        const items = this.#take();
        if (items.length > 0) {
          this.#busySinceMs = performance.now();
          await send(items);
          this.#busySinceMs = undefined;
          this.#quietSinceMs = performance.now();
        } else if (this.#state === "ending") return true;
        else await new Promise<void>((resolve) => this.#wake = resolve);
      }
      return false;
    } finally {
      this.leave();
    }
  }

  /** Says that the line is still there. */
  beat(): void {
    this.#waiting.push({ kind: "heartbeat" });
    this.#wake();
  }

  /** Ends it once everything was handed over. */
  end(): void {
    if (this.#state === "open") this.#state = "ending";
    this.#stopListening();
    this.#wake();
  }

  /** Ends it at once: the client is gone. */
  leave(): void {
    if (this.#state === "left") return;
    this.#state = "left";
    this.#stopListening();
    this.#wake();
    this.#onLeave(this);
  }

  #hear(message: LiveMessage): void {
    if (!("number" in message)) {
      const { passing, waveforms } = this.#request;
      const isWanted = message.kind !== "waveforms" || waveforms === "all" ||
        message.data.some(({ channel }) => waveforms.has(channel));
      if (!passing || !isWanted) return;
      this.#passing.push(message);
      if (this.#passing.length > MOST_PASSING) this.#passing.shift();
    }
    this.#wake();
  }

  #take(): LiveItem[] {
    const items = this.#waiting.splice(0);
    const { oldest } = this.#feed;
    if (this.#place < oldest - 1) {
      items.push({ kind: "gap", missing: [this.#place + 1, oldest - 1] });
      this.#place = oldest - 1;
    }
    const kept = this.#feed.after(this.#place, MOST_AT_ONCE);
    this.#place = kept.at(-1)?.number ?? this.#place;
    items.push(...kept, ...this.#passing.splice(0).map((message) => this.#choose(message)));
    return items;
  }

  /** Leaves out the waveforms that were not asked for. */
  #choose(message: PassingLiveMessage): PassingLiveMessage {
    const { waveforms } = this.#request;
    if (message.kind !== "waveforms" || waveforms === "all") return message;
    return { ...message, data: message.data.filter(({ channel }) => waveforms.has(channel)) };
  }
}
