import type { Arrival, SeismicEvent } from "../../../../engine/domain/mod.ts";

/** An arrival with the station it was at. */
export interface StationArrival extends Arrival {
  /** The station, "NC.MEM"; the pick's identifier where the pick is not told. */
  readonly station: string;
}

/** Arrivals with their stations, the nearest first. */
export function stationArrivals(
  { picks }: SeismicEvent,
  arrivals: readonly Arrival[],
): StationArrival[] {
  const codes = new Map(picks.map(({ id, code }) => [id, `${code.network}.${code.station}`]));
  return arrivals.map((arrival) => ({
    ...arrival,
    station: codes.get(arrival.pickId) ?? arrival.pickId,
  })).sort((a, b) => a.distanceKm - b.distanceKm);
}
