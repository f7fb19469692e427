import { InputError } from "../../domain/mod.ts";

/** Cells of a grid that hold a number. */
export interface AsciiGrid {
  /** Degrees north of the middle. [cell] */
  readonly latitude: Float64Array;
  /** Degrees east of the middle. [cell] */
  readonly longitude: Float64Array;
  /** Number, not negative. [cell] */
  readonly values: Float64Array;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const KEYS = "ncols nrows xllcorner yllcorner xllcenter yllcenter cellsize nodata_value".split(" ");
const MOST_CELLS = 20_000_000;

/**
 * Reads an ESRI ASCII grid in degrees: rows from the north, cells without data left out.
 *
 * Throws InputError for a header, a row or a number that makes no sense, with the line.
 *
 * Source: ESRI, "Esri ASCII raster format".
 */
export function readAsciiGrid(bytes: Uint8Array, source: string): AsciiGrid {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const { header, line: first } = readHeader(lines, source);
  const { columns, rows, cell } = header;
  const [latitude, longitude, values]: [number[], number[], number[]] = [[], [], []];
  const body = lines.slice(first).map((text, i) => ({ text: text.trim(), line: first + i + 1 }))
    .filter(({ text }) => text !== "");
  if (body.length !== rows) {
    const state = { source, value: `${body.length} rows`, expected: `${rows}, as nrows says` };
    throw new InputError("Cannot read the grid", state);
  }
  body.forEach(({ text, line }, row) => {
    const fields = text.split(/\s+/);
    if (fields.length !== columns) {
      throw new InputError(`Cannot read a row of ${fields.length} numbers`, {
        ...{ source, line, expected: `${columns}, as ncols says` },
      });
    }
    fields.forEach((field, column) => {
      const value = NUMBER.test(field) ? Number(field) : NaN;
      if (value === header.noData) return;
      if (!(value >= 0)) {
        const expected = "a number that is not negative, or NODATA_value";
        throw new InputError("Cannot read a cell", { source, line, value: field, expected });
      }
      latitude.push(header.south + (rows - 1 - row) * cell);
      longitude.push(header.west + column * cell);
      values.push(value);
    });
  });
  return {
    latitude: Float64Array.from(latitude),
    longitude: Float64Array.from(longitude),
    values: Float64Array.from(values),
  };
}

interface Header {
  readonly columns: number;
  readonly rows: number;
  /** Edge of a cell, degrees. */
  readonly cell: number;
  /** Middle of the cell in the south-west, degrees. */
  readonly west: number;
  readonly south: number;
  /** What stands for no number; NaN where nothing does. */
  readonly noData: number;
}

function readHeader(lines: readonly string[], source: string): { header: Header; line: number } {
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
  const { ncols: columns, nrows: rows, cellsize: cell } = found;
  const half = cell / 2;
  const west = found.xllcenter ?? found.xllcorner + half;
  const south = found.yllcenter ?? found.yllcorner + half;
  const isWhole = Number.isInteger(columns) && Number.isInteger(rows) && columns > 0 && rows > 0;
  const north = south + (rows - 1) * cell;
  const isOnEarth = Math.abs(west) <= 360 && south >= -90 && north <= 90 && cell > 0;
  if (!isWhole || !isOnEarth || columns * rows > MOST_CELLS) {
    throw new InputError("Cannot place the grid on the Earth", {
      ...{ source, line: 1, value: JSON.stringify(found) },
      expected:
        `ncols, nrows, xllcorner, yllcorner and cellsize in degrees, ${MOST_CELLS} cells at most`,
    });
  }
  return { header: { columns, rows, cell, west, south, noData: found.nodata_value ?? NaN }, line };
}
