import { InputError } from "../../domain/mod.ts";

/** A grid of numbers in degrees. */
export interface AsciiGrid {
  /** Cells from west to east. */
  readonly columns: number;
  /** Cells from north to south. */
  readonly rows: number;
  /** Edge of a cell, degrees. */
  readonly cellDegrees: number;
  /** Middle of the most western cells, degrees east. */
  readonly west: number;
  /** Middle of the most southern cells, degrees north. */
  readonly south: number;
  /** Numbers, not negative, from the north-west; NaN where there are none. [row, column] */
  readonly values: Float64Array;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const KEYS = "ncols nrows xllcorner yllcorner xllcenter yllcenter cellsize nodata_value".split(" ");
const MOST_CELLS = 20_000_000;

/**
 * Reads an ESRI ASCII grid in degrees.
 *
 * Throws InputError for a header, a row or a number that makes no sense, with the line.
 *
 * Source: ESRI, "Esri ASCII raster format".
 */
export function readAsciiGrid(bytes: Uint8Array, source: string): AsciiGrid {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const { header, noData, line: first } = readHeader(lines, source);
  const { columns, rows } = header;
  const body = lines.slice(first).map((text, i) => ({ text: text.trim(), line: first + i + 1 }))
    .filter(({ text }) => text !== "");
  if (body.length !== rows) {
    const state = { source, value: `${body.length} rows`, expected: `${rows}, as nrows says` };
    throw new InputError("Cannot read the grid", state);
  }
  const values = new Float64Array(rows * columns);
  body.forEach(({ text, line }, row) => {
    const fields = text.split(/\s+/);
    if (fields.length !== columns) {
      throw new InputError(`Cannot read a row of ${fields.length} numbers`, {
        ...{ source, line, expected: `${columns}, as ncols says` },
      });
    }
    fields.forEach((field, column) => {
      const value = NUMBER.test(field) ? Number(field) : NaN;
      if (value !== noData && !(value >= 0)) {
        const expected = "a number that is not negative, or NODATA_value";
        throw new InputError("Cannot read a cell", { source, line, value: field, expected });
      }
      values[row * columns + column] = value === noData ? NaN : value;
    });
  });
  return { ...header, values };
}

function readHeader(
  lines: readonly string[],
  source: string,
): { header: Omit<AsciiGrid, "values">; noData: number; line: number } {
  const found: Record<string, number> = {};
  let line = 0;
  for (; line < lines.length; line++) {
    const [key, text = "", ...more] = lines[line].trim().split(/\s+/);
    if (!KEYS.includes(key.toLowerCase())) break;
    if (!NUMBER.test(text) || more.length > 0) {
      throw new InputError("Cannot read the header of the grid", {
        ...{ source, line: line + 1, field: key, value: text, expected: "one number" },
      });
    }
    found[key.toLowerCase()] = Number(text);
  }
  const { ncols: columns, nrows: rows, cellsize: cellDegrees } = found;
  const half = cellDegrees / 2;
  const west = found.xllcenter ?? found.xllcorner + half;
  const south = found.yllcenter ?? found.yllcorner + half;
  const isWhole = Number.isInteger(columns) && Number.isInteger(rows) && columns > 0 && rows > 0;
  const north = south + (rows - 1) * cellDegrees;
  const isOnEarth = Math.abs(west) <= 360 && south >= -90 && north <= 90 && cellDegrees > 0;
  if (!isWhole || !isOnEarth || columns * rows > MOST_CELLS) {
    throw new InputError("Cannot place the grid on the Earth", {
      ...{ source, line: 1, value: JSON.stringify(found) },
      expected:
        `ncols, nrows, xllcorner, yllcorner and cellsize in degrees, ${MOST_CELLS} cells at most`,
    });
  }
  return {
    header: { columns, rows, cellDegrees, west, south },
    ...{ noData: found.nodata_value ?? NaN, line },
  };
}
