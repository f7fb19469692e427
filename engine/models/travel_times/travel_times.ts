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
 * without). Sources may be up to 9 km above sea level, stations at any height, and as deep as
 * sources. Beyond the reach, and where a phase does not arrive, times are NaN.
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
  const tables = new Map<number, LevelTable>();
  let last: LevelTable | undefined;
  const openTable = (elevationKm: number): LevelTable => {
    if (last?.elevationKm === elevationKm) return last;
    let level = tables.get(elevationKm);
    if (level === undefined) {
      const levelKm = LEVEL_KM[model.earth] * Math.round(elevationKm / LEVEL_KM[model.earth]);
      const table = tables.get(levelKm)?.table ?? buildTable(-levelKm);
      tables.set(levelKm, { table, elevationKm: levelKm, higherKm: 0 });
      level = { table, elevationKm, higherKm: elevationKm - levelKm };
      tables.set(elevationKm, level);
    }
    return last = level;
  };
  const buildTable = (stationKm: number) => {
    const breaks = [...interfaces, stationKm];
    const depths = growingGrid([-HIGHEST_KM, largestDepthKm], { stepAt: depthStep, breaks });
    return new TimeTable(
      { distances, depths },
      (sourceKm) => traceRays(rays, { phase: known, sourceKm, stationKm }),
    );
  };
  const isWithin = (distanceKm: number, depthKm: number, elevationKm: number) =>
    distanceKm <= largestDistanceKm && depthKm <= largestDepthKm && depthKm >= -HIGHEST_KM &&
    -elevationKm <= largestDepthKm;
  return {
    phase,
    largestDepthKm,
    largestDistanceKm,
    secondsAt(distanceKm, depthKm, elevationKm = 0) {
      if (!isWithin(distanceKm, depthKm, elevationKm)) return NaN;
      const { table, higherKm } = openTable(elevationKm);
      const seconds = table.seconds(distanceKm, depthKm);
      if (higherKm === 0) return seconds;
      return seconds + higherKm * table.rise(distanceKm, depthKm);
    },
    slopesAt(distanceKm, depthKm, elevationKm = 0) {
      if (!isWithin(distanceKm, depthKm, elevationKm)) {
        return { perDistanceKm: NaN, perDepthKm: NaN };
      }
      return openTable(elevationKm).table.slopes({ distanceKm, depthKm });
    },
  };
}

/** The table that stations of one height use. */
interface LevelTable {
  table: TimeTable;
  elevationKm: number;
  /** Kilometres the stations are above the level of the table. */
  higherKm: number;
}

/** Small near the epicentre, where times bend; the farther, the larger. */
function distanceStep(distanceKm: number): number {
  return Math.min(0.05 + 0.04 * distanceKm, 1 + 0.005 * distanceKm);
}

function depthStep(depthKm: number): number {
  return 0.2 + 0.03 * Math.abs(depthKm);
}
