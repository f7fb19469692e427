import type { Box } from "../domain/mod.ts";
import { drawColourScale, type MapCells } from "./draw_cells.ts";
import {
  drawEpicentres,
  type Epicentres,
  keyOfClasses,
  largestEvents,
  magnitudeClasses,
} from "./draw_epicentres.ts";
import { drawGround, drawOutline, loadLand } from "./draw_ground.ts";
import { formatCount, formatEvents } from "./format_number.ts";
import { drawHeading, type FigureText, frameSvg } from "./frame_svg.ts";
import { extentOfPoints } from "./map_extent.ts";
import { makeMapFrame } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";

/** What a map shows. */
export interface EpicentreMap extends Epicentres {
  /** Region to show; the extent of cells or events where it is left out. */
  box?: Box;
  /** A forecast per cell, drawn under the events. */
  cells?: MapCells;
  /** Title; "Epicentres" where it is left out. */
  title?: string;
  /** What is told before the number of events. */
  remark?: string;
}

const MOST_EVENTS = 20_000;

/** Above a forecast only the largest are drawn, as landmarks: more would hide its colours. */
const MOST_EVENTS_ABOVE_CELLS = 60;

/**
 * Map of epicentres on the outline of the land, dots growing with magnitude, optionally above a
 * forecast per cell in colours. At most 20,000 events are drawn, the largest; the caption says so.
 *
 * Source: land and borders from Natural Earth 1:110 million (public domain).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { drawEpicentreMap } from "@quakecast/quakecast/drawing";
 * const svg = await drawEpicentreMap({
 *   longitude: [179.5, -179.2],
 *   latitude: [-18, -20],
 *   magnitude: [5.5, 6.8],
 * });
 * assert(svg.includes("180°"));
 * ```
 */
export async function drawEpicentreMap(map: EpicentreMap): Promise<string> {
  const frame = await makeMapFrame(map.box ?? map.cells?.grid.box ?? extentOfPoints(map));
  const land = await loadLand();
  const most = map.cells === undefined ? MOST_EVENTS : MOST_EVENTS_ABOVE_CELLS;
  const rows = largestEvents(map.magnitude, most);
  const classes = magnitudeClasses(Array.from(rows, (row) => map.magnitude[row]));
  const events = drawEpicentres(frame, map, { rows, classes, colour: COLOURS.baseline });
  const text = describe(map, { drawn: rows.length, outside: events.outside });
  if (map.magnitude.length > 0) text.key = keyOfClasses(classes, COLOURS.baseline);
  const heading = drawHeading(text);
  const ground = drawGround(frame, land, map.cells);
  let height = frame.height + 20;
  let scale = "";
  if (map.cells !== undefined) {
    const drawn = drawColourScale(map.cells, { left: frame.left, width: frame.width, top: height });
    scale = drawn.markup;
    height = drawn.bottom;
  }
  const body = `<g transform="translate(0,${heading.bottom + 2})">${ground}${events.markup}` +
    `${drawOutline(frame)}${scale}</g>`;
  return frameSvg(heading.markup + body, text, Math.ceil(heading.bottom + 2 + height));
}

function describe(
  { magnitude, cells, title, remark }: EpicentreMap,
  { drawn, outside }: { drawn: number; outside: number },
): FigureText {
  const events = formatEvents(magnitude.length);
  const parts = [
    drawn < magnitude.length ? `The ${formatCount(drawn)} largest of ${events}.` : `${events}.`,
  ];
  if (remark !== undefined) parts.unshift(remark);
  if (outside > 0) parts.push(`Not drawn, outside the frame: ${formatCount(outside)}.`);
  return {
    name: "epicentre-map",
    title: title ?? "Epicentres",
    caption: parts.join(" "),
    description: `Map with the epicentres of ${formatEvents(drawn - outside)}` +
      `${cells === undefined ? "" : ` above colours that show: ${cells.label}`}.`,
  };
}
