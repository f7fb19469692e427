import { InputError } from "../domain/mod.ts";
import { spanOfText } from "./byte_span.ts";
import { parseNumber } from "./parse_number.ts";
import { parseTime } from "./parse_time.ts";
import type { TextRow } from "./text_table.ts";

/** The values of a row of a table by the names of its columns; what cannot be read is an InputError. */
export class RowFields {
  /** Line of the row, the first being 1. */
  readonly line: number;
  #options: { columns: readonly string[]; source: string; of: string };
  #row: TextRow;

  /** Names the columns, and what a row tells `of`, such as "a station", for messages. */
  constructor(row: TextRow, options: { columns: readonly string[]; source: string; of: string }) {
    this.#row = row;
    this.#options = options;
    this.line = row.line;
  }

  /** The text of a column; "" where there is none. */
  text(name: string): string {
    return this.#row.values[this.#options.columns.indexOf(name)] ?? "";
  }

  /** The number of a column; NaN where it is empty. */
  number(name: string, [least, most]: readonly [number, number] = [-Infinity, Infinity]): number {
    const text = this.text(name);
    if (text === "") return NaN;
    const number = parseNumber(spanOfText(text));
    if (number >= least && number <= most) return number;
    throw this.refusal(name, least === -Infinity ? "a number" : `${least} to ${most}`);
  }

  /** The number of a column, which must be there. */
  needed(name: string, limits?: readonly [number, number]): number {
    const number = this.number(name, limits);
    if (Number.isNaN(number)) throw this.refusal(name, "a number");
    return number;
  }

  /** The time of a column, UTC epoch milliseconds; `open` where it is empty. */
  time(name: string, open: number): number {
    const text = this.text(name);
    if (text === "") return open;
    const timeMs = parseTime(spanOfText(text));
    if (!Number.isNaN(timeMs)) return timeMs;
    throw this.refusal(name, "a time");
  }

  /** A place, which must be there. */
  place(): { latitude: number; longitude: number } {
    return {
      latitude: this.needed("latitude", [-90, 90]),
      longitude: this.needed("longitude", [-180, 360]),
    };
  }

  /** Why a field cannot be taken. */
  refusal(field: string, expected: string): InputError {
    return new InputError(`Cannot read the ${field} of ${this.#options.of}`, {
      source: this.#options.source,
      line: this.line,
      field,
      value: this.text(field),
      expected,
    });
  }
}
