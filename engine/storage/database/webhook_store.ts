import { ALERT_LEVELS, type AlertLevel, ConfigurationError } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";

/** Somebody who is told of alerts. */
export interface StoredWebhook {
  /** Its identifier. */
  readonly id: string;
  /** Address that alerts are posted to. */
  readonly url: string;
  /** What alerts are signed with; both sides know it, so it is kept as it is. */
  readonly secret: string;
  /** Level from which an event is told of. */
  readonly minimumLevel: AlertLevel;
  /** Name of the key that asked for it; empty where there was none. */
  readonly createdBy: string;
  /** When that was, UTC epoch milliseconds. */
  readonly createdMs: number;
}

/** Most receivers: each holds a queue and a connection. */
export const MOST_WEBHOOKS = 100;

interface WebhookRow {
  id: string;
  url: string;
  secret: string;
  minimum_level: string;
  created_by: string;
  created_ms: number;
}

/** Who is told of alerts over HTTP. */
export class WebhookStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** Writes a receiver down. Throws ConfigurationError where there are as many as may be. */
  add({ id, url, secret, minimumLevel, createdBy, createdMs }: StoredWebhook): void {
    this.#connection.transaction(() => {
      if (this.list().length >= MOST_WEBHOOKS) {
        throw new ConfigurationError(
          `Cannot add a webhook: there are ${MOST_WEBHOOKS}, the limit; remove one first.`,
          "url",
        );
      }
      this.#connection.run(
        "INSERT INTO webhooks VALUES (?, ?, ?, ?, ?, ?)",
        ...[id, url, secret, minimumLevel, createdBy, createdMs],
      );
    });
  }

  /** All receivers, in the order in which they came. */
  list(): StoredWebhook[] {
    return this.#connection.all<WebhookRow>("SELECT * FROM webhooks ORDER BY created_ms, id")
      .map(({ minimum_level, created_by, created_ms, ...row }) => ({
        ...{ id: row.id, url: row.url, secret: row.secret },
        minimumLevel: ALERT_LEVELS.find((level) => level === minimum_level) ?? "information",
        createdBy: created_by,
        createdMs: created_ms,
      }));
  }

  /** Removes a receiver; gives whether it was there. */
  remove(id: string): boolean {
    return this.#connection.run("DELETE FROM webhooks WHERE id = ?", id) === 1;
  }
}
