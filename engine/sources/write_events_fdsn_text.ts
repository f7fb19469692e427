import { preferredMagnitude, preferredOrigin, type SeismicEvent } from "../domain/mod.ts";
import { writeExactTime } from "./write_exact_time.ts";

const COLUMNS =
  ("EventID|Time|Latitude|Longitude|Depth/km|Author|Catalog|Contributor|ContributorID|" +
    "MagType|Magnitude|MagAuthor|EventLocationName|EventType").split("|");

/**
 * Writes events as the text of FDSN event services, a line each: the preferred origin and magnitude. Events
 * without an origin are left out. `readCatalogue` reads it.
 *
 * Source: FDSN Web Service Specification 1.2, "fdsnws-event", text format.
 */
export function* writeEventsFdsnText(
  events: Iterable<SeismicEvent>,
): Generator<string, void, undefined> {
  yield `#${COLUMNS.join("|")}\n`;
  for (const event of events) {
    const origin = preferredOrigin(event);
    if (origin === undefined) continue;
    const magnitude = preferredMagnitude(event);
    const agency = event.agency ?? "";
    const fields = [
      event.id,
      writeExactTime(origin.timeMs).slice(0, -1), // the standard has no Z
      ...[origin.latitude, origin.longitude, origin.depthKm].map(writeNumber),
      ...[agency, "", agency, event.id],
      magnitude?.magnitudeType ?? "",
      writeNumber(magnitude?.magnitude ?? NaN),
      magnitude === undefined ? "" : agency,
      event.descriptions[0] ?? "",
      event.eventType,
    ];
    yield fields.map((field) => field.replace(/[|\r\n]+/g, " ")).join("|") + "\n";
  }
}

function writeNumber(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}
