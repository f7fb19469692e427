import { stringify } from "@std/csv/stringify"; // without the reader, which is slow to load
import { type SeismicEvent, stationOf } from "../domain/mod.ts";
import { preferredMagnitude, preferredOrigin } from "./quakeml/quakeml_catalogue.ts";
import { KILOMETRES_A_DEGREE } from "./quakeml/round_digits.ts";
import { reviewStatusOf } from "./review_status.ts";
import { writeExactTime } from "./write_exact_time.ts";

/** Columns of ComCat, in its order. */
const COLUMNS =
  ("time latitude longitude depth mag magType nst gap dmin rms net id updated place type " +
    "horizontalError depthError magError magNst status locationSource magSource").split(" ");

/** Rows of a chunk. */
const CHUNK_ROWS = 1_000;

/**
 * Writes events as CSV in the 22 columns of ComCat, in chunks of text: the preferred origin and magnitude
 * of each with their uncertainties. `readCatalogue` reads it. Events without an origin are left out, as a
 * catalogue has no place for them; count them beforehand with `preferredOrigin`.
 */
export function* writeEventsCsv(
  events: Iterable<SeismicEvent>,
): Generator<string, void, undefined> {
  yield stringify([], { columns: COLUMNS });
  let rows: string[][] = [];
  for (const event of events) {
    rows.push(...rowOf(event));
    if (rows.length < CHUNK_ROWS) continue;
    yield stringify(rows, { headers: false });
    rows = [];
  }
  if (rows.length > 0) yield stringify(rows, { headers: false });
}

function rowOf(event: SeismicEvent): string[][] {
  const origin = preferredOrigin(event);
  if (origin === undefined) return [];
  const magnitude = preferredMagnitude(event);
  const stationOfPick = new Map(event.picks.map((pick) => [pick.id, stationOf(pick.code)]));
  const used = origin.arrivals.filter(({ weight }) => weight > 0);
  const stations = new Set(used.map(({ pickId }) => stationOfPick.get(pickId) ?? pickId));
  const nearestKm = Math.min(...origin.arrivals.map((one) => one.distanceKm).filter(isKnown));
  const values: Record<string, string> = {
    time: writeExactTime(origin.timeMs),
    latitude: number(origin.latitude),
    longitude: number(origin.longitude),
    depth: number(origin.depthKm),
    mag: number(magnitude?.magnitude),
    magType: magnitude?.magnitudeType ?? "",
    nst: stations.size === 0 ? "" : String(stations.size),
    gap: number(origin.azimuthalGapDegrees),
    dmin: number(nearestKm / KILOMETRES_A_DEGREE),
    rms: number(origin.rootMeanSquareSeconds),
    net: event.agency ?? "",
    id: event.id,
    updated: writeExactTime(event.updatedMs ?? NaN),
    place: event.descriptions[0] ?? "",
    type: event.eventType,
    horizontalError: number(origin.horizontalErrorKm),
    depthError: number(origin.depthErrorKm),
    magError: number(magnitude?.error),
    magNst: number(magnitude?.stationCount),
    status: reviewStatusOf(event),
  };
  return [COLUMNS.map((name) => values[name] ?? "")];
}

function number(value: number | undefined): string {
  return value === undefined || !isKnown(value) ? "" : String(value);
}

function isKnown(value: number): boolean {
  return Number.isFinite(value);
}
