import { InputError } from "../../domain/mod.ts";
import { cosineAt } from "./cross_layers.ts";
import { directRay } from "./direct_ray.ts";
import { divingRays } from "./diving_rays.ts";
import { headWaves } from "./head_waves.ts";
import { earlierRay, type RayFinder, type RayPath } from "./ray.ts";
import { cutLayers, type RayLayers } from "./ray_layers.ts";

/** Phases whose times can be computed. */
export const TRAVEL_TIME_PHASES = ["P", "S", "Pg", "Sg", "Pn", "Sn"] as const;

/** One of them. */
export type TravelTimePhase = typeof TRAVEL_TIME_PHASES[number];

/** Throws InputError for a phase whose times cannot be computed. */
export function travelTimePhaseOf(phase: string): TravelTimePhase {
  const found = TRAVEL_TIME_PHASES.find((known) => known === phase);
  if (found !== undefined) return found;
  throw new InputError("Cannot compute travel times", {
    field: "phase",
    value: phase,
    expected: TRAVEL_TIME_PHASES.join(", "),
  });
}

/** An exact travel time and its slopes. */
export interface TracedTime {
  /** Seconds; NaN where the phase does not arrive. */
  readonly seconds: number;
  /** Seconds a kilometre of distance. */
  readonly perDistanceKm: number;
  /** Seconds a kilometre of source depth. */
  readonly perDepthKm: number;
  /** Seconds a kilometre of station height. */
  readonly perElevationKm: number;
}

const NO_ARRIVAL: TracedTime = {
  seconds: NaN,
  perDistanceKm: NaN,
  perDepthKm: NaN,
  perElevationKm: NaN,
};

/**
 * Exact times of one phase from a source at one depth to a station at another, for any distance.
 * Depths in kilometres below sea level, true ones.
 */
export function traceRays(
  rays: RayLayers,
  ask: { phase: TravelTimePhase; sourceKm: number; stationKm: number },
): (distanceKm: number) => TracedTime {
  const source = rays.flattenKm(ask.sourceKm);
  const station = rays.flattenKm(ask.stationKm);
  const [upper, lower] = [Math.min(source, station), Math.max(source, station)];
  const path: RayPath = {
    between: cutLayers(rays.layers, upper, lower),
    below: cutLayers(rays.layers, lower, Infinity),
    sourceIsBelow: source > station,
  };
  const find = finderOf(path, { phase: ask.phase, mohoKm: rays.mohoKm, lower });
  const ends = velocitiesAtEnds(path);
  const sourceStretch = rays.stretchAt(ask.sourceKm);
  const stationStretch = rays.stretchAt(ask.stationKm);
  return (distanceKm) => {
    const ray = find(distanceKm);
    if (ray === undefined) return NO_ARRIVAL;
    return {
      seconds: ray.seconds,
      perDistanceKm: ray.slowness,
      perDepthKm: (ray.downwards ? -1 : 1) * sourceStretch *
        verticalSlowness(ray.slowness, ends.source),
      perElevationKm: (ray.comesUp ? 1 : -1) * stationStretch *
        verticalSlowness(ray.slowness, ends.station),
    };
  };
}

function finderOf(
  path: RayPath,
  { phase, mohoKm, lower }: { phase: TravelTimePhase; mohoKm?: number; lower: number },
): RayFinder {
  const kind = phase.slice(1);
  const isDeep = mohoKm !== undefined && lower > mohoKm;
  if (kind === "g") {
    if (isDeep) return () => undefined;
    const direct = directRay(path, false);
    const diving = divingRays(path, { shallowestKm: -Infinity, deepestKm: mohoKm ?? Infinity });
    return (distanceKm) => earlierRay(direct(distanceKm), diving(distanceKm));
  }
  const shallowestKm = kind === "n" && !isDeep ? mohoKm ?? -Infinity : -Infinity;
  const head = headWaves(path, shallowestKm);
  const diving = divingRays(path, { shallowestKm, deepestKm: Infinity });
  const refracted: RayFinder = (distanceKm) => earlierRay(head(distanceKm), diving(distanceKm));
  if (kind === "n" && !isDeep) return refracted;
  const direct = directRay(path, true);
  return (distanceKm) => earlierRay(direct(distanceKm), refracted(distanceKm));
}

/** Velocities at source and station; beside an interface, those of the side a straight ray takes. */
function velocitiesAtEnds(path: RayPath): { source: number; station: number } {
  const upper = (path.between[0] ?? path.below[0]).topVelocity;
  const lower = path.between.at(-1)?.bottomVelocity ?? upper;
  return path.sourceIsBelow ? { source: lower, station: upper } : { source: upper, station: lower };
}

function verticalSlowness(slowness: number, velocity: number): number {
  return cosineAt(velocity, 1 / slowness) / velocity;
}
