import { type Box, type Grid, makeGrid, type Polygon } from "../../domain/mod.ts";
import { boundingBox } from "../../mathematics/mod.ts";

/** Edges of cells that are chosen from, degrees: those of published forecasts among them. */
const EDGES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Most cells along a side: a degree in hundredths, California in tenths. */
const MOST_CELLS = 200;

/** The grid of a region: its box, edges on whole cells, in cells of the given or a fitting size. */
export function gridOfRegion(region: Polygon, cellDegrees?: number): Grid {
  const corners = region.map(([longitude, latitude]) => ({ longitude, latitude }));
  const box = boundingBox(corners)!;
  const width = (box.east - box.west + 360) % 360;
  const extent = Math.max(width, box.north - box.south);
  const edge = cellDegrees ?? EDGES.find((one) => extent / one <= MOST_CELLS) ?? EDGES.at(-1)!;
  const snap = (degrees: number, round: (value: number) => number) =>
    Number((round(Number((degrees / edge).toFixed(6))) * edge).toFixed(6));
  const whole: Box = {
    west: snap(box.west, Math.floor),
    south: Math.max(-90, snap(box.south, Math.floor)),
    east: snap(box.west + width, Math.ceil),
    north: Math.min(90, snap(box.north, Math.ceil)),
  };
  return makeGrid({ ...whole, east: whole.east > 180 ? whole.east - 360 : whole.east }, edge);
}
