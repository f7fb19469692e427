import type { EventMagnitude, SeismicEvent, WaveformNote } from "../domain/mod.ts";
import { formatCount, formatEvents } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** Events and notes that are shown at most. */
const MOST_ROWS = 40;
const MOST_NOTES = 20;

/** What the chain from waveforms to a catalogue found. */
export interface EventCatalogueContent {
  /** Located events. */
  readonly events: readonly SeismicEvent[];
  /** Events that could not be located, with the reason. */
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
  /** Picks: all, in events, in none. */
  readonly counts: {
    readonly picks: number;
    readonly associated: number;
    readonly unassociated: number;
  };
  /** What was noted on the way. */
  readonly notes: readonly WaveformNote[];
}

/** The events in a table with their magnitudes, counts in a sentence, and notes. */
export function eventCatalogueText(
  { events, failures, counts, notes }: EventCatalogueContent,
): string {
  const shown = events.slice(0, MOST_ROWS);
  const titles = ["latitude", "longitude", "± km", "depth km", "± km", "picks", "gap", "magnitude"];
  const columns = [
    { title: "origin time (UTC)" },
    ...titles.map((title) => ({ title, align: "right" as const })),
  ];
  const remarks = shown.flatMap(({ origins: [{ timeMs, remarks = [] }] }) =>
    remarks.map((remark) => `${timeOf(timeMs)}: ${remark}`)
  );
  const rest = events.length - shown.length;
  return [
    ...(shown.length > 0 ? [formatTable(shown.map(rowOf), { columns })] : []),
    ...(rest > 0 ? [`... and ${formatEvents(rest)} more; --out writes all.`] : []),
    ...remarks,
    ...(shown.length > 0 ? [""] : []),
    `${formatCount(counts.picks)} picks: ${formatCount(counts.associated)} make up ` +
    `${formatEvents(events.length)}, ${formatCount(counts.unassociated)} belong to none.`,
    ...failures.map(({ id, reason }) => `Not located: ${id}: ${reason}`),
    ...summariseNotes(notes),
  ].join("\n");
}

const timeOf = (timeMs: number) => new Date(timeMs).toISOString();

function rowOf({ origins: [origin], magnitudes, picks }: SeismicEvent): (string | number)[] {
  const rounded = (value: number | undefined, digits: number) =>
    value === undefined || !Number.isFinite(value) ? "" : value.toFixed(digits);
  return [
    timeOf(origin.timeMs),
    origin.latitude.toFixed(4),
    origin.longitude.toFixed(4),
    rounded(origin.horizontalErrorKm, 1),
    rounded(origin.depthKm, 1),
    rounded(origin.depthErrorKm, 1),
    picks.length,
    rounded(origin.azimuthalGapDegrees, 0),
    describeMagnitude(magnitudes.find(({ station }) => station === undefined)),
  ];
}

function describeMagnitude(magnitude: EventMagnitude | undefined): string {
  if (magnitude === undefined) return "";
  const { magnitudeType, magnitude: value, error } = magnitude;
  return `${magnitudeType} ${value.toFixed(1)}${
    error === undefined ? "" : ` ± ${error.toFixed(1)}`
  }`;
}

/** Notes that say the same of several channels once. */
function summariseNotes(notes: readonly WaveformNote[]): string[] {
  const alike = Map.groupBy(notes, ({ message, channel }) => message.replace(`${channel}: `, ""));
  const lines = [...alike].map(([message, all]) => {
    const channels = [...new Set(all.flatMap(({ channel }) => channel ?? []))];
    const named = channels.length === 0 ? "" : ` on ${channels[0]}`;
    const others = channels.length > 1 ? ` and ${channels.length - 1} more` : "";
    return `Note${named}${others}: ${message}`;
  });
  const rest = lines.length - MOST_NOTES;
  return [...lines.slice(0, MOST_NOTES), ...(rest > 0 ? [`and ${rest} more notes`] : [])];
}
