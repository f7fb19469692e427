import type { BadRowTally } from "./bad_row_tally.ts";
import { type ByteSpan, spanOfText } from "./byte_span.ts";
import { CatalogueBuilder } from "./catalogue_builder.ts";
import type { CatalogueField } from "./catalogue_layouts.ts";
import { catalogueOfRows } from "./catalogue_of_rows.ts";
import { MISSING_NUMBER, parseNumber } from "./parse_number.ts";
import { EXPECTED_TIME, parseDateAndTime, parseTime } from "./parse_time.ts";
import type { ReadCatalogueResult } from "./read_result.ts";
import type { ResolvedColumns } from "./resolve_columns.ts";

/** What JSON events are read by. */
export interface JsonEventRowsOptions {
  /** All keys of the events. */
  names: readonly string[];
  /** Which key is what. */
  columns: ResolvedColumns;
  /** What happens to bad events. */
  tally: BadRowTally;
  /** Name of the source. */
  source: string;
}

/** A value that cannot be read, thrown and caught within one event. */
class UnreadableValue extends Error {
  constructor(readonly field: CatalogueField, readonly expected: string) {
    super(field);
  }
}

/** Reads events given as flat JSON objects. */
export class JsonEventRows {
  #options: JsonEventRowsOptions;
  #builder: CatalogueBuilder;
  #rows = 0;

  /** Starts before the first event. */
  constructor(options: JsonEventRowsOptions) {
    this.#options = options;
    this.#builder = new CatalogueBuilder((field) => options.columns.indexOf[field] !== undefined);
  }

  /** Reads one event. */
  read(event: Readonly<Record<string, unknown>>): void {
    const row = this.#rows++;
    const valueOf = (field: CatalogueField) => {
      const name = this.#nameOf(field);
      return name === undefined ? undefined : event[name];
    };
    try {
      const numbers = {
        timeMs: readOriginTime(valueOf),
        latitude: readNumber("latitude", { valueOf, isNeeded: true }),
        longitude: readNumber("longitude", { valueOf, isNeeded: true }),
        depthKm: readNumber("depth", { valueOf }),
        magnitude: readNumber("magnitude", { valueOf }),
        updatedMs: isMissing(valueOf("updated")) ? NaN : readTime("updated", valueOf("updated")),
      };
      this.#builder.add(numbers, (field) => spanOfValue(valueOf(field)));
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      const field = this.#nameOf(error.field) ?? error.field;
      this.#options.tally.add({
        field,
        what: `the ${error.field} of an event`,
        location: {
          field: `[${row}].${field}`,
          value: JSON.stringify(event[field]) ?? "",
          expected: error.expected,
        },
      });
    }
  }

  /** The catalogue of the events read. Throws InputError where every event was bad. */
  build(): ReadCatalogueResult {
    return catalogueOfRows(this.#builder, { ...this.#options, rows: this.#rows });
  }

  #nameOf(field: CatalogueField): string | undefined {
    const index = this.#options.columns.indexOf[field];
    return index === undefined ? undefined : this.#options.names[index];
  }
}

type ValueOf = (field: CatalogueField) => unknown;

function isMissing(value: unknown): boolean {
  return value === undefined || value === null ||
    (typeof value === "string" && MISSING_NUMBER.test(value.trim()));
}

function readNumber(
  field: CatalogueField,
  { valueOf, isNeeded = false }: { valueOf: ValueOf; isNeeded?: boolean },
): number {
  const value = valueOf(field);
  if (!isNeeded && isMissing(value)) return NaN;
  const number = typeof value === "number"
    ? value
    : typeof value === "string"
    ? parseNumber(spanOfText(value))
    : NaN;
  if (!Number.isFinite(number)) throw new UnreadableValue(field, "a number");
  return number;
}

/** A time of JSON: ISO 8601, or a number of epoch milliseconds as in USGS feeds. */
function readTime(field: CatalogueField, value: unknown): number {
  const timeMs = typeof value === "number"
    ? value
    : typeof value === "string"
    ? parseTime(spanOfText(value))
    : NaN;
  if (!Number.isFinite(timeMs)) throw new UnreadableValue(field, EXPECTED_TIME);
  return timeMs;
}

function readOriginTime(valueOf: ValueOf): number {
  if (valueOf("timeMs") !== undefined) return readNumber("timeMs", { valueOf, isNeeded: true });
  if (valueOf("timeS") !== undefined) {
    return 1000 * readNumber("timeS", { valueOf, isNeeded: true });
  }
  const [date, time] = [valueOf("date"), valueOf("time")];
  if (typeof date !== "string") return readTime("time", time);
  const timeMs = parseDateAndTime(spanOfText(date), spanOfText(String(time ?? "")));
  if (!Number.isFinite(timeMs)) throw new UnreadableValue("date", EXPECTED_TIME);
  return timeMs;
}

/** The bytes of a label or identifier; objects are none. */
function spanOfValue(value: unknown): ByteSpan {
  const isText = typeof value === "string" || typeof value === "number";
  return spanOfText(isText ? String(value) : "");
}
