import type { Arrival, Pick, SeismicEvent } from "../domain/mod.ts";
import { invertPositive } from "../mathematics/mod.ts";
import { type AssociationNetwork, type FoundEvent, gapOf } from "../models/mod.ts";

const DEGREES = 180 / Math.PI;

/** An event as it comes out of associating: its picks and a first hypocentre with rough errors. */
export function describeAssociatedEvent(
  found: FoundEvent,
  { timeMs, picks, network }: {
    timeMs: number;
    picks: readonly Pick[];
    network: AssociationNetwork;
  },
): SeismicEvent {
  const { eastKm, northKm, depthKm } = found.hypocentre;
  const { latitude, longitude } = network.placeOf(eastKm, northKm);
  const arrivals = found.hits.map((hit, i): Arrival => ({
    pickId: picks[i].id,
    phase: hit.channel & 1 ? "S" : "P",
    distanceKm: hit.distanceKm,
    azimuthDegrees: azimuthOf(hit.channel >> 1, { found, network }),
    residualSeconds: hit.residualSeconds,
    weight: 1,
  }));
  const squares = arrivals.reduce((sum, { residualSeconds }) => sum + residualSeconds ** 2, 0);
  const id = `associated-${new Date(timeMs).toISOString().replaceAll(/[-:.]/g, "")}`;
  return {
    id,
    eventType: "earthquake",
    descriptions: [],
    origins: [{
      id: `${id}-origin`,
      ...{ timeMs, latitude, longitude, depthKm },
      ...errorsOf(found),
      azimuthalGapDegrees: gapOf(arrivals.map(({ azimuthDegrees }) => azimuthDegrees)),
      rootMeanSquareSeconds: Math.sqrt(squares / arrivals.length),
      arrivals,
      method: "quakecast association",
    }],
    magnitudes: [],
    picks,
  };
}

function azimuthOf(
  station: number,
  { found, network }: { found: FoundEvent; network: AssociationNetwork },
): number {
  const east = network.eastKm[station] - found.hypocentre.eastKm;
  const north = network.northKm[station] - found.hypocentre.northKm;
  return (Math.atan2(east, north) * DEGREES + 360) % 360;
}

function errorsOf({ information }: FoundEvent) {
  const covariance = invertPositive(information);
  if (covariance === undefined) return {};
  const [[ee, en], [, nn], [, , dd], [, , , tt]] = covariance;
  const longer = (ee + nn) / 2 + Math.hypot((ee - nn) / 2, en);
  return {
    timeErrorSeconds: Math.sqrt(tt),
    horizontalErrorKm: Math.sqrt(longer),
    depthErrorKm: Math.sqrt(dd),
    covarianceKm2: covariance.slice(0, 3).flatMap((row) => row.slice(0, 3)),
  };
}
