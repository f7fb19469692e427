import { InputError } from "../../domain/mod.ts";
import { JsonRecord, listOfJson } from "../json/json_record.ts";
import { isJson, parseJson } from "../json/parse_json.ts";
import { RowFields } from "../row_fields.ts";
import { readTextTable, type TextTable } from "../text_table.ts";

/** Names of columns that mean the same. */
const SYNONYMS: Readonly<Record<string, string>> = {
  lat: "latitude",
  lon: "longitude",
  lng: "longitude",
  pop: "population",
  people: "population",
  mmi: "intensity",
  type: "class",
  vs30_m_s: "vs30",
};

/**
 * Rows of a table whose columns are known, whatever the case of their names; or a list of objects of JSON,
 * whose keys are the columns.
 *
 * Throws InputError for a table that lacks a needed column, has one twice or has no rows.
 */
export function readPlaceTable(
  bytes: Uint8Array,
  { source, of, needed, known }: {
    source: string;
    /** What a row tells of, such as "a building". */
    of: string;
    /** Columns that must be there. */
    needed: readonly string[];
    /** Columns that may be. */
    known: readonly string[];
  },
): { columns: readonly string[]; rows: RowFields[] } {
  const table = isJson(bytes) ? tableOfJson(bytes, source) : readTextTable(bytes, source);
  const columns = table.names.map((name) => {
    const plain = name.trim().toLowerCase();
    return SYNONYMS[plain] ?? plain;
  });
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  if (twice !== undefined) {
    throw new InputError(`Cannot read ${source}: two columns are the ${twice}`, {
      ...{ line: table.headerLine, value: table.names.join(", ") },
    });
  }
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0 || table.rows.length === 0) {
    const reason = missing.length > 0 ? `no column ${missing.join(", ")}` : "it has no rows";
    throw new InputError(`Cannot read ${source}: ${reason}`, {
      line: table.headerLine,
      value: table.names.join(", "),
      expected: [...needed, ...known.map((name) => `[${name}]`)].join(", "),
    });
  }
  return { columns, rows: table.rows.map((row) => new RowFields(row, { columns, source, of })) };
}

/** A list of objects as a table; the line of a row is its place in the list. */
function tableOfJson(bytes: Uint8Array, source: string): TextTable {
  const list = listOfJson(parseJson(bytes, source), { name: "rows", source });
  const records = list.map((value, i) => {
    new JsonRecord(value, { source, field: `[${i}]` });
    return value as Record<string, unknown>;
  });
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record, i) => ({
    line: i + 1,
    values: names.map((name) => Object.hasOwn(record, name) ? textOf(record[name]) : ""),
  }));
  return { names, headerLine: 1, rows };
}

function textOf(value: unknown): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
