import { checkVelocityModel, type TravelTimes, type VelocityModel } from "../../domain/mod.ts";
import { growingGrid } from "./growing_grid.ts";
import { HIGHEST_KM, rayLayers } from "./ray_layers.ts";
import { TimeTable } from "./time_table.ts";
import { traceRays, travelTimePhaseOf } from "./trace_rays.ts";

/** How far travel times reach. */
export interface TravelTimesOptions {
  /** Deepest source, kilometres; 700 in a spherical model, 200 in a flat one, where left out. */
  readonly largestDepthKm?: number;
  /** Farthest station, kilometres; 3000 in a spherical model, 1000 in a flat one, where left out. */
  readonly largestDistanceKm?: number;
}

/** Stations share a table with others this near in height, kilometres; the rest goes by slope. */
const LEVEL_KM = { flat: 0.25, spherical: 1 };

const REACH = {
  flat: { depthKm: 200, distanceKm: 1000 },
  spherical: { depthKm: 700, distanceKm: 3000 },
};

/**
 * Travel times of a phase through a velocity model, from tables that are filled when first needed.
 *
 * "P" and "S" are the earliest of direct, diving and refracted waves; "Pg" and "Sg" stay above the
 * Mohorovičić discontinuity; "Pn" and "Sn" go along or below it (along any interface in a model
 * without). Sources may be up to 9 km above sea level, stations at any height. Beyond the reach,
 * and where a phase does not arrive, times are NaN.
 * Throws InputError for another phase or a model that makes no sense.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { layeredVelocityModel } from "@quakecast/quakecast/domain";
 * import { travelTimes } from "@quakecast/quakecast/models";
 * const rock = layeredVelocityModel({ name: "rock", topsKm: [0], pKmPerSecond: [5], ratio: 1.73 });
 * assertAlmostEquals(travelTimes(rock, "P").secondsAt(3, 4), 1, 1e-4);
 * ```
 */
export function travelTimes(
  model: VelocityModel,
  phase: string,
  options: TravelTimesOptions = {},
): TravelTimes {
  checkVelocityModel(model);
  const known = travelTimePhaseOf(phase);
  const rays = rayLayers(model, known.startsWith("S") ? "S" : "P");
  const largestDepthKm = options.largestDepthKm ?? REACH[model.earth].depthKm;
  const largestDistanceKm = options.largestDistanceKm ?? REACH[model.earth].distanceKm;
  const distances = growingGrid([0, largestDistanceKm], { stepAt: distanceStep });
  const interfaces = model.nodes.map(({ depthKm }) => depthKm);
  const levelKm = LEVEL_KM[model.earth];
  const tables = new Map<number, TimeTable>();
  const openTable = (stationKm: number) => {
    const breaks = [...interfaces, stationKm];
    const depths = growingGrid([-HIGHEST_KM, largestDepthKm], { stepAt: depthStep, breaks });
    return new TimeTable(
      { distances, depths },
      (sourceKm) => traceRays(rays, { phase: known, sourceKm, stationKm }),
    );
  };
  const found = new Float64Array(4);
  const read = (distanceKm: number, depthKm: number, elevationKm: number) => {
    if (!(distanceKm <= largestDistanceKm && depthKm <= largestDepthKm && depthKm >= -HIGHEST_KM)) {
      found.fill(NaN);
      return 0;
    }
    const level = Math.round(elevationKm / levelKm);
    let table = tables.get(level);
    if (table === undefined) {
      table = openTable(-level * levelKm);
      tables.set(level, table);
    }
    table.read({ distanceKm, depthKm }, found);
    return elevationKm - level * levelKm;
  };
  return {
    phase,
    largestDepthKm,
    largestDistanceKm,
    secondsAt(distanceKm, depthKm, elevationKm = 0) {
      const higherKm = read(distanceKm, depthKm, elevationKm);
      return found[0] + higherKm * found[3];
    },
    slopesAt(distanceKm, depthKm, elevationKm = 0) {
      read(distanceKm, depthKm, elevationKm);
      return { perDistanceKm: found[1], perDepthKm: found[2] };
    },
  };
}

/** Small near the epicentre, where times bend; the farther, the larger. */
function distanceStep(distanceKm: number): number {
  return Math.min(0.05 + 0.04 * distanceKm, 1 + 0.005 * distanceKm);
}

function depthStep(depthKm: number): number {
  return 0.2 + 0.03 * Math.abs(depthKm);
}
