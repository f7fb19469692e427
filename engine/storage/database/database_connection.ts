import { DatabaseSync, type StatementSync } from "node:sqlite";
import { EARTH_RADIUS_KM, greatCircleKm } from "../../mathematics/mod.ts";
import { describeDatabaseFailure } from "./database_failure.ts";

/** What a statement takes; NaN is stored as NULL, as SQLite knows no NaN. */
export type SqlValue = string | number | null;

/** How long those wait for another process who must not wait, milliseconds. */
const PROMPT_MS = 100;

/** How a file is opened. */
export interface ConnectionOptions {
  /** Whether nothing may be written. */
  readonly readOnly: boolean;
  /** How long a statement waits for another process, milliseconds. */
  readonly busyTimeoutMs: number;
}

/**
 * One connection to a file of SQLite: statements prepared once, transactions, and failures told as
 * InputError (foreign, damaged) or EnvironmentError (locked, full, forbidden).
 */
export class DatabaseConnection {
  /** Path of the file. */
  readonly path: string;
  /** Whether nothing may be written. */
  readonly readOnly: boolean;
  #database: DatabaseSync;
  #statements = new Map<string, StatementSync>();
  #isInTransaction = false;
  #hastyChanges = 0;
  readonly #busyTimeoutMs: number;

  /** Opens the file; one that is not there is made unless `readOnly`. */
  constructor(path: string, { readOnly, busyTimeoutMs }: ConnectionOptions) {
    this.path = path;
    this.readOnly = readOnly;
    this.#busyTimeoutMs = busyTimeoutMs;
    this.#database = this.#guard(() =>
      new DatabaseSync(path, {
        readOnly,
        timeout: busyTimeoutMs,
        enableForeignKeyConstraints: true,
      })
    );
    this.#database.function("great_circle_degrees", { deterministic: true }, greatCircleDegrees);
  }

  /** The handle of SQLite, for its online backup. */
  get handle(): DatabaseSync {
    return this.#database;
  }

  /** Runs statements that take no values, such as a schema. */
  execute(sql: string): void {
    this.#guard(() => this.#database.exec(sql));
  }

  /** Runs a statement; gives how many rows it changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values.map(storable)).changes));
  }

  /** Runs a statement that inserts one row; gives the row's number. */
  insert(sql: string, ...values: readonly SqlValue[]): number {
    return this.#guard(() =>
      Number(this.#prepare(sql).run(...values.map(storable)).lastInsertRowid)
    );
  }

  /** The first row of a question, undefined where there is none. */
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values.map(storable)) as Row | undefined);
  }

  /** All rows of a question. */
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values.map(storable)) as Row[]);
  }

  /**
   * Does all of `body`, or nothing of it where it throws; it must not wait for anything. Within another
   * transaction it is a part of that one.
   */
  transaction<Result>(body: () => Result): Result {
    if (this.#isInTransaction) return body();
    this.execute("BEGIN IMMEDIATE"); // for writing from the start: no upgrade that may be refused later
    this.#isInTransaction = true;
    try {
      const result = body();
      this.execute("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  /**
   * Does what `body` writes without waiting for the disk: it survives the end of the process, and perhaps not
   * a power cut. Within a transaction it is as safe as that one.
   */
  hastily<Result>(body: () => Result): Result {
    const before = this.#countChanges();
    const isAlone = !this.#isInTransaction;
    if (isAlone) this.execute("PRAGMA synchronous = NORMAL");
    try {
      return body();
    } finally {
      if (isAlone) this.execute("PRAGMA synchronous = FULL");
      this.#hastyChanges += this.#countChanges() - before;
    }
  }

  /**
   * Does what `body` says, and waits for other processes no longer than this before it fails, milliseconds; as
   * ever within a transaction or where less was chosen.
   */
  promptly<Result>(body: () => Result, waitMs: number = PROMPT_MS): Result {
    if (this.#isInTransaction || waitMs >= this.#busyTimeoutMs) return body();
    this.execute(`PRAGMA busy_timeout = ${waitMs}`);
    try {
      return body();
    } finally {
      this.execute(`PRAGMA busy_timeout = ${this.#busyTimeoutMs}`);
    }
  }

  /** Rows that were changed on this connection, but hastily. */
  get changes(): number {
    return this.#countChanges() - this.#hastyChanges;
  }

  /** Ends the connection. */
  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#guard(() => this.#database.close());
  }

  /** A full disk ends a transaction by itself. */
  #rollBack(): void {
    if (this.#database.isTransaction) this.execute("ROLLBACK");
  }

  #countChanges(): number {
    return this.get<{ count: number }>("SELECT total_changes() AS count")!.count;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw describeDatabaseFailure(error, this.path);
    }
  }
}

function storable(value: SqlValue): SqlValue {
  return Number.isNaN(value) ? null : value;
}

type SqlAnswer = number | bigint | string | null | Uint8Array;

/** SQLite counts the parameters. */
function greatCircleDegrees(
  latitude: SqlAnswer,
  longitude: SqlAnswer,
  centreLatitude: SqlAnswer,
  centreLongitude: SqlAnswer,
): number {
  const km = greatCircleKm(
    { latitude: Number(latitude), longitude: Number(longitude) },
    { latitude: Number(centreLatitude), longitude: Number(centreLongitude) },
  );
  return km / EARTH_RADIUS_KM * 180 / Math.PI;
}
