import { backup } from "node:sqlite";
import { EnvironmentError, InputError } from "../../domain/mod.ts";
import { describeWriteFailure } from "../disk_failure.ts";
import { isThere } from "../is_there.ts";
import { parentOf, PARTIAL_SUFFIX, removeRemains, syncFolder } from "../write_file_whole.ts";
import { checkDatabase } from "./check_database.ts";
import { DatabaseConnection } from "./database_connection.ts";
import { describeDatabaseFailure } from "./database_failure.ts";
import { migrateDatabase } from "./migrations.ts";

/** Pages copied at a time: all, so that others may write meanwhile and the copy is of one moment. */
const ALL_PAGES = 1_000_000_000;

/** Files that SQLite keeps beside a database. */
const SIDE_FILES = ["-wal", "-shm", "-journal"];

/** Ending of the name under which what was replaced is kept. */
export const REPLACED_SUFFIX = ".replaced";

/**
 * Copies a database, as it is at one moment, into one file that is whole or not there at all; others may
 * read and write meanwhile. The copy is checked before it takes its name.
 *
 * Throws EnvironmentError where there is such a file already unless `replace`, or the disk fails, and
 * InputError where the copy is damaged, as the original then is.
 */
export async function copyDatabase(
  connection: DatabaseConnection,
  path: string,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<void> {
  if (!replace && await isDatabaseThere(path)) {
    throw new EnvironmentError(`Cannot write "${path}": it is there already`, "disk");
  }
  const partial = path + PARTIAL_SUFFIX;
  try {
    await removeRemains(partial);
    await backup(connection.handle, partial, { rate: ALL_PAGES });
    settle(partial, connection.path);
    await takeName(partial, path);
  } catch (error) {
    for (const end of ["", ...SIDE_FILES]) await removeRemains(partial + end);
    const described = describeDatabaseFailure(error, path);
    const isOurs = described instanceof InputError || described instanceof EnvironmentError;
    throw isOurs ? described : describeWriteFailure("database", path, error);
  }
}

/**
 * Puts a backup in the place of a database, once it is checked. What was there is kept beside it as
 * ".replaced". Nobody may use the database meanwhile.
 *
 * Throws as copyDatabase does, and EnvironmentError where another process has the database open.
 */
export async function restoreDatabase(
  backupPath: string,
  path: string,
  options: { readonly replace?: boolean } = {},
): Promise<void> {
  const source = new DatabaseConnection(backupPath, { readOnly: true, busyTimeoutMs: 5_000 });
  try {
    await copyDatabase(source, path, options);
  } finally {
    source.close();
  }
}

/** Checks a copy and brings it on the disk, as one file without others beside it. */
function settle(partial: string, original: string): void {
  const copy = new DatabaseConnection(partial, { readOnly: false, busyTimeoutMs: 0 });
  try {
    copy.execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
    migrateDatabase(copy);
    const [fault] = checkDatabase(copy);
    if (fault !== undefined) {
      throw new InputError(`Cannot copy database "${original}": it is damaged: ${fault}`, {
        source: original,
      });
    }
  } finally {
    copy.close();
  }
}

async function takeName(partial: string, path: string): Promise<void> {
  using file = await Deno.open(partial);
  await file.sync();
  if (await isDatabaseThere(path)) await stepAside(path);
  for (const end of SIDE_FILES) await removeRemains(path + end); // of another database by now
  await Deno.rename(partial, path);
  await syncFolder(parentOf(path));
}

/** A database that can still be opened must not be in use; a damaged one steps aside as it is. */
async function stepAside(path: string): Promise<void> {
  try {
    const old = new DatabaseConnection(path, { readOnly: false, busyTimeoutMs: 0 });
    try {
      old.execute("PRAGMA journal_mode = DELETE"); // takes the whole file for itself
    } finally {
      old.close();
    }
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
  }
  for (const end of ["", ...SIDE_FILES]) {
    if (await isDatabaseThere(path + end)) {
      await Deno.rename(path + end, path + REPLACED_SUFFIX + end);
    }
  }
}

async function isDatabaseThere(path: string): Promise<boolean> {
  try {
    return await isThere(path);
  } catch (error) {
    throw describeDatabaseFailure(error, path);
  }
}
