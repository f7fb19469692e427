import {
  type Box,
  ConfigurationError,
  type Grid,
  makeGrid,
  type PlaceLaws,
  type ShakingMap,
  type ShakingSource,
  wrapLongitude,
} from "../../domain/mod.ts";
import { destination, standardNormalCumulative } from "../../mathematics/mod.ts";
import { estimateShaking, type ShakingOptions, withGround } from "./estimate_shaking.ts";
import { predictShaking } from "./predict_shaking.ts";

/** How a map is laid out. */
export interface MapLayout {
  /** Half the width and height, kilometres; to where intensity 4 is expected unless given. */
  readonly radiusKm?: number;
  /** Edge of a cell, degrees; a sixtieth of the width, rounded, unless given. */
  readonly cellDegrees?: number;
}

/** Levels whose probability is told for each cell. */
export const INTENSITY_LEVELS = [4, 5, 6, 7, 8, 9] as const;

const HARMLESS = 4; // weaker shaking is felt, and harms nothing
const [LEAST_RADIUS_KM, MOST_RADIUS_KM] = [20, 400]; // BSSA14 and WGRW12 hold to 300 or 400 km
const CELLS_ACROSS = 60;
const MOST_CELLS = 100_000;

/**
 * Maps shaking around an event on a grid, with the probability that each intensity is reached.
 *
 * Throws ConfigurationError for a grid of more than 100,000 cells or one that reaches a pole.
 */
export function mapShaking(
  source: ShakingSource,
  { layout = {}, options = {} }: { layout?: MapLayout; options?: ShakingOptions } = {},
): ShakingMap {
  const grid = layGrid(source, layout, options);
  const places = withGround(centresOf(grid), options.ground);
  const shaking = estimateShaking(source, { places, options });
  const exceedance = INTENSITY_LEVELS.map((intensity) => ({
    intensity,
    probability: exceedanceOf(shaking.intensity, intensity),
  }));
  return { source, grid, shaking, exceedance };
}

/** Probability that a normal law reaches a level, at each place. [place] */
export function exceedanceOf({ mean, error }: PlaceLaws, level: number): Float64Array {
  return mean.map((value, i) =>
    error[i] > 0 ? standardNormalCumulative((value - level) / error[i]) : Number(value >= level)
  );
}

/** Places at the middles of the cells of a grid. [cell] */
export function centresOf(
  { box, cellDegrees, rows, columns }: Grid,
): { latitude: Float64Array; longitude: Float64Array } {
  const latitude = new Float64Array(rows * columns);
  const longitude = new Float64Array(rows * columns);
  for (let cell = 0; cell < rows * columns; cell++) {
    latitude[cell] = box.south + (Math.floor(cell / columns) + 0.5) * cellDegrees;
    longitude[cell] = wrapLongitude(box.west + (cell % columns + 0.5) * cellDegrees);
  }
  return { latitude, longitude };
}

function layGrid(source: ShakingSource, layout: MapLayout, options: ShakingOptions): Grid {
  const radiusKm = layout.radiusKm ?? reachOf(source, options);
  const edge = (bearing: number) => destination(source, { bearing, distanceKm: radiusKm });
  const [north, south] = [edge(0).latitude, edge(180).latitude];
  if (!(north - south > 1.99 * radiusKm / 111.7) || Math.max(north, -south) > 89) {
    throw new ConfigurationError("Cannot lay a map of shaking across a pole.", "latitude");
  }
  const halfWidth = Math.min(179, Math.abs(wrapLongitude(edge(90).longitude - source.longitude)));
  const cellDegrees = layout.cellDegrees ?? roundDown((north - south) / CELLS_ACROSS);
  const snap = (degrees: number) => Math.floor(degrees / cellDegrees + 1e-9) * cellDegrees;
  const box: Box = {
    west: wrapLongitude(snap(source.longitude - halfWidth)),
    south: snap(south),
    east: wrapLongitude(snap(source.longitude + halfWidth) + cellDegrees),
    north: snap(north) + cellDegrees,
  };
  const grid = makeGrid(box, cellDegrees);
  if (grid.rows * grid.columns <= MOST_CELLS) return grid;
  throw new ConfigurationError(
    `Cannot map ${grid.rows} x ${grid.columns} cells: the limit is ${MOST_CELLS}.`,
    "cellDegrees",
  );
}

/** How far from the epicentre intensity 4 is expected, kilometres. */
function reachOf(source: ShakingSource, { intensityModel = "motion", ground }: ShakingOptions) {
  const steps = Array.from({ length: 20 }, (_, i) => LEAST_RADIUS_KM * (i + 1));
  const ends = steps.map((distanceKm) => destination(source, { bearing: 90, distanceKm }));
  const places = withGround({
    latitude: ends.map(({ latitude }) => latitude),
    longitude: ends.map(({ longitude }) => longitude),
  }, ground);
  const { intensity } = predictShaking(source, { places, intensityModel });
  const first = intensity.mean.findIndex((mean) => mean < HARMLESS);
  return first === -1 ? MOST_RADIUS_KM : steps[first];
}

/** 1, 2 or 5 times a power of ten, not above a value. */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2].find((step) => step * power <= value) ?? 1);
}
