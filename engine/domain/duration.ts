import { ConfigurationError } from "./errors.ts";

const MILLISECONDS_PER_UNIT: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds in a day of UTC, leap seconds aside. */
export const DAY_MS = 86_400_000;

/**
 * Reads a duration such as "7d", "12h", "30m" or "1.5d" as milliseconds.
 *
 * Throws ConfigurationError for anything else, and for what rounds to less than a millisecond.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseDuration } from "@quakecast/quakecast/domain";
 * assert(parseDuration("7d", "horizon") === 604_800_000);
 * ```
 */
export function parseDuration(text: string, key: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text.trim());
  const exactly = match === null ? NaN : Number(match[1]) * MILLISECONDS_PER_UNIT[match[2]];
  const milliseconds = Math.round(exactly);
  if (milliseconds >= 1 && Number.isFinite(milliseconds)) return milliseconds;
  throw new ConfigurationError(
    `Cannot read ${key} "${text}": expected a number and a unit s, m, h, d or w, such as "7d", ` +
      "of at least a millisecond.",
    key,
  );
}

/** Writes milliseconds in the largest unit that gives a whole number, weeks aside: "7d", "36h". */
export function formatDuration(milliseconds: number): string {
  for (const unit of ["d", "h", "m"]) {
    const amount = milliseconds / MILLISECONDS_PER_UNIT[unit];
    if (Number.isInteger(amount)) return `${amount}${unit}`;
  }
  return `${milliseconds / 1_000}s`;
}

/** Writes UTC epoch milliseconds as ISO 8601, and NaN as "unknown". */
export function formatTime(timeMs: number): string {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : "unknown";
}

/** Writes UTC epoch milliseconds as ISO 8601 to the microsecond, and NaN as "unknown". */
export function formatPreciseTime(timeMs: number): string {
  if (!Number.isFinite(timeMs)) return "unknown";
  const microseconds = Math.round(timeMs * 1000);
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = `${microseconds - milliseconds * 1000}`.padStart(3, "0");
  return new Date(milliseconds).toISOString().replace("Z", `${rest}Z`);
}
