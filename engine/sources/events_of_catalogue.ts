import type { Catalogue, SeismicEvent } from "../domain/mod.ts";
import { writeExactTime } from "./write_exact_time.ts";

/**
 * The rows of a catalogue as events, each with one origin and, where it is known, one magnitude. A row
 * without an identifier is named after its time and place, so that it has the same name when it is read
 * again; of rows that are alike in both, the later ones get a number.
 *
 * @example
 * ```ts
 * import { catalogueFromEarthquakes } from "@quakecast/quakecast/domain";
 * import { eventsOfCatalogue } from "@quakecast/quakecast/sources";
 * const one = { timeMs: 0, latitude: 35, longitude: 139, magnitude: 5.1 };
 * const [event] = eventsOfCatalogue(catalogueFromEarthquakes("one", [one]));
 * console.assert(event.id === "at/1970-01-01T00:00:00.000Z/35/139" && event.magnitudes.length === 1);
 * ```
 */
export function eventsOfCatalogue(catalogue: Catalogue): SeismicEvent[] {
  const timesNamed = new Map<string, number>();
  return Array.from({ length: catalogue.size }, (_, row) => {
    const given = catalogue.id.at(row);
    if (given !== "") return eventOfRow(catalogue, row, given);
    const place = `${catalogue.latitude[row]}/${catalogue.longitude[row]}`;
    const name = `at/${writeExactTime(catalogue.timeMs[row])}/${place}`;
    const times = (timesNamed.get(name) ?? 0) + 1;
    timesNamed.set(name, times);
    return eventOfRow(catalogue, row, times === 1 ? name : `${name}/${times}`);
  });
}

function eventOfRow(catalogue: Catalogue, row: number, id: string): SeismicEvent {
  const magnitude = catalogue.magnitude[row];
  const agency = catalogue.contributor.at(row);
  const updatedMs = catalogue.updatedMs[row];
  return {
    id,
    eventType: catalogue.eventType.at(row),
    ...(agency !== "" && { agency }),
    ...(!Number.isNaN(updatedMs) && { updatedMs }),
    descriptions: [],
    origins: [{
      id: `${id}/origin`,
      timeMs: catalogue.timeMs[row],
      latitude: catalogue.latitude[row],
      longitude: catalogue.longitude[row],
      depthKm: catalogue.depthKm[row],
      arrivals: [],
    }],
    magnitudes: Number.isNaN(magnitude)
      ? []
      : [{ id: `${id}/magnitude`, magnitude, magnitudeType: catalogue.magnitudeType.at(row) }],
    picks: [],
  };
}
