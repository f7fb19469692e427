import type { StationEvidence } from "../../domain/mod.ts";
import { intensityOfMotion } from "../../impact/mod.ts";
import type { IntensityModel } from "./intensity_model.ts";

/** Stations that must have had their S before their shaking has a say. */
const LEAST_STATIONS = 3;
/** Peak velocity of the vertical over that of the larger horizontal component, and its error in intensity. */
const VERTICAL_SHARE = 0.5;
const SHARE_SIGMA = 0.3;
/** Standard deviation of one station's intensity about the law's and the event's own. */
const STATION_SIGMA = 0.75;

/** How much more intense an event is than expected, as its stations have felt it. */
export interface ObservedShift {
  /** Mean of observed less expected intensities. */
  readonly mean: number;
  /** Its variance. */
  readonly variance: number;
}

/** An event as it is expected. */
export interface ExpectedEvent {
  readonly intensityModel: IntensityModel;
  readonly magnitude: number;
  readonly depthKm: number;
}

/**
 * How stations whose S has come were shaken against what the law expects of the event's magnitude there;
 * undefined for fewer than three. Only the vertical component is known here: the horizontal ones are
 * taken to be twice as strong, which all stations may err by together. Peak velocities become
 * intensities by Worden et al. 2012.
 */
export function observeShaking(
  evidence: readonly StationEvidence[],
  { intensityModel, magnitude, depthKm }: ExpectedEvent,
): ObservedShift | undefined {
  const residuals = evidence.flatMap(({ peakVelocity, distanceKm: epicentralKm }) => {
    if (peakVelocity === undefined || !(peakVelocity > 0)) return [];
    const lnMotion = Math.log(100 * peakVelocity / VERTICAL_SHARE);
    const observed = intensityOfMotion("pgv", { lnMotion }).intensity;
    return [observed - intensityModel.intensityAt({ magnitude, epicentralKm, depthKm }).mean];
  });
  if (residuals.length < LEAST_STATIONS) return undefined;
  return {
    mean: residuals.reduce((sum, value) => sum + value, 0) / residuals.length,
    variance: STATION_SIGMA ** 2 / residuals.length + SHARE_SIGMA ** 2,
  };
}
