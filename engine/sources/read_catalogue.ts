import { readCsvCatalogue } from "./csv_catalogue.ts";
import { readJsonCatalogue } from "./json_catalogue.ts";
import { readQuakemlCatalogue } from "./quakeml/quakeml_catalogue.ts";
import {
  type CatalogueSource,
  type ReadCatalogueOptions,
  resolveReadOptions,
} from "./read_options.ts";
import type { ReadCatalogueResult } from "./read_result.ts";
import { recogniseContent } from "./recognise_content.ts";
import { gatherHead, prepend, unpackBytes } from "./unpack_bytes.ts";

/** Bytes by which the content is recognised. */
const HEAD_BYTES = 65_536;

/**
 * Reads an earthquake catalogue, whatever its format: tables of comma, semicolon, tab or bar (USGS
 * ComCat, its Date/Time export, EarthquakeNPP, FDSN text, CSEP, any other by its column names),
 * USGS GeoJSON, JSON and QuakeML, packed with gzip or not. The content tells the format, not the name.
 * Tables are read as they come, into columns, so that a million events take little memory.
 *
 * Throws InputError for anything that cannot be read, ConfigurationError for options that make no
 * sense, and EnvironmentError where reading itself fails.
 *
 * @example
 * ```ts
 * import { readCatalogue } from "@quakecast/quakecast/sources";
 * const csv = "time,latitude,longitude,magnitude\n2026-01-31T12:00:00Z,35.1,139.5,5.4\n";
 * const { catalogue, report } = await readCatalogue({
 *   name: "one.csv",
 *   stream: new Blob([csv]).stream(),
 * });
 * console.assert(catalogue.magnitude[0] === 5.4 && report.rows === 1);
 * ```
 */
export async function readCatalogue(
  source: CatalogueSource,
  options: ReadCatalogueOptions = {},
): Promise<ReadCatalogueResult> {
  const resolved = resolveReadOptions(options);
  const chunks = unpackBytes(source, resolved);
  try {
    const head = await gatherHead(chunks, HEAD_BYTES);
    const content = recogniseContent(head, {
      source: source.name,
      contentType: resolved.contentType ?? source.contentType,
      mayBeQuakeml: true,
    });
    const context = { source: source.name, content, options: resolved };
    const whole = prepend(head.subarray(content.skippedBytes), chunks);
    if (content.kind === "quakeml") return await readQuakemlCatalogue(whole, context);
    return content.kind === "json"
      ? await readJsonCatalogue(whole, context)
      : await readCsvCatalogue(whole, context);
  } finally {
    await chunks.return();
  }
}
