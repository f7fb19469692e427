/** How many requests a client may send. */
export interface RequestRate {
  /** Requests a second, in the long run. */
  readonly perSecond: number;
  /** Requests at once, after a rest. */
  readonly burst: number;
}

/** What became of a request for a token. */
export interface TokenAnswer {
  /** Whether there was one. */
  readonly isAllowed: boolean;
  /** Tokens that are left. */
  readonly left: number;
  /** Seconds until there is one again; 0 where there is one. */
  readonly waitSeconds: number;
}

/** Clients that are remembered: beyond it the one that was away longest is forgotten, its bucket full. */
const MOST_CLIENTS = 10_000;

/** A bucket of tokens for each client: a request takes one, time fills them again. */
export class TokenBuckets {
  readonly #rate: RequestRate;
  readonly #mostClients: number;
  /** In the order of last use. */
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  /** Makes full buckets. `mostClients` are remembered; 10,000 unless given. */
  constructor(rate: RequestRate, mostClients: number = MOST_CLIENTS) {
    this.#rate = rate;
    this.#mostClients = mostClients;
  }

  /** How many clients are remembered. */
  get clients(): number {
    return this.#buckets.size;
  }

  /** Takes a token of a client. `nowMs` is of any clock that only goes forward, milliseconds. */
  take(client: string, nowMs: number): TokenAnswer {
    const { perSecond, burst } = this.#rate;
    const { tokens, atMs } = this.#buckets.get(client) ?? { tokens: burst, atMs: nowMs };
    const filled = Math.min(burst, tokens + Math.max(0, nowMs - atMs) / 1000 * perSecond);
    const isAllowed = filled >= 1;
    const left = isAllowed ? filled - 1 : filled;
    this.#buckets.delete(client);
    this.#buckets.set(client, { tokens: left, atMs: nowMs });
    if (this.#buckets.size > this.#mostClients) {
      this.#buckets.delete(this.#buckets.keys().next().value!);
    }
    const waitSeconds = left >= 1 ? 0 : (1 - left) / perSecond;
    return { isAllowed, left: Math.floor(left), waitSeconds };
  }
}
