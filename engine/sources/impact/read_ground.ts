import { degreesEast, InputError } from "../../domain/mod.ts";
import { readAsciiGrid } from "./ascii_grid.ts";

/** Range of ground: from mud to the hardest rock, metres a second. */
const [SOFTEST, HARDEST] = [50, 5000];

/**
 * Reads the ground from an ESRI ASCII grid of vs30, metres a second: a function that tells it of any place,
 * the cell's that holds it, `otherwise` where there is none.
 *
 * Throws InputError for anything else, and for a vs30 outside 50 to 5,000.
 */
export function readGround(
  bytes: Uint8Array,
  { source, otherwise }: { source: string; otherwise: number },
): (place: { latitude: number; longitude: number }) => number {
  const { columns, rows, cellDegrees, west, south, values } = readAsciiGrid(bytes, source);
  const wrong = values.find((value) => value < SOFTEST || value > HARDEST);
  if (wrong !== undefined) {
    throw new InputError("Cannot take the grid for ground", {
      ...{ source, value: String(wrong), expected: `vs30 from ${SOFTEST} to ${HARDEST} m/s` },
    });
  }
  return ({ latitude, longitude }) => {
    const column = Math.floor(degreesEast(west - cellDegrees / 2, longitude) / cellDegrees);
    const row = rows - 1 - Math.floor((latitude - south) / cellDegrees + 0.5);
    const isInside = column < columns && row >= 0 && row < rows;
    const vs30 = isInside ? values[row * columns + column] : NaN;
    return Number.isNaN(vs30) ? otherwise : vs30;
  };
}
