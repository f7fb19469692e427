import { ConfigurationError, nearestWord, type SearchDimension } from "../../domain/mod.ts";

/**
 * Narrows or widens dimensions as texts ask: `units-1=8:32` is a range, `batch=32|64` a list. A range
 * of one value, and a list of one, fix it.
 *
 * Throws ConfigurationError for an unknown dimension, or a text that is neither.
 */
export function narrowSpace(
  space: readonly SearchDimension[],
  texts: readonly string[],
): SearchDimension[] {
  const narrowed = [...space];
  for (const text of texts) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined) throw refusal(text, "expected NAME=LOW:HIGH or NAME=A|B");
    const place = narrowed.findIndex((dimension) => dimension.name === name);
    const names = space.map((dimension) => dimension.name);
    if (place < 0) {
      const known = `known are ${names.join(", ")}.`;
      throw refusal(text, known, nearestWord(name, names));
    }
    narrowed[place] = narrowDimension(narrowed[place], { text, value });
  }
  return narrowed;
}

function narrowDimension(
  dimension: SearchDimension,
  { text, value }: { text: string; value: string },
): SearchDimension {
  const { name, when } = dimension;
  if (dimension.kind === "choice") {
    const choices = value.split("|").map((word) => {
      const number = Number(word);
      return dimension.choices.every((choice) => typeof choice === "number") ? number : word;
    });
    if (choices.every((choice) => isAllowed(dimension.choices, choice))) {
      return { name, kind: "choice", choices, ...(when === undefined ? {} : { when }) };
    }
    throw refusal(text, `expected some of ${dimension.choices.join("|")}`);
  }
  const [low, high = low, ...rest] = value.split(":").map(Number);
  const isRight = rest.length === 0 && low <= high && (!dimension.log || low > 0) &&
    [low, high].every(dimension.kind === "integer" ? Number.isInteger : Number.isFinite);
  if (isRight) return { ...dimension, low, high };
  const noun = dimension.kind === "integer" ? "whole numbers" : "numbers";
  throw refusal(text, `expected LOW:HIGH, two ${noun}${dimension.log ? " above 0" : ""}`);
}

/** Any whole number of examples makes a batch; names must be known. */
function isAllowed(choices: readonly (number | string)[], choice: number | string): boolean {
  if (typeof choice === "string") return choices.includes(choice);
  return Number.isInteger(choice) && choice >= 0;
}

function refusal(text: string, expected: string, suggestion?: string): ConfigurationError {
  return new ConfigurationError(
    `Cannot read search "${text}": ${expected.replace(/\.?$/, ".")}`,
    "search",
    suggestion,
  );
}
