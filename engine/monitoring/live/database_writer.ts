import { EnvironmentError, InputError } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";

/** One thing to write down. */
export type DatabaseWrite = (database: Database) => void;

/** Most writes that wait for a database that cannot be written. */
const MOST_WAITING = 10_000;

/**
 * Writes down what a live system finds, many things at a commit. A database that cannot be written stops
 * nothing: what it did not take waits, so much of it, and what it refuses is told and let go.
 */
export class DatabaseWriter {
  readonly #database: Database;
  readonly #onFault: (message: string) => void;
  #waiting: DatabaseWrite[] = [];
  #isFaulty = false;

  /** Writes to a database; `onFault` is told what could not be written. */
  constructor(database: Database, onFault: (message: string) => void) {
    this.#database = database;
    this.#onFault = onFault;
  }

  /** Keeps a write for the next `flush`. */
  add(write: DatabaseWrite): void {
    if (this.#waiting.length >= MOST_WAITING) this.#waiting.shift();
    this.#waiting.push(write);
  }

  /** Writes all that waits, in one commit. */
  flush(): void {
    if (this.#waiting.length > 0) this.#database.promptly(() => this.#write());
  }

  #write(): void {
    try {
      this.#database.transaction(() => {
        for (const write of this.#waiting) write(this.#database);
      });
      this.#waiting = [];
      this.#isFaulty = false;
    } catch (error) {
      if (error instanceof InputError) this.#writeSingly();
      else if (error instanceof EnvironmentError) this.#tellOnce(error.message);
      else throw error;
    }
  }

  /** One of them is refused: the others are written. */
  #writeSingly(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [place, write] of waiting.entries()) {
      try {
        write(this.#database);
      } catch (error) {
        if (error instanceof InputError) this.#onFault(error.message);
        else if (error instanceof EnvironmentError) {
          this.#waiting = waiting.slice(place);
          return this.#tellOnce(error.message);
        } else throw error;
      }
    }
  }

  #tellOnce(message: string): void {
    if (!this.#isFaulty) this.#onFault(message);
    this.#isFaulty = true;
  }
}
