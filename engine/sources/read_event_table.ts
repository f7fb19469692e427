import { InputError, type ReadReport } from "../domain/mod.ts";
import { BadRowTally } from "./bad_row_tally.ts";
import { isRemark, makeScanner, readHeader } from "./csv_catalogue.ts";
import type { CsvScanner } from "./csv_scanner.ts";
import { EventRows, type EventTable, findEventColumns } from "./event_table_rows.ts";
import {
  type CatalogueSource,
  type ReadCatalogueOptions,
  resolveReadOptions,
} from "./read_options.ts";
import { recogniseContent } from "./recognise_content.ts";
import { gatherHead, prepend, unpackBytes } from "./unpack_bytes.ts";

/** How a table of events is read. */
export interface ReadEventTableOptions extends Omit<ReadCatalogueOptions, "columns"> {
  /** Name of the column that tells which part of a benchmark an event belongs to. */
  splitColumn?: string;
}

export type { EventTable } from "./event_table_rows.ts";

/**
 * Reads a table of EarthquakeNPP's kind: time or `days_since_first`, magnitude, latitude and longitude
 * or `x` (kilometres NORTH) and `y` (kilometres east), and a column `split` where there is one. Where
 * there are both, dates and degrees are taken.
 *
 * Throws InputError for whatever cannot be read, with source, line, field and value, and
 * ConfigurationError for a split column that is not there.
 *
 * @example
 * ```ts
 * import { readEventTable } from "@quakecast/quakecast/sources";
 * const csv = "days_since_first,magnitude,x,y,split\n0,2.5,10,-3,train\n1.5,2.6,11,-4,test\n";
 * const { table } = await readEventTable({ name: "a.csv", stream: new Blob([csv]).stream() });
 * const { places } = table.events;
 * console.assert(places.kind === "plane" && places.northKm[1] === 11 && table.split![1] === "test");
 * ```
 */
export async function readEventTable(
  source: CatalogueSource,
  options: ReadEventTableOptions = {},
): Promise<{ table: EventTable; report: ReadReport }> {
  const resolved = resolveReadOptions(options);
  const chunks = unpackBytes(source, resolved);
  try {
    const head = await gatherHead(chunks, 65_536);
    const content = recogniseContent(head, { source: source.name });
    if (content.kind === "json") {
      throw new InputError(`Cannot read ${source.name} as a table: it is JSON`, {
        expected: "CSV with a header line",
      });
    }
    const scanner = makeScanner({ source: source.name, content, options: resolved });
    const tally = new BadRowTally(source.name, resolved.onBadRow);
    let rows: EventRows | undefined;
    const scan = () => {
      while (scanner.next()) {
        if (rows !== undefined) rows.read();
        else if (!isRemark(scanner)) rows = openRows(scanner, { source, options, tally });
      }
    };
    for await (const chunk of prepend(head.subarray(content.skippedBytes), chunks)) {
      scanner.append(chunk);
      scan();
    }
    scanner.finish();
    scan();
    if (rows === undefined) throw new InputError(`Cannot read ${source.name}: no header line`);
    return rows.build();
  } finally {
    await chunks.return();
  }
}

function openRows(
  scanner: CsvScanner,
  { source, options, tally }: {
    source: CatalogueSource;
    options: ReadEventTableOptions;
    tally: BadRowTally;
  },
): EventRows {
  const names = readHeader(scanner, source.name);
  const columns = findEventColumns(names, {
    source: source.name,
    splitColumn: options.splitColumn,
  });
  return new EventRows(scanner, { names, columns, tally, source: source.name });
}
