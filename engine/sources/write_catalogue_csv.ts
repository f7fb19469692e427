import { stringify } from "@std/csv/stringify"; // without the reader, which is slow to load
import type { Catalogue } from "../domain/mod.ts";
import { writeExactTime } from "./write_exact_time.ts";

/** Columns written, in the order of a ComCat export. */
const WRITTEN_COLUMNS = [
  "time",
  "latitude",
  "longitude",
  "depth",
  "mag",
  "magType",
  "net",
  "id",
  "updated",
  "type",
];

/** Rows of a chunk. */
const CHUNK_ROWS = 1_000;

/**
 * Writes a catalogue as CSV in the columns of ComCat, in chunks of text; `readCatalogue` gives back
 * exactly what was written. (Negative zeros become zero; within a day of 1970 doubles are finer than
 * what is kept, a hundred-millionth of a millisecond.)
 *
 * @example
 * ```ts
 * import { catalogueFromEarthquakes } from "@quakecast/quakecast/domain";
 * import { writeCatalogueCsv } from "@quakecast/quakecast/sources";
 * const one = { timeMs: 0, latitude: 35, longitude: 139, depthKm: 10, magnitude: 5.1 };
 * const text = [...writeCatalogueCsv(catalogueFromEarthquakes("one", [one]))].join("");
 * console.assert(text.includes("1970-01-01T00:00:00.000Z,35,139,10,5.1,,,,,earthquake"));
 * ```
 */
export function* writeCatalogueCsv(catalogue: Catalogue): Generator<string, void, undefined> {
  yield stringify([], { columns: WRITTEN_COLUMNS });
  for (let start = 0; start < catalogue.size; start += CHUNK_ROWS) {
    const length = Math.min(CHUNK_ROWS, catalogue.size - start);
    const rows = Array.from({ length }, (_, i) => rowOf(catalogue, start + i));
    yield stringify(rows, { headers: false });
  }
}

function rowOf(catalogue: Catalogue, row: number): string[] {
  return [
    writeExactTime(catalogue.timeMs[row]),
    writeNumber(catalogue.latitude[row]),
    writeNumber(catalogue.longitude[row]),
    writeNumber(catalogue.depthKm[row]),
    writeNumber(catalogue.magnitude[row]),
    catalogue.magnitudeType.at(row),
    catalogue.contributor.at(row),
    catalogue.id.at(row),
    writeExactTime(catalogue.updatedMs[row]),
    catalogue.eventType.at(row),
  ];
}

function writeNumber(number: number): string {
  return Number.isNaN(number) ? "" : String(number);
}
