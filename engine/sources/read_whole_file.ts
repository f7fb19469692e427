import { openCatalogueSource } from "./open_catalogue_source.ts";
import { joinBytes, unpackBytes } from "./unpack_bytes.ts";

/** Most bytes of a file that is read whole. */
const MAXIMUM_BYTES = 512 * 2 ** 20;

/**
 * The bytes of a file, of standard input ("-") or of a URL, unpacked where packed with gzip; for what
 * fits into memory. Throws InputError and EnvironmentError as `openCatalogueSource` does, and
 * InputError for more than `maximumBytes`, 512 MiB unless given.
 */
export async function readWholeFile(
  path: string,
  { maximumBytes = MAXIMUM_BYTES }: { maximumBytes?: number } = {},
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of unpackBytes(await openCatalogueSource(path), { maximumBytes })) {
    parts.push(chunk);
  }
  return joinBytes(parts);
}
