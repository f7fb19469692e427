import { openCatalogueSource } from "./open_catalogue_source.ts";
import { joinBytes, unpackBytes } from "./unpack_bytes.ts";

/** Most bytes of a source that is held in memory as a whole, once unpacked: 2 GiB. */
const MAXIMUM_BYTES = 2 ** 31;

/**
 * All bytes of a file, of standard input ("-") or of a URL, unpacked where they are gzip.
 *
 * Throws as `openCatalogueSource`, and InputError for more than `maximumBytes`, 2 GiB unless given.
 */
export async function readSourceBytes(
  pathOrUrlOrDash: string,
  { maximumBytes = MAXIMUM_BYTES }: { maximumBytes?: number } = {},
): Promise<Uint8Array> {
  const source = await openCatalogueSource(pathOrUrlOrDash);
  const parts: Uint8Array[] = [];
  for await (const part of unpackBytes(source, { maximumBytes })) parts.push(part);
  return joinBytes(parts);
}
