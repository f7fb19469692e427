import { type Pick, type Station, stationOf, type TravelTimes } from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";

/** Speeds of straight rays in the crust, km/s, where no travel times are given. */
const STRAIGHT_SPEEDS = { p: 6.0, s: 3.5 } as const;

/** Depth where none is known, kilometres: the middle of most crustal earthquakes. */
const UNKNOWN_DEPTH_KM = 10;

/** Nearest epicentral distance that is told apart, kilometres. */
const NEAREST_KM = 1;

/** How far a station is, and when waves reached it. */
export interface StationArrivals {
  /** Distance of the epicentre, kilometres. */
  readonly epicentralKm: number;
  /** Distance of the hypocentre, kilometres. */
  readonly hypocentralKm: number;
  /** P, UTC epoch milliseconds; NaN where neither picked nor expected. */
  readonly pMs: number;
  /** S, likewise. */
  readonly sMs: number;
  /** What was not known and what was taken for it. */
  readonly remarks: readonly string[];
}

/**
 * Distances and arrivals of a station: P and S as picked, else as expected from the origin. A sentence
 * without full stop where there is no distance.
 */
export function expectArrivals(
  station: string,
  { place, options }: { place: Station | undefined; options: EstimateMagnitudeOptions },
): StationArrivals | string {
  const { origin, distanceKm } = options;
  const remarks: string[] = [];
  if (distanceKm === undefined && origin === undefined) {
    return "neither origin nor distance is known";
  }
  if (distanceKm === undefined && place === undefined) return "its place is not known";
  const epicentralKm = distanceKm ?? Math.max(NEAREST_KM, greatCircleKm(origin!, place!));
  const known = [origin?.depthKm, options.depthKm].find((depth) => Number.isFinite(depth));
  if (known === undefined) remarks.push(`depth not known: taken for ${UNKNOWN_DEPTH_KM} km`);
  const depthKm = known ?? UNKNOWN_DEPTH_KM;
  const elevationKm = (place?.elevationM ?? 0) / 1000;
  const hypocentralKm = Math.hypot(epicentralKm, depthKm + elevationKm);
  const secondsOf = (phase: "p" | "s") => {
    const times: TravelTimes | undefined = options.travelTimes?.[phase];
    const seconds = times?.secondsAt(epicentralKm, depthKm, elevationKm);
    return Number.isFinite(seconds) ? seconds! : hypocentralKm / STRAIGHT_SPEEDS[phase];
  };
  const picked = (phase: string) => pickOf(station, { phase, picks: options.picks });
  const [pickedP, pickedS] = [picked("P"), picked("S")];
  if (pickedP === undefined && origin !== undefined) remarks.push("P expected, not picked");
  const between = (secondsOf("s") - secondsOf("p")) * 1000;
  const pMs = pickedP ?? (origin === undefined ? NaN : origin.timeMs + secondsOf("p") * 1000);
  return { epicentralKm, hypocentralKm, pMs, sMs: pickedS ?? pMs + between, remarks };
}

/** Time of the first pick of a phase at a station, UTC epoch milliseconds. */
function pickOf(
  station: string,
  { phase, picks = [] }: { phase: string; picks?: readonly Pick[] },
): number | undefined {
  const times = picks
    .filter((pick) => pick.phase.startsWith(phase) && stationOf(pick.code) === station)
    .map(({ timeMs }) => timeMs);
  return times.length === 0 ? undefined : Math.min(...times);
}
