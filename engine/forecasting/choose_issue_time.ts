import { type Catalogue, formatTime, InputError, InsufficientDataError } from "../domain/mod.ts";

/**
 * The time up to which events are known: as asked, else the last event of the catalogue, never the
 * clock. UTC epoch milliseconds.
 *
 * Throws InputError for a time that cannot be read or lies before all events.
 */
export function chooseIssueTime(
  catalogue: Pick<Catalogue, "name" | "size" | "timeMs">,
  asked: string | undefined,
): number {
  if (catalogue.size === 0) {
    throw new InsufficientDataError(`Cannot forecast from catalogue "${catalogue.name}"`, {
      have: 0,
      need: 1,
      of: "events after cleaning",
    });
  }
  if (asked === undefined) return catalogue.timeMs[catalogue.size - 1];
  const issueTimeMs = parseIssueTime(asked);
  if (issueTimeMs < catalogue.timeMs[0]) {
    throw new InputError("Cannot forecast from a time before all events", {
      source: catalogue.name,
      field: "issueTime",
      value: asked,
      expected: `a time from ${formatTime(catalogue.timeMs[0])} on`,
    });
  }
  return issueTimeMs;
}

/** A day alone means its start; a time without a zone is UTC. */
function parseIssueTime(text: string): number {
  const match = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/
    .exec(text);
  const hasZone = match?.[1] !== undefined || !/[T ]/.test(text);
  const timeMs = match === null ? NaN : Date.parse(text.replace(" ", "T") + (hasZone ? "" : "Z"));
  if (Number.isFinite(timeMs)) return timeMs;
  throw new InputError("Cannot read the issue time", {
    field: "issueTime",
    value: text,
    expected: 'an ISO 8601 time such as "2025-10-01" or "2025-10-01T12:00:00Z"',
  });
}
