import type { KeptLiveMessage } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** Messages by which more than are kept may stay, so that not every message removes one. */
const SLACK = 500;

interface MessageRow {
  number: number;
  kind: string;
  time_ms: number;
  document: string;
}

/** The last messages of a live feed, so that its numbers go on, and its readers miss nothing, after a restart. */
export class LiveStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** Number of the newest message; 0 where there is none. */
  get newest(): number {
    return this.#connection.get<{ newest: number | null }>(
      "SELECT max(number) AS newest FROM live_messages",
    )!.newest ?? 0;
  }

  /**
   * Writes messages down, and removes those that are older than the newest `keep` and a few more. What it
   * wrote survives the end of the process; the disk is not waited for, so that a power cut may take
   * the last ones, nor is another process that writes for long: it fails then.
   */
  append(messages: readonly KeptLiveMessage[], { keep }: { readonly keep: number }): void {
    if (messages.length === 0) return;
    const write = () => this.#connection.transaction(() => this.#append(messages, keep));
    this.#connection.promptly(() => this.#connection.hastily(write));
  }

  /** The last messages, oldest first, as far back as no number is missing. */
  last(count: number): KeptLiveMessage[] {
    const rows = this.#connection.all<MessageRow>(
      "SELECT * FROM live_messages ORDER BY number DESC LIMIT ?",
      count,
    );
    const end = rows.findIndex(({ number }, i) => number !== rows[0].number - i);
    return (end === -1 ? rows : rows.slice(0, end)).reverse().map(messageOf);
  }

  #append(messages: readonly KeptLiveMessage[], keep: number): void {
    for (const { number, kind, timeMs, data } of messages) {
      this.#connection.run(
        "INSERT INTO live_messages VALUES (?, ?, ?, ?)",
        ...[number, kind, timeMs, writeStoredJson(data)],
      );
    }
    const { oldest } = this.#connection.get<{ oldest: number }>(
      "SELECT min(number) AS oldest FROM live_messages",
    )!;
    const least = messages.at(-1)!.number - keep + 1;
    if (least - oldest < SLACK) return;
    this.#connection.run("DELETE FROM live_messages WHERE number < ?", least);
  }
}

function messageOf({ number, kind, time_ms: timeMs, document }: MessageRow): KeptLiveMessage {
  return { number, kind, timeMs, data: readStoredJson(document) } as KeptLiveMessage;
}
