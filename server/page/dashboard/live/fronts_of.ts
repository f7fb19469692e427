import type { AlertMessage } from "../../../../engine/domain/mod.ts";

/** Speed of S where an alert has no site to tell it, km/s: the upper crust. */
const CRUSTAL_S = 3.5;

/** Speed of P over that of S. */
const P_OVER_S = 1.73;

/** Kilometres from the epicentre that P and S have reached at the surface; 0 before they come up. */
export function frontsOf(
  { origin, sites }: Pick<AlertMessage, "origin" | "sites">,
  nowMs: number,
): [pKm: number, sKm: number] {
  const depthKm = Math.max(0, origin.depthKm);
  const speeds = sites.map(({ distanceKm, sArrivalMs }) =>
    Math.hypot(distanceKm, depthKm) / ((sArrivalMs - origin.timeMs) / 1000)
  ).filter((speed) => speed > 1 && speed < 8).sort((a, b) => a - b);
  const speed = speeds[Math.floor(speeds.length / 2)] ?? CRUSTAL_S;
  const seconds = (nowMs - origin.timeMs) / 1000;
  const reach = (travelled: number) => Math.sqrt(Math.max(0, travelled ** 2 - depthKm ** 2));
  return [reach(P_OVER_S * speed * seconds), reach(speed * seconds)];
}
