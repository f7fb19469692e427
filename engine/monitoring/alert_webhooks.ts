import { ALERT_LEVELS, type AlertLevel, type AlertMessage, WEBHOOK_NOTICE } from "../domain/mod.ts";
import { checkWebhookUrl, sendWebhook } from "../sources/mod.ts";
import type { Database } from "../storage/mod.ts";
import type { LiveFeed } from "./live/live_feed.ts";

/** Somebody who is told of alerts. */
export interface WebhookReceiver {
  /** Its identifier, unlike that of any other; its URL unless given. */
  readonly id?: string;
  /** Address that alerts are posted to. */
  readonly url: string;
  /** What they are signed with, 16 characters at least. */
  readonly secret: string;
  /** Level from which an event is told of; "information" unless given. */
  readonly minimumLevel?: AlertLevel;
}

/** Who is told of alerts, and how. */
export interface AlertWebhookOptions {
  /** Receivers besides those of the database. */
  readonly receivers?: readonly WebhookReceiver[];
  /** Whose receivers are told as well; they may come and go. */
  readonly database?: Database;
  /** Whether loopback and private addresses are allowed, and http; false unless given. */
  readonly allowPrivate?: boolean;
  /** Messages that may wait for one receiver; 100 unless given, beyond which the oldest is let go. */
  readonly queueLength?: number;
  /** Attempts for each message; 5 unless given. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt, doubled each time; 1000 unless given. */
  readonly firstDelayMs?: number;
  /** Milliseconds that an attempt may take; 5000 unless given. */
  readonly timeoutMs?: number;
  /** The time of notices, UTC epoch milliseconds; the machine's unless given. */
  readonly nowMs?: () => number;
}

/** Webhooks that are being sent. */
export interface RunningWebhooks {
  /** Settled once nothing waits. */
  idle(): Promise<void>;
  /** Ends it; what is under way is broken off. */
  stop(): Promise<void>;
}

/** Events whose later messages are owed to a receiver; the oldest are forgotten beyond it. */
const MOST_EVENTS = 1000;

/**
 * Posts the alerts of a feed to its receivers, signed, in order for each and apart from each other: one that
 * is slow or down delays neither the others nor the alerts. Who was told of an event is told of all that comes
 * of it, whatever its level becomes. What cannot be delivered is told as a notice of the feed.
 *
 * Throws ConfigurationError for a receiver whose address is not allowed.
 */
export function startWebhooks(feed: LiveFeed, options: AlertWebhookOptions): RunningWebhooks {
  const { receivers = [] } = options;
  for (const { url } of receivers) checkWebhookUrl(url, options);
  const ending = new AbortController();
  const lines = new Map<string, ReceiverLine>();
  const stopListening = feed.listen((message) => {
    if (message.kind !== "alert") return;
    const all = [...receivers, ...readReceivers(feed, options)];
    const current = new Set(all.map(idOf));
    for (const [id, line] of lines) {
      if (current.has(id)) continue;
      line.forget();
      lines.delete(id);
    }
    for (const receiver of all) {
      const line = lines.get(idOf(receiver)) ??
        new ReceiverLine(receiver, { feed, options, signal: ending.signal });
      lines.set(idOf(receiver), line);
      line.tell(message.data);
    }
  });
  const idle = async () => {
    await Promise.all([...lines.values()].map((line) => line.idle()));
  };
  return {
    idle,
    stop: async () => {
      stopListening();
      for (const line of lines.values()) line.forget();
      ending.abort();
      await idle();
    },
  };
}

/** Those of the database; that it cannot be read must not end the feed. */
function readReceivers(feed: LiveFeed, options: AlertWebhookOptions): readonly WebhookReceiver[] {
  try {
    return options.database?.webhooks.list() ?? [];
  } catch (error) {
    tellFailure(feed, `The receivers of alerts cannot be read: ${messageOf(error)}`, options);
    return [];
  }
}

/** What waits for one receiver. */
class ReceiverLine {
  readonly #receiver: WebhookReceiver;
  readonly #surroundings: { feed: LiveFeed; options: AlertWebhookOptions; signal: AbortSignal };
  readonly #events = new Set<string>();
  #waiting: AlertMessage[] = [];
  #sending: Promise<void> | undefined;
  #lost = 0;

  constructor(
    receiver: WebhookReceiver,
    surroundings: { feed: LiveFeed; options: AlertWebhookOptions; signal: AbortSignal },
  ) {
    this.#receiver = receiver;
    this.#surroundings = surroundings;
  }

  /** Takes a message and returns at once. */
  tell(alert: AlertMessage): void {
    const { minimumLevel = "information" } = this.#receiver;
    const isUrgent = ALERT_LEVELS.indexOf(alert.level) >= ALERT_LEVELS.indexOf(minimumLevel);
    if (!isUrgent && !this.#events.has(alert.eventId)) return;
    this.#events.delete(alert.eventId);
    this.#events.add(alert.eventId);
    if (this.#events.size > MOST_EVENTS) this.#events.delete(this.#events.values().next().value!);
    this.#waiting.push(alert);
    const { queueLength = 100 } = this.#surroundings.options;
    if (this.#waiting.length > queueLength) {
      this.#waiting.shift();
      this.#lost++;
    }
    this.#sending ??= this.#sendAll().finally(() => this.#sending = undefined);
  }

  /** Lets go of what waits. */
  forget(): void {
    this.#waiting = [];
  }

  async idle(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    await Promise.resolve(); // whoever told the alert goes on first
    for (let alert = this.#waiting.shift(); alert !== undefined; alert = this.#waiting.shift()) {
      const failure = await this.#send(alert);
      if (this.#surroundings.signal.aborted) return;
      if (failure !== undefined) this.#report(alert, failure);
    }
  }

  /** Sends one message; gives what failed. */
  async #send(alert: AlertMessage): Promise<string | undefined> {
    const { url, secret } = this.#receiver;
    const { options, signal } = this.#surroundings;
    const { allowPrivate, attempts, firstDelayMs, timeoutMs } = options;
    const delivery = { id: `${alert.eventId}/${alert.revision}`, value: alert };
    try {
      const { delivered, attempts: made } = await sendWebhook(delivery, {
        ...{ url, secret, allowPrivate, attempts, firstDelayMs, timeoutMs, signal },
      });
      return delivered ? undefined : made.join(", ");
    } catch (error) {
      return messageOf(error);
    }
  }

  #report({ eventId, revision }: AlertMessage, failure: string): void {
    const { feed, options } = this.#surroundings;
    const host = new URL(this.#receiver.url).host; // the rest of it may hold a secret
    const lost = this.#lost === 0 ? "" : ` ${this.#lost} messages before it were let go.`;
    this.#lost = 0;
    const what = `Message ${revision} of ${eventId} did not reach ${host}: ${failure}.${lost}`;
    tellFailure(feed, what, options);
  }
}

function tellFailure(
  feed: LiveFeed,
  message: string,
  { nowMs = Date.now }: AlertWebhookOptions,
): void {
  feed.tell("notice", { level: "warning", kind: WEBHOOK_NOTICE, message }, nowMs());
}

function idOf({ id, url }: WebhookReceiver): string {
  return id ?? url;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
