import {
  type AftershockForecast,
  type Box,
  type Catalogue,
  DAY_MS,
  type Grid,
  wrapLongitude,
} from "../domain/mod.ts";
import { aftershockDensity, genericEtas } from "../models/mod.ts";
import { knownSequence, type SequenceOptions } from "./known_sequence.ts";

/** Expected numbers about a mainshock, cell by cell, as maps are drawn from them. */
export interface AftershockMap {
  /** What is shown. */
  title: string;
  /** Cells, their expected numbers and what these are. */
  cells: { grid: Grid; expected: Float64Array; label: string };
  /** The mainshock and its aftershocks so far. */
  epicentres: { longitude: Float64Array; latitude: Float64Array; magnitude: Float64Array };
}

/** Cells along an edge of the map, and radii of the zone that it reaches from the centre. */
const CELLS = 60;
const REACH = 2;

const KM_PER_DEGREE = 111.2;

/**
 * Spreads the number that a forecast expects in its advised window over cells about the sequence, by
 * where its events so far are and how aftershocks lie about an event of their size. What falls outside
 * the cells is not shown.
 *
 * Throws as `forecastAftershocks`.
 */
export function mapAftershocks(
  catalogue: Catalogue,
  forecast: AftershockForecast,
  options: SequenceOptions = {},
): AftershockMap {
  const { mainshock, found, issueTimeMs, region } = knownSequence(catalogue, options);
  const window = forecast.forecast.find(({ label }) => label === forecast.advisoryTimeFrame) ??
    forecast.forecast[0];
  const [{ magnitude: least, expected }] = window.bins;
  const grid = gridAbout(found.centre, REACH * found.radiusKm);
  const rows = Uint32Array.from([mainshock, ...found.rows]);
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const epicentres = {
    longitude: pick(catalogue.longitude),
    latitude: pick(catalogue.latitude),
    magnitude: pick(catalogue.magnitude),
  };
  const days = pick(catalogue.timeMs).map((time) => (issueTimeMs - time) / DAY_MS);
  const places = centresOf(grid);
  const density = aftershockDensity(genericEtas(region), { ...epicentres, days }, places);
  const length = window.label.toLowerCase();
  const cell = Number(grid.cellDegrees.toPrecision(2));
  return {
    title: `Aftershocks of magnitude ${least} or more expected within ${length}`,
    cells: {
      grid,
      expected: density.map((value, i) => expected * value * areaOf(grid, places[i].latitude)),
      label: `Expected number per cell of ${cell}° (${Number(expected.toPrecision(3))} in all)`,
    },
    epicentres,
  };
}

/** Square cells in degrees that reach so many kilometres from a centre at least. */
function gridAbout(centre: { latitude: number; longitude: number }, reachKm: number): Grid {
  const north = reachKm / KM_PER_DEGREE;
  const east = Math.min(179, north / Math.max(0.02, Math.cos(centre.latitude * Math.PI / 180)));
  const cellDegrees = 2 * Math.max(north, 0) / CELLS;
  const rows = CELLS;
  const columns = 2 * Math.round(east / cellDegrees);
  const south = Math.max(-90, Math.min(90 - rows * cellDegrees, centre.latitude - north));
  const box: Box = {
    west: wrapLongitude(centre.longitude - columns * cellDegrees / 2),
    south,
    east: wrapLongitude(centre.longitude + columns * cellDegrees / 2),
    north: south + rows * cellDegrees,
  };
  return { box, cellDegrees, rows, columns };
}

function centresOf({ box, cellDegrees, rows, columns }: Grid) {
  return Array.from({ length: rows * columns }, (_, cell) => ({
    latitude: box.south + (Math.floor(cell / columns) + 0.5) * cellDegrees,
    longitude: wrapLongitude(box.west + (cell % columns + 0.5) * cellDegrees),
  }));
}

/** Area of a cell, km². */
function areaOf({ cellDegrees }: Grid, latitude: number): number {
  return (KM_PER_DEGREE * cellDegrees) ** 2 * Math.cos(latitude * Math.PI / 180);
}
