import { EnvironmentError } from "../../domain/mod.ts";
import { describeDatabaseFailure } from "./database_failure.ts";

/** What the name of a claim's file ends in; it stays when the claim is over, and says nothing then. */
const CLAIM_SUFFIX = ".lock";

/**
 * Claims a database for a process that keeps numbers of its own in it, such as those of a live feed: a second
 * one would give the same numbers again. Others may still read and write it. The claim ends with the process,
 * however that ends, or when it is disposed of.
 *
 * Throws EnvironmentError where another process has it, or there is no permission.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { EnvironmentError } from "@quakecast/quakecast/domain";
 * import { claimDatabase } from "@quakecast/quakecast/storage";
 * const folder = await Deno.makeTempDir();
 * {
 *   using _claim = claimDatabase(`${folder}/quakecast.db`);
 *   assertThrows(() => claimDatabase(`${folder}/quakecast.db`), EnvironmentError);
 * }
 * claimDatabase(`${folder}/quakecast.db`)[Symbol.dispose]();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function claimDatabase(path: string): Disposable {
  let file: Deno.FsFile | undefined;
  try {
    file = Deno.openSync(nameOfClaim(path), { read: true, write: true, create: true });
    if (file.tryLockSync(true)) return file;
  } catch (error) {
    file?.close();
    throw failureOf(error, path);
  }
  file.close();
  throw new EnvironmentError(
    `Cannot use database "${path}": another live system keeps its numbers there; end that one, or name ` +
      "another file",
    "database",
  );
}

/** Beside the file itself, whichever of its names it is given. */
function nameOfClaim(path: string): string {
  try {
    return Deno.realPathSync(path) + CLAIM_SUFFIX;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path + CLAIM_SUFFIX; // it is made later
    throw error;
  }
}

function failureOf(error: unknown, path: string): unknown {
  if (!(error instanceof Deno.errors.NotFound)) return describeDatabaseFailure(error, path);
  const message = `Cannot use database "${path}": its folder is not there`;
  return new EnvironmentError(message, "disk", { cause: error });
}
