import { preferredMagnitude, preferredOrigin, type SeismicEvent } from "../domain/mod.ts";
import { reviewStatusOf } from "./review_status.ts";

/**
 * Writes events as GeoJSON in the manner of the USGS' summaries, in chunks of text: the preferred origin and
 * magnitude of each; times are UTC epoch milliseconds, the third coordinate is the depth in kilometres.
 * `readCatalogue` reads it. Events without an origin are left out, as they have no place.
 *
 * Source: RFC 7946; USGS, "GeoJSON summary format".
 */
export function* writeEventsGeojson(
  events: Iterable<SeismicEvent>,
): Generator<string, void, undefined> {
  yield `{"type":"FeatureCollection","features":[`;
  let isFirst = true;
  for (const event of events) {
    const feature = featureOf(event);
    if (feature === undefined) continue;
    yield `${isFirst ? "" : ","}\n${JSON.stringify(feature)}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

function featureOf(event: SeismicEvent): object | undefined {
  const origin = preferredOrigin(event);
  if (origin === undefined) return undefined;
  const magnitude = preferredMagnitude(event);
  const { longitude, latitude, depthKm, rootMeanSquareSeconds, azimuthalGapDegrees } = origin;
  const value = magnitude?.magnitude;
  const [place = null] = event.descriptions;
  const type = magnitude?.magnitudeType ?? null;
  return {
    type: "Feature",
    id: event.id,
    properties: {
      ...{ mag: value ?? null, place, time: origin.timeMs, updated: event.updatedMs ?? null },
      ...{ net: event.agency ?? null, gap: azimuthalGapDegrees ?? null },
      ...{ rms: rootMeanSquareSeconds ?? null, magType: type, type: event.eventType },
      status: reviewStatusOf(event),
      title: `${value === undefined ? "" : `M ${value} - `}${place ?? event.id}`,
    },
    geometry: {
      type: "Point",
      coordinates: [longitude, latitude, Number.isNaN(depthKm) ? null : depthKm],
    },
  };
}
