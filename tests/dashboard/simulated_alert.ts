import type { AlertMessage, SiteWarning, Station } from "../../engine/domain/mod.ts";
import { ATKINSON_WALD_2007 } from "../../engine/monitoring/mod.ts";
import { standardNormalCumulative } from "../../engine/mathematics/mod.ts";
import { arrivalsOf, distanceOf, type Quake, SITES } from "./simulated_ground.ts";

/** The alert of an earthquake as it is known at a time: the magnitude grows surer as it is revised. */
export function makeAlert(
  quake: Quake,
  { eventId, revision, nowMs, status, network }: {
    eventId: string;
    revision: number;
    nowMs: number;
    status: AlertMessage["status"];
    network: readonly Station[];
  },
): AlertMessage {
  const seen = network.filter((station) => arrivalsOf(quake, station).p <= nowMs);
  const sigma = Math.max(0.3, 0.7 - 0.05 * revision);
  const magnitude = quake.magnitude - 0.6 / revision;
  const sites = SITES.map((site) => warnSite({ ...quake, magnitude }, { site, sigma, nowMs }));
  const levels = sites.map(({ level }) => level);
  const level = (["warning", "caution"] as const).find((one) => levels.includes(one)) ??
    "information";
  const origin = { id: `${eventId}/origin`, ...quake, horizontalErrorKm: 4, arrivals: [] };
  return {
    ...{ eventId, revision, status, issuedMs: nowMs, level, origin },
    magnitude: { magnitude, sigma, stationCount: seen.length, remarks: [] },
    probabilityOfMagnitude: standardNormalCumulative((magnitude - 4.5) / sigma),
    blindZoneKm: Math.max(0, 3.5 * (nowMs - quake.timeMs) / 1000 - quake.depthKm),
    sites,
    reasons: [`${seen.length} stations saw P`],
    evidence: [],
    silentStations: [],
    intensityModel: ATKINSON_WALD_2007.name,
  };
}

function warnSite(
  quake: Quake,
  { site, sigma, nowMs }: { site: typeof SITES[number]; sigma: number; nowMs: number },
): SiteWarning {
  const distanceKm = distanceOf(quake, site);
  const { magnitude, depthKm } = quake;
  const { mean: intensity, sigma: lawSigma } = ATKINSON_WALD_2007.intensityAt({
    ...{ magnitude, depthKm, epicentralKm: distanceKm },
  });
  const intensitySigma = Math.hypot(lawSigma, 1.3 * sigma);
  const reach = (level: number) => standardNormalCumulative((intensity - level) / intensitySigma);
  const { s } = arrivalsOf(quake, site);
  return {
    ...{ ...site, distanceKm, intensity, intensitySigma },
    intensityInterval: [intensity - 1.645 * intensitySigma, intensity + 1.645 * intensitySigma],
    probabilities: { 4: reach(4), 5: reach(5), 6: reach(6), 7: reach(7), 8: reach(8) },
    sArrivalMs: s,
    secondsUntilS: (s - nowMs) / 1000,
    level: intensity >= 6 ? "warning" : intensity >= 4 ? "caution" : "information",
  };
}
