import { ConfigurationError } from "../engine/domain/mod.ts";
import { EXPECTED_TIME, parseTime, spanOfText } from "../engine/sources/mod.ts";

/** Reads a time as UTC epoch milliseconds. Throws ConfigurationError for anything else. */
export function readTimeOption(text: string, key: string): number {
  const timeMs = parseTime(spanOfText(text));
  if (Number.isFinite(timeMs)) return timeMs;
  throw new ConfigurationError(
    `Cannot set ${key} to "${text.slice(0, 80)}": expected ${EXPECTED_TIME}.`,
    key,
  );
}
