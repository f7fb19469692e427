import {
  ConfigurationError,
  DAY_MS,
  InputError,
  nearestWord,
  type PointEvents,
  type ReadReport,
} from "../domain/mod.ts";
import type { BadRowTally } from "./bad_row_tally.ts";
import { textOfSpan } from "./byte_span.ts";
import { normaliseColumnName, USUAL_COLUMN_NAMES } from "./catalogue_layouts.ts";
import type { CsvScanner } from "./csv_scanner.ts";
import { parseNumber } from "./parse_number.ts";
import { EXPECTED_TIME, parseTime } from "./parse_time.ts";
import { describeNames } from "./resolve_columns.ts";

/** Events with the part of a benchmark that each belongs to, in the order of the source. */
export interface EventTable {
  /** The events; numbers that the source lacks are NaN. */
  events: PointEvents;
  /** The part of each event, such as "train"; undefined where there is no such column. [event] */
  split?: string[];
}

/** A column that is read. */
export type EventColumn =
  | "time"
  | "days"
  | "magnitude"
  | "latitude"
  | "longitude"
  | "x"
  | "y"
  | "split";

const NAMES: Readonly<Record<EventColumn, readonly string[]>> = {
  time: USUAL_COLUMN_NAMES.time,
  days: ["dayssincefirst", "days"],
  magnitude: USUAL_COLUMN_NAMES.magnitude,
  latitude: USUAL_COLUMN_NAMES.latitude,
  longitude: USUAL_COLUMN_NAMES.longitude,
  x: ["x"],
  y: ["y"],
  split: ["split"],
};

/** Index of each column that there is. */
export type EventColumns = Partial<Record<EventColumn, number>>;

/**
 * Index of each column that is read.
 *
 * Throws InputError for columns that lack, ConfigurationError for a split column that is not there.
 */
export function findEventColumns(
  names: readonly string[],
  { source, splitColumn }: { source: string; splitColumn?: string },
): EventColumns {
  const normal = names.map(normaliseColumnName);
  const found: EventColumns = {};
  for (const column of Object.keys(NAMES) as EventColumn[]) {
    const usual = NAMES[column].map((name) => normal.indexOf(name)).find((index) => index >= 0);
    if (usual !== undefined) found[column] = usual;
  }
  if (splitColumn !== undefined) {
    const index = names.indexOf(splitColumn);
    if (index < 0) {
      throw new ConfigurationError(
        `Cannot find the split column "${splitColumn}"; there are ${describeNames(names)}.`,
        "splitColumn",
        nearestWord(splitColumn, names),
      );
    }
    found.split = index;
  }
  const isGeographic = found.latitude !== undefined && found.longitude !== undefined;
  if (found.time !== undefined) delete found.days;
  for (const column of isGeographic ? ["x", "y"] as const : ["latitude", "longitude"] as const) {
    delete found[column];
  }
  const lacks = [
    found.time === undefined && found.days === undefined && "time or days_since_first",
    found.magnitude === undefined && "magnitude",
    !isGeographic && (found.x === undefined || found.y === undefined) &&
    "latitude and longitude, or x and y",
  ].filter((text) => text !== false);
  if (lacks.length === 0) return found;
  throw new InputError(
    `Cannot find columns for ${lacks.join(", ")} in ${source}: there are ${describeNames(names)}`,
    { line: 1 },
  );
}

/** What rows are read by. */
export interface EventRowsOptions {
  /** Column names, from the header. */
  names: readonly string[];
  /** Which column is what. */
  columns: EventColumns;
  /** What happens to bad rows. */
  tally: BadRowTally;
  /** Name of the source. */
  source: string;
}

/** Reads the rows of a scanner as events. */
export class EventRows {
  readonly #scanner: CsvScanner;
  readonly #options: EventRowsOptions;
  readonly #numbers: readonly EventColumn[];
  readonly #values = new Map<EventColumn, number[]>();
  readonly #split: string[] = [];
  #rows = 0;

  /** Reads on from the scanner's place behind the header. */
  constructor(scanner: CsvScanner, options: EventRowsOptions) {
    this.#scanner = scanner;
    this.#options = options;
    const all = Object.keys(options.columns) as EventColumn[];
    this.#numbers = all.filter((column) => column !== "split");
    for (const column of this.#numbers) this.#values.set(column, []);
  }

  /** Reads the row on which the scanner stands. */
  read(): void {
    const { names, columns, tally } = this.#options;
    const { line, fieldCount, problem } = this.#scanner;
    this.#rows++;
    if (fieldCount !== names.length || problem !== "") {
      const what = problem === "" ? `a row of ${fieldCount} fields` : `a row with ${problem}`;
      const expected = `${names.length} fields, as in the header`;
      return tally.add({ field: "row", what, location: { line, expected } });
    }
    const numbers: number[] = [];
    for (const column of this.#numbers) {
      const span = this.#scanner.select(columns[column]!);
      const number = column === "time" ? parseTime(span) : parseNumber(span);
      if (!Number.isFinite(number)) {
        const field = names[columns[column]!];
        const expected = column === "time" ? EXPECTED_TIME : "a finite number";
        const location = { line, field, value: textOfSpan(span), expected };
        return tally.add({ field, what: `the ${column} of an event`, location });
      }
      numbers.push(number);
    }
    this.#numbers.forEach((column, i) => this.#values.get(column)!.push(numbers[i]));
    if (columns.split !== undefined) {
      this.#split.push(textOfSpan(this.#scanner.select(columns.split)));
    }
  }

  /** The table of the rows read. Throws InputError where every row was bad. */
  build(): { table: EventTable; report: ReadReport } {
    const { names, columns, tally, source } = this.#options;
    tally.refuseAllBad(this.#rows);
    const column = (name: EventColumn) => Float64Array.from(this.#values.get(name) ?? []);
    const isDated = columns.time !== undefined;
    const timeMs = isDated ? column("time") : column("days").map((days) => days * DAY_MS);
    const used = new Set(Object.values(columns));
    return {
      table: {
        events: {
          name: source,
          size: timeMs.length,
          timeMs,
          isDated,
          magnitude: column("magnitude"),
          places: columns.latitude === undefined
            ? { kind: "plane", northKm: column("x"), eastKm: column("y") }
            : {
              kind: "geographic",
              latitude: column("latitude"),
              longitude: column("longitude"),
            },
        },
        split: columns.split === undefined ? undefined : this.#split,
      },
      report: {
        source,
        layout: "event_table_csv",
        rows: this.#rows,
        skippedRows: tally.skippedRows,
        skippedByField: tally.skippedByField,
        firstSkipped: tally.firstSkipped,
        ignoredColumns: names.filter((_, index) => !used.has(index)),
      },
    };
  }
}
