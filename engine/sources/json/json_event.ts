import type { Origin, SeismicEvent } from "../../domain/mod.ts";
import { JsonRecord } from "./json_record.ts";

/**
 * The event of an object of JSON: an origin with `time` (ISO 8601; or `timeMs`), `latitude`, `longitude`
 * and, where it is known, `depthKm`, or an object that holds one as `origin`. Its picks are for
 * `readPicks`.
 *
 * Throws InputError where a value is missing or wrong, with its place.
 */
export function readJsonEvent(value: unknown, source: string): SeismicEvent {
  const record = new JsonRecord(value, { source });
  const origin = record.has("origin") ? record.record("origin") : record;
  const id = origin.text("id", "origin");
  const read: Origin = {
    id,
    timeMs: origin.timeMs("time"),
    latitude: origin.number("latitude", { least: -90, most: 90 }),
    longitude: origin.number("longitude", { least: -180, most: 360 }),
    depthKm: origin.number("depthKm", { least: -10, most: 800, spare: NaN }),
    arrivals: [],
  };
  const event = { id: record.text("eventId", id), eventType: "", descriptions: [] };
  return { ...event, origins: [read], magnitudes: [], picks: [] };
}
