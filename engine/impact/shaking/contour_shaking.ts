import { contours } from "d3-contour";
import type { IntensityContour, IntensityMap } from "../../domain/mod.ts";

/** As much of d3-contour as is used; the package brings no types. */
interface Contour {
  value: number;
  coordinates: [number, number][][][];
}

/**
 * Areas where the median intensity reaches each level, by marching squares between the middles of cells;
 * levels that are reached nowhere are left out. East of 180 degrees longitudes go on counting, so that no
 * area is torn.
 */
export function contourShaking(
  { grid, shaking }: Pick<IntensityMap, "grid" | "shaking">,
  levels: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9],
): IntensityContour[] {
  const { box, cellDegrees, rows, columns } = grid;
  const lines: Contour[] = contours().size([columns, rows]).thresholds([...levels])(
    Array.from(shaking.intensity.mean),
  );
  const place = ([x, y]: [number, number]): [number, number] => [
    round(box.west + x * cellDegrees),
    round(box.south + y * cellDegrees),
  ];
  return lines.map(({ value, coordinates }) => ({
    intensity: value,
    // Rings go clockwise where rows are counted from the south; GeoJSON wants the other way.
    coordinates: coordinates.map((polygon) => polygon.map((ring) => ring.map(place).reverse())),
  })).filter(({ coordinates }) => coordinates.length > 0)
    .sort((a, b) => a.intensity - b.intensity);
}

/** Degrees to a metre or so. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
