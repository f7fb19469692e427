import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Database } from "../engine/storage/mod.ts";
import { MEBIBYTE } from "./mebibytes.ts";

/** Most bytes of answers that are kept. */
const MOST_BYTES = 32 * MEBIBYTE;

/** What an answer costs beside its body and address, bytes. */
const ENTRY_BYTES = 256;

interface Answer {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly tag: string;
}

/**
 * JSON answers from a database, kept until it changes: a question that many ask is worked out once. Clients that
 * have the answer already (ETag) are told so.
 */
export class DatabaseAnswers {
  readonly #database: Database;
  readonly #mostBytes: number;
  readonly #answers = new Map<string, Answer>();
  #bytes = 0;
  #state = "";

  /** Answers from a database. */
  constructor(database: Database, { mostBytes = MOST_BYTES }: { mostBytes?: number } = {}) {
    this.#database = database;
    this.#mostBytes = mostBytes;
  }

  /**
   * Answers a request by its address. `make` is called where the answer is not known; it must look nowhere but at
   * the address and into the database, and what it throws is not kept.
   */
  send(c: Context, make: (database: Database) => unknown): Response {
    const { url } = c.req;
    const { body, tag } = this.#find(url.slice(url.indexOf("/", "https://".length)), make);
    const headers = { etag: tag, "cache-control": "no-cache" };
    const known = c.req.header("if-none-match") ?? "";
    if (known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag)) {
      return c.body(null, 304, headers);
    }
    return c.body(body, 200, { ...headers, "content-type": "application/json" });
  }

  #find(address: string, make: (database: Database) => unknown): Answer {
    const { state } = this.#database;
    if (state !== this.#state) this.#forget(state);
    const kept = this.#answers.get(address);
    if (kept !== undefined) return kept;
    const body = new TextEncoder().encode(JSON.stringify(make(this.#database)));
    const digest = createHash("sha256").update(body).digest("base64url").slice(0, 22);
    const answer = { body, tag: `"${digest}"` };
    const bytes = body.byteLength + address.length + ENTRY_BYTES;
    if (this.#bytes + bytes > this.#mostBytes) this.#forget(state);
    if (bytes <= this.#mostBytes) {
      this.#answers.set(address, answer);
      this.#bytes += bytes;
    }
    return answer;
  }

  #forget(state: string): void {
    this.#answers.clear();
    this.#bytes = 0;
    this.#state = state;
  }
}
