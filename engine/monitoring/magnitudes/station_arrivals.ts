import { type Pick, type Station, stationOf, type TravelTimes } from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import { travelTimes, VELOCITY_MODELS } from "../../models/mod.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";

/** Depth where none is known, kilometres: the middle of most crustal earthquakes. */
const UNKNOWN_DEPTH_KM = 10;

/** Nearest epicentral distance that is told apart, kilometres. */
const NEAREST_KM = 1;

/** Seconds that a picked P may be late, and what is added for an expected one as a part of its travel time. */
const PICKED_LEAD_SECONDS = 0.5;
const EXPECTED_LEAD_SHARE = 0.1;

/** Slowest waves whose amplitude counts, km/s, and what is added for a long source, seconds. */
const SLOWEST_KM_S = 2;
const LATEST_SECONDS = 30;

let usual: { readonly p: TravelTimes; readonly s: TravelTimes } | undefined;

/** Travel times of the first of VELOCITY_MODELS, ak135, made when they are first asked for. */
function usualTravelTimes(): { readonly p: TravelTimes; readonly s: TravelTimes } {
  const [model] = VELOCITY_MODELS;
  return usual ??= { p: travelTimes(model, "P"), s: travelTimes(model, "S") };
}

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
  /** Seconds before P from which it may have begun: more where it is expected and not picked. */
  readonly leadSeconds: number;
  /** Seconds from then to the end of all waves whose amplitude counts. */
  readonly signalSeconds: number;
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
  const secondsOf = (phase: "p" | "s") =>
    (options.travelTimes ?? usualTravelTimes())[phase].secondsAt(
      epicentralKm,
      depthKm,
      elevationKm,
    );
  const picked = (phase: string) => pickOf(station, { phase, picks: options.picks });
  const [pickedP, pickedS] = [picked("P"), picked("S")];
  if (pickedP === undefined && origin !== undefined) remarks.push("P expected, not picked");
  const pMs = pickedP ?? (origin === undefined ? NaN : origin.timeMs + secondsOf("p") * 1000);
  const sMs = pickedS ?? pMs + (secondsOf("s") - secondsOf("p")) * 1000;
  const leadSeconds = pickedP === undefined
    ? PICKED_LEAD_SECONDS + EXPECTED_LEAD_SHARE * secondsOf("p")
    : PICKED_LEAD_SECONDS;
  const signalSeconds = hypocentralKm / SLOWEST_KM_S + LATEST_SECONDS;
  return { epicentralKm, hypocentralKm, pMs, sMs, leadSeconds, signalSeconds, remarks };
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
