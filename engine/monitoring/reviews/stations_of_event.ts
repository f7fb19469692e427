import { type SeismicEvent, type Station, stationOf } from "../../domain/mod.ts";
import { geodesicEnd } from "../../mathematics/mod.ts";

/**
 * Stations of the picks of an event: those that are known, and others where its origins say they are, by distance
 * and direction, at sea level. Stations of which neither tells are left out.
 */
export function stationsOfEvent(
  { origins, picks }: SeismicEvent,
  known: readonly Station[] = [],
): Station[] {
  const codes = new Map(picks.map(({ id, code }) => [id, code]));
  const stations = new Map(known.map((one) => [`${one.network}.${one.station}`, one]));
  for (const origin of origins) {
    for (const { pickId, distanceKm, azimuthDegrees } of origin.arrivals) {
      const code = codes.get(pickId);
      if (code === undefined || stations.has(stationOf(code))) continue;
      if (!Number.isFinite(distanceKm) || !Number.isFinite(azimuthDegrees)) continue;
      stations.set(stationOf(code), {
        ...{ network: code.network, station: code.station },
        ...geodesicEnd(origin, { distanceKm, azimuthDegrees }),
        ...{ elevationM: 0, siteName: "", channels: [] },
      });
    }
  }
  const wanted = new Set(picks.map(({ code }) => stationOf(code)));
  return [...stations].filter(([name]) => wanted.has(name)).map(([, station]) => station);
}
