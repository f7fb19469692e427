import { InputError, type InputLocation } from "../../domain/mod.ts";
import { spanOfText } from "../byte_span.ts";
import { EXPECTED_TIME, parseTime } from "../parse_time.ts";

/** Largest distance of a time from 1970, milliseconds: that of JavaScript's dates. */
const LATEST_MS = 8.64e15;

/** What a number of JSON may be. */
export interface JsonNumberRules {
  /** Smallest value. */
  least?: number;
  /** Largest value. */
  most?: number;
  /** Taken where there is none; without it there must be one. */
  spare?: number;
}

/** An object of JSON whose values are read one by one, each checked; messages name its place. */
export class JsonRecord {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #where: InputLocation;

  /** Throws InputError for anything but an object. `where.field` is its own place. */
  constructor(value: unknown, where: InputLocation) {
    this.#where = where;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new InputError("Cannot read a value", {
        ...{ ...where, value: showValue(value) },
        expected: "an object",
      });
    }
    this.#values = value as Record<string, unknown>;
  }

  /** Whether there is a value of this name. */
  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  /** The value of a name, whatever it is; undefined where there is none or null. */
  value(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] ?? undefined : undefined;
  }

  /** A text; `spare` where there is none. Throws InputError for anything else. */
  text(name: string, spare?: string): string {
    const value = this.value(name) ?? spare;
    if (typeof value === "string") return value;
    throw this.refuse(name, "a text");
  }

  /** A finite number. Throws InputError for anything else and one out of range. */
  number(
    name: string,
    { least = -Infinity, most = Infinity, spare }: JsonNumberRules = {},
  ): number {
    const value = this.value(name);
    if (value === undefined && spare !== undefined) return spare;
    if (typeof value === "number" && value >= least && value <= most) return value;
    const bounds = [
      ...(least === -Infinity ? [] : [`${least} or more`]),
      ...(most === Infinity ? [] : [`${most} or less`]),
    ];
    throw this.refuse(name, ["a number", ...bounds].join(", "));
  }

  /**
   * A time as UTC epoch milliseconds: ISO 8601 under `name`, or a number under `nameMs`.
   * Throws InputError for anything else, and where there is none without `spare`.
   */
  timeMs(name: string, spare?: number): number {
    if (this.has(`${name}Ms`)) {
      return this.number(`${name}Ms`, { least: -LATEST_MS, most: LATEST_MS });
    }
    const value = this.value(name);
    if (value === undefined && spare !== undefined) return spare;
    const timeMs = typeof value === "string" ? parseTime(spanOfText(value)) : NaN;
    if (Number.isFinite(timeMs)) return timeMs;
    throw this.refuse(name, EXPECTED_TIME);
  }

  /** The members of a list, each read by `read` with its own place; none where there is no list. */
  list<Member>(name: string, read: (member: unknown, where: InputLocation) => Member): Member[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw this.refuse(name, "a list");
    return value.map((member, i) =>
      read(member, { ...this.#where, field: `${this.#place(name)}[${i}]` })
    );
  }

  /** An object. Throws InputError for anything else. */
  record(name: string): JsonRecord {
    return new JsonRecord(this.value(name), { ...this.#where, field: this.#place(name) });
  }

  /** The error for a value of a name that is not as expected. */
  refuse(name: string, expected: string): InputError {
    const value = showValue(this.value(name));
    const field = this.#place(name);
    return new InputError("Cannot read a value", { ...this.#where, field, value, expected });
  }

  #place(name: string): string {
    const { field } = this.#where;
    return field === undefined ? name : `${field}.${name}`;
  }
}

/** The list that a document of JSON is, or holds under a name. Throws InputError where there is none. */
export function listOfJson(
  document: unknown,
  { name, source }: { name: string; source: string },
): readonly unknown[] {
  const list = Array.isArray(document) ? document : Object(document)[name];
  if (Array.isArray(list)) return list;
  throw new InputError(`Cannot find ${name} in ${source}`, {
    ...{ source, field: name },
    expected: `a list of objects, or an object that holds one as ${name}`,
  });
}

function showValue(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}
