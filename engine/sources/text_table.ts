import { InputError } from "../domain/mod.ts";
import { textOfSpan } from "./byte_span.ts";
import { isRemark, readHeader } from "./csv_catalogue.ts";
import { CsvScanner } from "./csv_scanner.ts";
import { recogniseContent } from "./recognise_content.ts";

const BAR = 124;
const MAXIMUM_COLUMNS = 1_000;
const HEAD_BYTES = 65_536;

/** A row of a table of text. */
export interface TextRow {
  /** Line on which it starts, the first line of the source being 1. */
  readonly line: number;
  /** Its values, one for each column, blanks at both ends left out. */
  readonly values: readonly string[];
}

/** A small table, read whole. */
export interface TextTable {
  /** Names of the columns; a leading "#" is no part of the first. */
  readonly names: readonly string[];
  /** Line of the header. */
  readonly headerLine: number;
  /** Rows below the header. */
  readonly rows: readonly TextRow[];
}

/**
 * Reads a table that fits into memory, such as a list of stations or labels: columns parted by comma,
 * semicolon, tab or bar, names in the first line that is no remark.
 *
 * Throws InputError for anything that is no such table and for a row of more or fewer fields than names.
 *
 * @example
 * ```ts
 * import { readTextTable } from "@quakecast/quakecast/sources";
 * const table = readTextTable(new TextEncoder().encode("station,latitude\nMEM,37.1\n"), "a.csv");
 * console.assert(table.rows[0].values[1] === "37.1" && table.rows[0].line === 2);
 * ```
 */
export function readTextTable(bytes: Uint8Array, source: string): TextTable {
  const content = recogniseContent(bytes.subarray(0, HEAD_BYTES), { source });
  if (content.kind === "json") {
    throw new InputError(`Cannot read ${source} as a table: it is JSON`, { expected: "CSV" });
  }
  const scanner = new CsvScanner({
    source,
    delimiter: content.delimiter,
    newline: content.newline,
    hasQuotes: content.delimiter !== BAR,
    maximumColumns: MAXIMUM_COLUMNS,
  });
  scanner.append(bytes.subarray(content.skippedBytes));
  scanner.finish();
  let header: { names: string[]; line: number } | undefined;
  const rows: TextRow[] = [];
  while (scanner.next()) {
    if (header !== undefined) rows.push(readRow(scanner, { names: header.names, source }));
    else if (!isRemark(scanner)) {
      header = { names: readHeader(scanner, source), line: scanner.line };
    }
  }
  if (header === undefined) throw new InputError(`Cannot read ${source}: it has no header line`);
  return { names: header.names, headerLine: header.line, rows };
}

function readRow(
  scanner: CsvScanner,
  { names, source }: { names: readonly string[]; source: string },
): TextRow {
  const { line, problem, fieldCount } = scanner;
  if (problem !== "") throw new InputError(`Cannot read a row: ${problem}`, { source, line });
  if (fieldCount !== names.length) {
    throw new InputError(`Cannot read a row of ${fieldCount} fields`, {
      source,
      line,
      expected: `${names.length} fields, as in the header`,
    });
  }
  const values = Array.from(names, (_, field) => textOfSpan(scanner.select(field)));
  return { line, values };
}
