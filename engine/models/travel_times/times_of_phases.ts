import type { TravelTimes, VelocityModel } from "../../domain/mod.ts";
import { TRAVEL_TIME_PHASES } from "./trace_rays.ts";
import { travelTimes, type TravelTimesOptions } from "./travel_times.ts";

/**
 * Travel times by the phase that a pick names, each opened when first asked for. "p" and "s", and
 * phases of the crust in a model without a Mohorovičić discontinuity, are first arrivals of their
 * wave; undefined for others.
 */
export function timesOfPhases(
  model: VelocityModel,
  options: TravelTimesOptions = {},
): (phase: string) => TravelTimes | undefined {
  const opened = new Map<string, TravelTimes>();
  return (phase) => {
    const full = phase.length === 1 ? phase.toUpperCase() : phase;
    const known = TRAVEL_TIME_PHASES.find((name) => name === full);
    if (known === undefined) return undefined;
    const name = model.mohoKm === undefined ? known.slice(0, 1) : known;
    const times = opened.get(name) ?? travelTimes(model, name, options);
    opened.set(name, times);
    return times;
  };
}
