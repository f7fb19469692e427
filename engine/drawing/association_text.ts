import type { SeismicEvent } from "../domain/mod.ts";
import { formatCount, formatEvents } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** Events that are shown at most. */
const MOST_ROWS = 40;

/** What joining picks gave, as counts. */
export interface AssociationCounts {
  /** Picks that were read. */
  readonly picks: number;
  /** Picks that belong to an event. */
  readonly associated: number;
  /** Picks at known stations that belong to none. */
  readonly unassociated: number;
  /** Picks that could not be used. */
  readonly unusable: number;
}

/** Events that picks were joined to, the first of them in a table, and the counts in a sentence. */
export function associationText(
  events: readonly SeismicEvent[],
  { picks, associated, unassociated, unusable }: AssociationCounts,
): string {
  const perEvent = events.length === 0 ? "" : `, ${(associated / events.length).toFixed(1)} each`;
  const share = picks === 0 ? 0 : 100 * unassociated / picks;
  const sentence = `${formatCount(picks)} picks: ${formatCount(associated)} make up ` +
    `${formatEvents(events.length)}${perEvent}; ${formatCount(unassociated)} ` +
    `(${share.toFixed(1)} %) belong to none; ${formatCount(unusable)} cannot be used.`;
  if (events.length === 0) return sentence;
  const rows = events.slice(0, MOST_ROWS).map(({ picks, origins: [origin] }) => [
    new Date(origin.timeMs).toISOString(),
    origin.latitude.toFixed(3),
    origin.longitude.toFixed(3),
    origin.depthKm.toFixed(1),
    (origin.horizontalErrorKm ?? NaN).toFixed(1),
    origin.arrivals.filter(({ phase }) => phase === "P").length,
    origin.arrivals.filter(({ phase }) => phase === "S").length,
    new Set(picks.map(({ code }) => code.station)).size,
    (origin.rootMeanSquareSeconds ?? NaN).toFixed(2),
  ]);
  const titles = ["origin time", "latitude", "longitude", "depth km", "± km", "P", "S", "stations"];
  const columns = [...titles, "rms s"].map((title, i) =>
    i === 0 ? { title } : { title, align: "right" as const }
  );
  const rest = events.length - rows.length;
  const more = rest > 0 ? [`... and ${formatEvents(rest)} more; --out writes all.`] : [];
  return [formatTable(rows, { columns }), ...more, "", sentence].join("\n");
}
