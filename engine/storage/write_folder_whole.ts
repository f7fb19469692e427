import { EnvironmentError } from "../domain/mod.ts";
import { describeWriteFailure } from "./disk_failure.ts";
import { isThere } from "./is_there.ts";
import { parentOf, PARTIAL_SUFFIX, removeRemains } from "./write_file_whole.ts";
import { syncFolder, writeToDisk } from "./write_file_whole.ts";

/** Ending of the name of a folder in the moment in which the next one takes its place. */
export const PREVIOUS_SUFFIX = ".previous";

/** What is known of a folder that may be replaced. */
export interface FolderOptions {
  /** Name of the file by which a folder is known as one of ours; no other folder is replaced. */
  manifest: string;
}

/**
 * Writes a folder of files so that its path holds all of the old files or all of the new ones. The
 * files go to `path` + ".partial"; an old folder steps aside as `path` + ".previous" until the new
 * one has its name, and `readModelFolder` looks there if the process ended in between. A path may
 * have one writer at a time.
 *
 * Throws EnvironmentError ("disk" or "permission"); the old folder stays as it was. A folder that
 * holds anything, but not `manifest`, is not replaced.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { writeFolderWhole } from "@quakecast/quakecast/storage";
 * const folder = await Deno.makeTempDir();
 * const files = new Map([["list.json", new TextEncoder().encode("[]")]]);
 * await writeFolderWhole(`${folder}/lstm`, files, { manifest: "list.json" });
 * assert(await Deno.readTextFile(`${folder}/lstm/list.json`) === "[]");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeFolderWhole(
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  options: FolderOptions,
): Promise<void> {
  const target = withoutEndSlash(path);
  const partial = target + PARTIAL_SUFFIX;
  try {
    await refuseForeignFolder(target, options.manifest);
    await removeOld(partial);
    await Deno.mkdir(partial);
    for (const [name, bytes] of files) await writeToDisk(`${partial}/${name}`, bytes);
    await syncFolder(partial);
    await exchange(partial, target);
  } catch (error) {
    await removeRemains(partial);
    if (error instanceof EnvironmentError) throw error;
    throw describeWriteFailure("folder", path, error);
  }
}

/** Gives a complete folder its name, the old one stepping aside first: no call can swap two. */
async function exchange(complete: string, target: string): Promise<void> {
  const previous = target + PREVIOUS_SUFFIX;
  if (await isThere(target)) {
    await removeOld(previous);
    await Deno.rename(target, previous);
  }
  try {
    await Deno.rename(complete, target);
  } catch (error) {
    if (await isThere(previous)) await Deno.rename(previous, target);
    throw error;
  }
  await syncFolder(parentOf(target));
  await removeOld(previous);
}

/** A path without the slashes at its end. */
export function withoutEndSlash(path: string): string {
  return path.replace(/(?<=.)[/\\]+$/, "");
}

async function removeOld(path: string): Promise<void> {
  if (await isThere(path)) await Deno.remove(path, { recursive: true });
}

async function refuseForeignFolder(path: string, manifest: string): Promise<void> {
  if (!await isThere(path) || await isThere(`${path}/${manifest}`)) return;
  const names = (await Array.fromAsync(Deno.readDir(path))).map((entry) => entry.name);
  if (names.length === 0) return;
  throw new EnvironmentError(
    `Cannot write folder "${path}": it holds "${
      names.sort()[0]
    }" but no ${manifest}, so it is not ` +
      "one of ours and is not replaced; choose another path",
    "disk",
  );
}
