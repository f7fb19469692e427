import {
  InsufficientDataError,
  type SeismicEvent,
  type Station,
  stationOf,
} from "../engine/domain/mod.ts";
import { writePictureFile } from "./picture_file.ts";

/**
 * Draws the event with the most picks among the stations that are no farther than the farthest used, to
 * an SVG or PNG file. Throws InsufficientDataError without any event.
 */
export async function writeLocationMap(
  path: string,
  { events, stations }: { events: readonly SeismicEvent[]; stations: readonly Station[] },
): Promise<void> {
  const { drawLocationMap } = await import("../engine/drawing/mod.ts");
  const { greatCircleKm } = await import("../engine/mathematics/mod.ts");
  const event = events.toSorted((a, b) => b.picks.length - a.picks.length).at(0);
  if (event === undefined) {
    throw new InsufficientDataError("Cannot draw a map", {
      have: 0,
      need: 1,
      of: "located events",
    });
  }
  const [origin] = event.origins;
  const farthestKm = origin.arrivals.filter(({ weight }) => weight > 0)
    .reduce((most, { distanceKm }) => Math.max(most, distanceKm), 0);
  const near = stations.filter((station) => greatCircleKm(origin, station) <= farthestKm * 1.02);
  const stationOfPick = new Map(event.picks.map(({ id, code }) => [id, stationOf(code)]));
  await writePictureFile(path, await drawLocationMap({ origin, stations: near, stationOfPick }));
}
