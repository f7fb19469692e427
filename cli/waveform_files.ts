import type { NamedBytes } from "../engine/sources/mod.ts";

/**
 * The bytes of files, URLs or standard input ("-"), one after the other.
 *
 * Throws InputError for one that cannot be read, EnvironmentError where a permission is missing.
 */
export async function* openWaveformFiles(files: readonly string[]): AsyncGenerator<NamedBytes> {
  const { readSourceBytes } = await import("../engine/sources/mod.ts");
  for (const name of files) yield { name, bytes: await readSourceBytes(name) };
}
