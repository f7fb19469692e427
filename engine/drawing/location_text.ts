import type { Origin, SeismicEvent } from "../domain/mod.ts";
import { formatEvents } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** Events that are shown at most. */
const MOST_ROWS = 40;

const COLUMNS = [
  ...["event", "origin time"].map((title) => ({ title })),
  ...["latitude", "longitude", "± km", "depth km", "± km", "picks", "gap", "rms s"].map((
    title,
  ) => ({
    title,
    align: "right" as const,
  })),
];

/** Located events in a table, what must be known of each, and those that could not be located. */
export function locationText(
  events: readonly SeismicEvent[],
  failures: readonly { readonly id: string; readonly reason: string }[],
): string {
  const shown = events.slice(0, MOST_ROWS);
  const rows = shown.map((event) => rowOf(event.id, event.origins[0]));
  const rest = events.length - shown.length;
  const remarks = shown.flatMap(({ id, origins: [{ remarks = [] }] }) =>
    remarks.map((remark) => `${id}: ${remark}`)
  );
  return [
    ...(rows.length > 0 ? [formatTable(rows, { columns: COLUMNS })] : []),
    ...(rest > 0 ? [`... and ${formatEvents(rest)} more; --out writes all.`] : []),
    ...(remarks.length > 0 ? ["", ...remarks] : []),
    ...(failures.length > 0 ? [""] : []),
    ...failures.map(({ id, reason }) => `Not located: ${id}: ${reason}`),
  ].join("\n");
}

function rowOf(id: string, origin: Origin): (string | number)[] {
  const rounded = (value: number | undefined, digits: number) => (value ?? NaN).toFixed(digits);
  return [
    id,
    new Date(origin.timeMs).toISOString(),
    origin.latitude.toFixed(4),
    origin.longitude.toFixed(4),
    rounded(origin.horizontalErrorKm, 2),
    origin.depthKm.toFixed(2),
    rounded(origin.depthErrorKm, 2),
    origin.arrivals.length,
    rounded(origin.azimuthalGapDegrees, 0),
    rounded(origin.rootMeanSquareSeconds, 3),
  ];
}
