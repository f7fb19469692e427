import { preferredMagnitude, preferredOrigin, type SeismicEvent } from "../domain/mod.ts";
import { reviewStatusOf } from "./review_status.ts";

/**
 * Writes events as Parquet in ComCat's names: the preferred origin and magnitude of each. Times are
 * timestamps of whole milliseconds; `time_ms` is the origin time with all its decimals. What is unknown is
 * null. Events without an origin are left out.
 */
export async function writeEventsParquet(
  events: readonly SeismicEvent[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import("hyparquet-writer"); // for those alone who need it
  const rows = events.flatMap((event) => {
    const origin = preferredOrigin(event);
    return origin === undefined ? [] : [{ event, origin, magnitude: preferredMagnitude(event) }];
  });
  type Row = typeof rows[number];
  const texts = (name: string, value: (row: Row) => string | undefined) => ({
    ...{ name, type: "STRING" as const, nullable: true },
    data: rows.map((row) => value(row) || null),
  });
  const numbers = (name: string, value: (row: Row) => number | undefined) => ({
    ...{ name, type: "DOUBLE" as const, nullable: true },
    data: rows.map((row) => known(value(row))),
  });
  const times = (name: string, value: (row: Row) => number | undefined) => ({
    ...{ name, type: "TIMESTAMP" as const, nullable: true },
    data: rows.map((row) => {
      const timeMs = known(value(row));
      return timeMs === null ? null : new Date(Math.floor(timeMs));
    }),
  });
  const buffer = parquetWriteBuffer({
    columnData: [
      times("time", ({ origin }) => origin.timeMs),
      numbers("time_ms", ({ origin }) => origin.timeMs),
      numbers("latitude", ({ origin }) => origin.latitude),
      numbers("longitude", ({ origin }) => origin.longitude),
      numbers("depth", ({ origin }) => origin.depthKm),
      numbers("mag", ({ magnitude }) => magnitude?.magnitude),
      texts("magType", ({ magnitude }) => magnitude?.magnitudeType),
      texts("net", ({ event }) => event.agency),
      texts("id", ({ event }) => event.id),
      times("updated", ({ event }) => event.updatedMs),
      texts("place", ({ event }) => event.descriptions[0]),
      texts("type", ({ event }) => event.eventType),
      numbers("horizontalError", ({ origin }) => origin.horizontalErrorKm),
      numbers("depthError", ({ origin }) => origin.depthErrorKm),
      numbers("magError", ({ magnitude }) => magnitude?.error),
      texts("status", ({ event }) => reviewStatusOf(event)),
    ],
  });
  return new Uint8Array(buffer);
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
