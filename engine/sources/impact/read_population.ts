import type { Population } from "../../domain/mod.ts";
import { type AsciiGrid, readAsciiGrid } from "./ascii_grid.ts";
import { readPlaceTable } from "./read_place_table.ts";

/**
 * Reads how many people live where: a table (or a list of JSON) with columns latitude, longitude and population, and country
 * where it is known, each row a cell; or an ESRI ASCII grid in degrees. The content tells, not the name.
 *
 * Throws InputError for anything else, with the line.
 *
 * @example
 * ```ts
 * import { readPopulation } from "@quakecast/quakecast/sources";
 * const grid = "ncols 2\nnrows 1\nxllcorner 10\nyllcorner 50\ncellsize 0.5\n7 9\n";
 * const { longitude, people } = readPopulation(new TextEncoder().encode(grid), "people.asc");
 * console.assert(longitude[1] === 10.75 && people[1] === 9);
 * ```
 */
export function readPopulation(bytes: Uint8Array, source: string): Population {
  const head = new TextDecoder().decode(bytes.subarray(0, 200));
  if (/^\s*ncols\s/i.test(head)) {
    return { source, isSynthetic: false, ...peopleOf(readAsciiGrid(bytes, source)) };
  }
  const { rows } = readPlaceTable(bytes, {
    ...{ source, of: "a cell of people" },
    needed: ["latitude", "longitude", "population"],
    known: ["country"],
  });
  const places = rows.map((row) => row.place());
  return {
    ...{ source, isSynthetic: false },
    latitude: Float64Array.from(places, ({ latitude }) => latitude),
    longitude: Float64Array.from(places, ({ longitude }) => longitude),
    people: Float64Array.from(rows, (row) => row.needed("population", [0, 1e10])),
    country: rows.map((row) => row.text("country").toUpperCase()),
  };
}

/** Cells of a grid that hold people, those without data left out. */
function peopleOf({ columns, rows, cellDegrees, west, south, values }: AsciiGrid) {
  const cells = Array.from(values.keys()).filter((cell) => !Number.isNaN(values[cell]));
  return {
    latitude: Float64Array.from(
      cells,
      (cell) => south + (rows - 1 - Math.floor(cell / columns)) * cellDegrees,
    ),
    longitude: Float64Array.from(cells, (cell) => west + (cell % columns) * cellDegrees),
    people: Float64Array.from(cells, (cell) => values[cell]),
    country: cells.map(() => ""),
  };
}
