import type { LiveFeed } from "../../engine/monitoring/mod.ts";
import { refusal } from "../problem_of_error.ts";
import { LiveClient, type LiveRequest } from "./live_client.ts";

/** How clients are treated. */
export interface LiveClientsOptions {
  /** Most clients at a time. */
  readonly limit: number;
  /** Silence after which a heartbeat is sent, milliseconds; 15,000 unless given: proxies cut after 30 to 60 s. */
  readonly heartbeatMs?: number;
  /** How long a client may leave untaken what was sent to it, milliseconds; 30,000 unless given. */
  readonly patienceMs?: number;
  /** Called about once a second while anybody follows. */
  readonly onWatch?: () => void;
}

/** All who follow a live feed through the server. */
export class LiveClients {
  /** Answers that turn a request into a WebSocket: they must reach the port as they are. */
  readonly upgrades: WeakMap<Request, Response> = new WeakMap();
  readonly #feed: LiveFeed;
  readonly #limit: number;
  readonly #heartbeatMs: number;
  readonly #patienceMs: number;
  readonly #onWatch: (() => void) | undefined;
  readonly #cuts = new Map<LiveClient, () => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #isOver = false;

  /** Nobody follows yet. */
  constructor(
    feed: LiveFeed,
    { limit, heartbeatMs = 15_000, patienceMs = 30_000, onWatch }: LiveClientsOptions,
  ) {
    this.#feed = feed;
    this.#limit = limit;
    this.#heartbeatMs = heartbeatMs;
    this.#patienceMs = patienceMs;
    this.#onWatch = onWatch;
  }

  /** How many follow. */
  get count(): number {
    return this.#cuts.size;
  }

  /**
   * Lets a client follow; `cut` must end its connection. Throws a refusal of status 503 where there are too many,
   * or the server is ending.
   */
  open(request: LiveRequest, { cut }: { cut: () => void }): LiveClient {
    if (this.#isOver) throw refusal("unavailable", "The server is ending.");
    if (this.count >= this.#limit) {
      throw refusal("unavailable", `There are ${this.count} live clients, as many as may be.`);
    }
    const client = new LiveClient(this.#feed, {
      request,
      onLeave: (one) => this.#forget(one),
    });
    this.#cuts.set(client, cut);
    this.#timer ??= setInterval(() => this.#watch(), Math.min(this.#heartbeatMs, 1_000));
    return client;
  }

  /** Ends all once they were told everything; no new ones are let in. */
  end(): void {
    this.#isOver = true;
    for (const client of this.#cuts.keys()) client.end();
  }

  #forget(client: LiveClient): void {
    this.#cuts.delete(client);
    if (this.count > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #watch(): void {
    this.#onWatch?.();
    for (const [client, cut] of this.#cuts) {
      if (client.stalledMs > this.#patienceMs) {
        client.leave();
        cut();
      } else if (client.quietMs >= this.#heartbeatMs && client.stalledMs === 0) client.beat();
    }
  }
}
