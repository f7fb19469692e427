import type { Pick, SeismicEvent, Station } from "../../../../engine/domain/mod.ts";
import { geodesicBetween, geodesicEnd } from "../../../../engine/mathematics/mod.ts";
import { timesOfPhases, VELOCITY_MODELS } from "../../../../engine/models/mod.ts";

/** Where the event is, and when. */
export const TRUTH = { timeMs: 1.7e12, latitude: 36.2, longitude: -120.4, depthKm: 9 };

/** Travel times that it has. */
export const TIMES: ReturnType<typeof timesOfPhases> = timesOfPhases(VELOCITY_MODELS[0]);

/** Eight stations around the epicentre, 12 to 60 km away. */
export const STATIONS: Station[] = Array.from({ length: 8 }, (_, k) => ({
  ...{ network: "XX", station: `S${k}`, elevationM: 0, siteName: "", channels: [] },
  ...geodesicEnd(TRUTH, { distanceKm: 12 + 7 * k, azimuthDegrees: 47 * k }),
}));

/** Exact arrivals of the truth but for one S, 4 s late; and an origin that is 6 km off, as late picks make it. */
export function disturbedEvent(): SeismicEvent {
  const picks = STATIONS.flatMap(({ network, station }, k) =>
    ["P", "S"].map((phase): Pick => ({
      id: `${station}/${phase}`,
      code: { network, station, location: "", channel: "HHZ" },
      phase,
      timeMs: TRUTH.timeMs + 1000 * TIMES(phase)!.secondsAt(12 + 7 * k, TRUTH.depthKm) +
        (station === "S3" && phase === "S" ? 4_000 : 0),
    }))
  );
  const place = geodesicEnd(TRUTH, { distanceKm: 6, azimuthDegrees: 200 });
  const arrivals = picks.map(({ id, phase }, i) => ({
    ...{ pickId: id, phase, residualSeconds: 0, weight: 1 },
    ...geodesicBetween(place, STATIONS[Math.floor(i / 2)])!,
  }));
  const origin = {
    id: "e/1",
    ...TRUTH,
    ...place,
    depthKm: 14,
    arrivals,
    method: "quakecast ak135",
  };
  return { id: "e", eventType: "", descriptions: [], origins: [origin], magnitudes: [], picks };
}
