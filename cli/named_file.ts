import type { NamedBytes } from "../engine/sources/mod.ts";

/**
 * The bytes of a file, of a URL or of standard input ("-"), with the name for messages.
 *
 * Throws InputError for one that cannot be read, EnvironmentError where a permission is missing.
 */
export async function readNamedFile(name: string): Promise<NamedBytes> {
  const { readSourceBytes } = await import("../engine/sources/mod.ts");
  return { name, bytes: await readSourceBytes(name) };
}

/** The same of several, one after the other. */
export async function* readNamedFiles(names: readonly string[]): AsyncGenerator<NamedBytes> {
  for (const name of names) yield await readNamedFile(name);
}
