import { describeWriteFailure } from "./disk_failure.ts";
import { parentOf, removeRemains } from "./write_file_whole.ts";

/**
 * Finds out before long work, not after it, whether a file can be written: a file is made beside it and
 * removed. What has the name already is not touched; a folder of that name is refused.
 *
 * Throws EnvironmentError as `writeFileWhole` would.
 */
export async function ensureWritable(path: string): Promise<void> {
  try {
    await removeRemains(await Deno.makeTempFile({ dir: parentOf(path), suffix: ".partial" }));
    const entry = await Deno.stat(path).catch(() => undefined);
    if (entry?.isDirectory) throw new Deno.errors.IsADirectory(`"${path}" is a folder`);
  } catch (error) {
    throw describeWriteFailure("file", path, error);
  }
}
