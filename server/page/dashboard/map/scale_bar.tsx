import type { JSX } from "preact";
import type { MapView } from "./map_view.ts";

const LENGTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** A bar of a round number of kilometres in the lower left corner; it holds in the middle of the map. */
export function ScaleBar({ view }: { view: MapView }): JSX.Element {
  const longest = Math.min(140, view.width / 4) * view.kmPerPixel;
  const km = LENGTHS.findLast((length) => length <= longest) ?? LENGTHS[0];
  const pixels = km / view.kmPerPixel;
  return (
    <g class="scale-bar" transform={`translate(14 ${view.height - 14})`} aria-hidden="true">
      <path d={`M0 -5V0H${pixels.toFixed(1)}V-5`} />
      <text x={pixels / 2} y="-6">{km} km</text>
    </g>
  );
}
