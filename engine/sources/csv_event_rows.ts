import type { BadRow, BadRowTally } from "./bad_row_tally.ts";
import { type ByteSpan, textOfSpan } from "./byte_span.ts";
import { CatalogueBuilder, type EventNumbers } from "./catalogue_builder.ts";
import { CATALOGUE_FIELDS, type CatalogueField } from "./catalogue_layouts.ts";
import { catalogueOfRows } from "./catalogue_of_rows.ts";
import type { CsvScanner } from "./csv_scanner.ts";
import { MISSING_NUMBER, parseNumber } from "./parse_number.ts";
import { EXPECTED_TIME, parseTime } from "./parse_time.ts";
import type { ReadCatalogueResult } from "./read_result.ts";
import type { ResolvedColumns } from "./resolve_columns.ts";
import { TimeColumns } from "./time_columns.ts";

const NOTHING: ByteSpan = { bytes: new Uint8Array(0), start: 0, end: 0 };

/** What rows are read by. */
export interface CsvEventRowsOptions {
  /** Column names, from the header. */
  names: readonly string[];
  /** Which column is what. */
  columns: ResolvedColumns;
  /** What happens to bad rows. */
  tally: BadRowTally;
  /** Name of the source. */
  source: string;
}

/** Reads the rows of a scanner as events, number by number, without a string for each field. */
export class CsvEventRows {
  #scanner: CsvScanner;
  #options: CsvEventRowsOptions;
  #index: Record<CatalogueField, number>;
  #builder: CatalogueBuilder;
  #rows = 0;
  /** First field of the row that could not be read, "" where all could. */
  #badField: CatalogueField | "" = "";
  #time: TimeColumns;
  /** The numbers of the current row, one object for all rows. */
  #event: EventNumbers = {
    timeMs: NaN,
    latitude: NaN,
    longitude: NaN,
    depthKm: NaN,
    magnitude: NaN,
    updatedMs: NaN,
  };
  #textOf: (field: CatalogueField) => ByteSpan;

  /** Reads on from the scanner's place behind the header. */
  constructor(scanner: CsvScanner, options: CsvEventRowsOptions) {
    const { indexOf } = options.columns;
    this.#scanner = scanner;
    this.#options = options;
    this.#index = Object.fromEntries(
      CATALOGUE_FIELDS.map((field) => [field, indexOf[field] ?? -1]),
    ) as Record<CatalogueField, number>;
    this.#time = new TimeColumns(scanner, indexOf);
    this.#builder = new CatalogueBuilder((field) => indexOf[field] !== undefined);
    this.#textOf = (field) => this.#field(field);
  }

  /** Reads the row on which the scanner stands. */
  read(): void {
    const scanner = this.#scanner;
    const { names, columns, tally } = this.#options;
    this.#rows++;
    const isShort = scanner.fieldCount !== names.length &&
      !(columns.mayOmitLastField && scanner.fieldCount === names.length - 1);
    if (isShort || scanner.problem !== "") return tally.add(this.#describeBadShape());
    const event = this.#event;
    this.#badField = "";
    event.timeMs = this.#readTime();
    event.latitude = this.#readNumber("latitude", true);
    event.longitude = this.#readNumber("longitude", true);
    event.depthKm = this.#readNumber("depth", false);
    event.magnitude = this.#readNumber("magnitude", false);
    event.updatedMs = this.#readUpdated();
    if (this.#badField !== "") return tally.add(this.#describeBadField(this.#badField));
    this.#builder.add(event, this.#textOf);
  }

  /** The catalogue of the rows read. Throws InputError where every row was bad. */
  build(): ReadCatalogueResult {
    return catalogueOfRows(this.#builder, { ...this.#options, rows: this.#rows });
  }

  #field(field: CatalogueField): ByteSpan {
    const index = this.#index[field];
    return index < 0 || index >= this.#scanner.fieldCount ? NOTHING : this.#scanner.select(index);
  }

  #readNumber(field: CatalogueField, isNeeded: boolean): number {
    const span = this.#field(field);
    if (span.start < span.end) {
      const number = parseNumber(span);
      if (number === number) return number;
      if (!isNeeded && MISSING_NUMBER.test(textOfSpan(span))) return NaN;
    } else if (!isNeeded) {
      return NaN;
    }
    return this.#noteBad(field);
  }

  #readTime(): number {
    const timeMs = this.#time.read();
    return timeMs === timeMs ? timeMs : this.#noteBad(this.#time.badField);
  }

  #readUpdated(): number {
    const span = this.#field("updated");
    if (span.start === span.end) return NaN;
    const timeMs = parseTime(span);
    return timeMs === timeMs ? timeMs : this.#noteBad("updated");
  }

  #noteBad(field: CatalogueField): number {
    if (this.#badField === "") this.#badField = field;
    return NaN;
  }

  #describeBadField(field: CatalogueField): BadRow {
    const name = this.#options.names[this.#index[field]];
    const value = textOfSpan(this.#field(field));
    const isTime = ["time", "date", "updated"].includes(field);
    const location = {
      line: this.#scanner.line,
      field: name,
      value,
      expected: isTime ? EXPECTED_TIME : "a number",
    };
    return { field: name, what: `the ${field} of an event`, location };
  }

  #describeBadShape(): BadRow {
    const { scanner, names } = { scanner: this.#scanner, names: this.#options.names };
    const { line, problem, problemField, fieldCount } = scanner;
    if (problem !== "") {
      const field = names[problemField] ?? `${problemField + 1}`;
      const value = textOfSpan(scanner.selectWhole(problemField));
      const expected = "quotation marks around a whole field, doubled inside it";
      return { field, what: `a row with ${problem}`, location: { line, field, value, expected } };
    }
    return {
      field: "row",
      what: `a row of ${fieldCount} fields`,
      location: { line, expected: `${names.length} fields, as in the header` },
    };
  }
}
