import type { TravelTimes } from "../../../../engine/domain/mod.ts";
import type { PhaseTimes } from "../../../../engine/models/mod.ts";

/** Travel times along straight lines, in closed form. */
function halfSpace(phase: string, kmPerSecond: number): TravelTimes {
  const length = (distance: number, depth: number, elevation: number) =>
    Math.hypot(distance, depth + elevation);
  return {
    phase,
    largestDepthKm: 60,
    largestDistanceKm: 400,
    secondsAt: (distance, depth, elevation = 0) => length(distance, depth, elevation) / kmPerSecond,
    slopesAt: (distance, depth, elevation = 0) => {
      const path = kmPerSecond * length(distance, depth, elevation);
      return { perDistanceKm: distance / path, perDepthKm: (depth + elevation) / path };
    },
  };
}

/** Straight rays: P at 6 and S at 3.46 kilometres a second. */
export const STRAIGHT_RAYS: PhaseTimes = { P: halfSpace("P", 6), S: halfSpace("S", 3.46) };
