import {
  preferredOrigin,
  type SeismicEvent,
  type Station,
  type TravelTimes,
} from "../../domain/mod.ts";
import { geodesicBetween } from "../../mathematics/mod.ts";
import { timesOfPhases } from "../../models/mod.ts";
import { modelOfEvent } from "./model_of_event.ts";
import { stationsOfEvent } from "./stations_of_event.ts";

/** When waves of an event come to a station, by where the event is now. */
export interface ExpectedArrivals {
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
  /** First P, UTC epoch milliseconds; left out where none is known to come. */
  readonly pMs?: number;
  /** First S, the same. */
  readonly sMs?: number;
}

/**
 * When P and S of an event come to the stations of its picks, the nearest station first; none for an event without
 * an origin. A depth that is not known is taken for 10 km.
 */
export function openExpectedArrivals(
  known: readonly Station[] = [],
): (event: SeismicEvent) => ExpectedArrivals[] {
  const opened = new Map<string, (phase: string) => TravelTimes | undefined>();
  return (event) => {
    const origin = preferredOrigin(event);
    if (origin === undefined) return [];
    const model = modelOfEvent(event);
    const times = opened.get(model.name) ?? timesOfPhases(model);
    opened.set(model.name, times);
    const depthKm = Number.isFinite(origin.depthKm) ? origin.depthKm : 10;
    const arrivals = stationsOfEvent(event, known).map((station): ExpectedArrivals => {
      const distanceKm = geodesicBetween(origin, station)?.distanceKm ?? 0;
      const comes = (phase: string) =>
        origin.timeMs +
        1000 * (times(phase)?.secondsAt(distanceKm, depthKm, station.elevationM / 1000) ?? NaN);
      const [pMs, sMs] = [comes("P"), comes("S")];
      return {
        ...{ station: `${station.network}.${station.station}`, distanceKm },
        ...(Number.isFinite(pMs) && { pMs }),
        ...(Number.isFinite(sMs) && { sMs }),
      };
    });
    return arrivals.sort((a, b) => a.distanceKm - b.distanceKm);
  };
}
