import { EnvironmentError, InputError } from "../../domain/mod.ts";
import { Database } from "./database.ts";
import { DatabaseConnection } from "./database_connection.ts";
import { describeDatabaseFailure } from "./database_failure.ts";
import { migrateDatabase, readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";

/** How a database is opened. */
export interface OpenDatabaseOptions {
  /** "read" changes nothing, "write" needs a database, "create" makes one where there is none. */
  readonly mode: "read" | "write" | "create";
  /** How long a statement waits for another process, milliseconds; 5,000 unless given. */
  readonly busyTimeoutMs?: number;
}

const BUSY_TIMEOUT_MS = 5_000;

/** Memory for pages while writing, KiB: a live system fills it within a day, and grows no further. */
const CACHE_KIB = 4096;

/**
 * Opens a database, bringing an older one to this program's schema. Many processes may read it while one
 * writes; what was committed survives a kill at any moment, and a power cut.
 *
 * Throws InputError for a file that is not there, of another kind, of another program or damaged, and
 * EnvironmentError for one of a newer Quakecast, locked too long, on a full disk, or without permission.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openDatabase } from "@quakecast/quakecast/storage";
 * const folder = await Deno.makeTempDir();
 * {
 *   using database = openDatabase(`${folder}/quakecast.db`, { mode: "create" });
 *   const origin = { id: "o", timeMs: 0, latitude: 35, longitude: 139, depthKm: 10, arrivals: [] };
 *   const more = { eventType: "earthquake", descriptions: [], magnitudes: [], picks: [] };
 *   database.events.put([{ id: "one", origins: [origin], ...more }], { recordedMs: 1 });
 *   const box = { west: 130, south: 30, east: 140, north: 40 };
 *   assert(database.events.query({ box })[0].event.id === "one");
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function openDatabase(path: string, options: OpenDatabaseOptions): Database {
  const { mode, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  const bytes = sizeOf(path);
  if (!bytes && mode !== "create") {
    const why = bytes === 0 ? "it is empty" : "there is no such file";
    throw new InputError(`Cannot open database "${path}": ${why}`, {
      source: path,
      expected: "a database of Quakecast; database init makes one",
    });
  }
  const connection = new DatabaseConnection(path, { readOnly: mode === "read", busyTimeoutMs });
  try {
    const version = readSchemaVersion(connection);
    if (mode === "read") refuseOlder(path, version);
    else prepareForWriting(connection);
    return new Database(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Bytes of a file, undefined where there is none: SQLite makes a database of an empty file unasked. */
function sizeOf(path: string): number | undefined {
  try {
    const { isDirectory, size } = Deno.statSync(path);
    if (!isDirectory) return size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw describeDatabaseFailure(error, path);
  }
  throw new InputError(`Cannot open database "${path}": it is a folder`, {
    source: path,
    expected: "a file",
  });
}

function refuseOlder(path: string, version: number): void {
  if (version === SCHEMA_VERSION) return;
  throw new EnvironmentError(
    `Cannot read database "${path}": its schema is ${version}, needed is ${SCHEMA_VERSION}; open it ` +
      "for writing once, which brings it there",
    "database",
  );
}

/** Readers go on while one writes (WAL), and a commit waits for the disk (FULL). */
function prepareForWriting(connection: DatabaseConnection): void {
  const { journal_mode: journal } = connection.get<{ journal_mode: string }>(
    "PRAGMA journal_mode = WAL",
  )!;
  if (journal !== "wal") {
    throw new EnvironmentError(
      `Cannot use database "${connection.path}": its disk takes no write-ahead log; choose a local one`,
      "disk",
    );
  }
  connection.execute(`PRAGMA synchronous = FULL; PRAGMA cache_size = -${CACHE_KIB}`);
  migrateDatabase(connection);
}
