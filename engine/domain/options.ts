import { parseDuration } from "./duration.ts";
import { ConfigurationError } from "./errors.ts";

/** One configurable value: its default, what is allowed, and why the default is what it is. */
export interface Option<Value> {
  /** How the value is written: on a command line, in JSON, in a preset. */
  kind: "integer" | "number" | "boolean" | "choice" | "duration" | "text" | "numbers" | "names";
  /** Used where none is given. */
  default: Value;
  /** What it means, with its unit, and the reason for the default. */
  about: string;
  /** Smallest allowed number. */
  minimum?: number;
  /** Largest allowed number. */
  maximum?: number;
  /** Allowed words, of a list as well; beside numbers, words that may stand in for one, such as "auto". */
  choices?: readonly string[];
  /** Whether the numbers of a list must be whole. */
  whole?: true;
  /** Whether a list must have at least one member. */
  nonEmpty?: true;
}

/** A table of options by name. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values of a table of options. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name]["default"];
};

/**
 * Fills in defaults and checks every given value, whether typed (JSON) or text (command line).
 *
 * Throws ConfigurationError for an unknown name (with the nearest known one) or a value out of range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { resolveOptions } from "@quakecast/quakecast/domain";
 * const epochs = { kind: "integer" as const, default: 30, about: "passes", minimum: 1 };
 * assert(resolveOptions({ epochs }, { epochs: "5" }).epochs === 5);
 * ```
 */
export function resolveOptions<Table extends OptionTable>(
  table: Table,
  given: Readonly<Record<string, unknown>>,
): OptionValues<Table> {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) values[name] = option.default;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(table, name)) {
      throw new ConfigurationError(
        `Unknown option "${name}".`,
        name,
        nearestWord(name, Object.keys(table)),
      );
    }
    values[name] = readOption(name, table[name], value);
  }
  return Object.freeze(values) as OptionValues<Table>;
}

/** The word within two edits (a third of its length at most) of `word`, or undefined. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.min(2, Math.floor(Math.max(word.length, 3) / 3)) + 1;
  for (const candidate of words) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [least, nearest] = [distance, candidate];
  }
  return nearest;
}

function readOption(name: string, option: Option<unknown>, value: unknown): unknown {
  if (value === null) {
    if (option.default === null) return null;
    throw refusal(name, value, option.kind);
  }
  switch (option.kind) {
    case "integer":
    case "number":
      return readNumber(name, option, value);
    case "boolean":
      if (value === true || value === "true") return true;
      if (value === false || value === "false") return false;
      throw refusal(name, value, "true or false");
    case "choice":
      return readWord(name, option.choices!, value);
    case "duration":
      parseDuration(String(value), name);
      return String(value).trim();
    case "text":
      return String(value);
    case "numbers":
      return readList(name, option, value).map((item) => readNumber(name, option, item));
    case "names":
      return readList(name, option, value).map((item) =>
        option.choices === undefined ? String(item) : readWord(name, option.choices, item)
      );
  }
}

function readWord(name: string, choices: readonly string[], value: unknown): string {
  const word = String(value);
  if (choices.includes(word)) return word;
  throw new ConfigurationError(
    `Cannot set ${name} to "${word}": expected one of ${choices.join(", ")}.`,
    name,
    nearestWord(word, choices),
  );
}

function readNumber(name: string, option: Option<unknown>, value: unknown): number | string {
  if (typeof value === "string" && option.choices?.includes(value)) return value;
  const text = typeof value === "string" ? value.trim() : value;
  const number = typeof text === "number" ? text : text === "" ? NaN : Number(text);
  const { minimum = -Infinity, maximum = Infinity } = option;
  const isWhole = option.kind === "integer" || option.whole === true;
  const isRight = isWhole ? Number.isInteger(number) : Number.isFinite(number);
  if (!isRight || number < minimum || number > maximum) {
    const noun = isWhole ? "a whole number" : "a number";
    const words = option.choices === undefined ? "" : ` or ${option.choices.join(", ")}`;
    throw refusal(name, value, `${noun}${describeRange(minimum, maximum)}${words}`);
  }
  return number;
}

function describeRange(minimum: number, maximum: number): string {
  if (minimum === -Infinity && maximum === Infinity) return "";
  if (maximum === Infinity) return ` of at least ${minimum}`;
  if (minimum === -Infinity) return ` of at most ${maximum}`;
  return ` from ${minimum} to ${maximum}`;
}

function refusal(name: string, value: unknown, expected: string): ConfigurationError {
  const shown = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return new ConfigurationError(`Cannot set ${name} to ${shown}: expected ${expected}.`, name);
}

function readList(name: string, option: Option<unknown>, value: unknown): unknown[] {
  const items = splitList(value);
  if (items.length > 0 || option.nonEmpty !== true) return items;
  const { minimum = -Infinity, maximum = Infinity } = option;
  const noun = option.kind === "names" ? "name" : option.whole ? "whole number" : "number";
  throw refusal(name, value, `at least one ${noun}${describeRange(minimum, maximum)}`);
}

function splitList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return String(value).split(",").map((item) => item.trim()).filter((item) => item !== "");
}

/** Letters put in, left out, replaced, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(replaced, rows[i - 1][j] + 1, rows[i][j - 1] + 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}
