import { degreesEast } from "../domain/mod.ts";
import type { MapFrame } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";

/** Kilometres of a degree of latitude. Source: a sphere of radius 6371 km. */
export const KM_PER_DEGREE = 111.195;

/** A bar of a round number of kilometres at the lower left. */
export function drawScale(frame: MapFrame): string {
  const { south, north, west, east } = frame.view;
  const latitude = (south + north) / 2;
  const widthKm = degreesEast(west, east) * KM_PER_DEGREE * Math.cos(latitude * Math.PI / 180);
  const lengths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
  const km = lengths.findLast((length) => length <= widthKm / 4) ?? lengths[0];
  const length = km / widthKm * frame.width;
  const [x, y] = [frame.left + 10, frame.height - 10];
  return `<g><path d="M${x} ${y - 4}v4h${length.toFixed(1)}v-4" fill="none" ` +
    `stroke="${COLOURS.ink}"/><text x="${x + 4}" y="${y - 4}" font-size="10" ` +
    `fill="${COLOURS.ink}">${km} km</text></g>`;
}
