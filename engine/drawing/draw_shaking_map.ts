import type {
  BuildingDamage,
  IntensityContour,
  IntensityMap,
  ShakingObservation,
} from "../domain/mod.ts";
import { drawGround, drawOutline, loadLand } from "./draw_ground.ts";
import { drawScale } from "./draw_scale.ts";
import { drawHeading, FIGURE_WIDTH, type FigureText, frameSvg } from "./frame_svg.ts";
import { intensityColour, intensityNumeral, perceivedShaking } from "./intensity_scale.ts";
import { makeMapFrame, type MapFrame } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";
import { starPoints } from "./star_points.ts";

/** What a map of shaking shows. */
export interface ShakingFigure {
  /** The map. */
  map: IntensityMap;
  /** Areas by the intensity they reach, several a grade for smooth colours; whole grades get a line. */
  contours: readonly IntensityContour[];
  /** What it was blended with. */
  observations?: readonly ShakingObservation[];
  /** How many these were, where they are not at hand. */
  observationCount?: number;
  /** Buildings, shown by the probability of moderate damage or worse. */
  buildings?: readonly BuildingDamage[];
  /** Title; "Estimated intensity" where it is left out. */
  title?: string;
}

/** Shades of buildings: from which probability of moderate damage or worse on, darkest last. */
const DAMAGES = [
  { from: 0, fill: "#dedede", label: "building: below 20 %" },
  { from: 0.2, fill: "#9a9a9a", label: "20 to 50 %" },
  { from: 0.5, fill: "#000000", label: "from 50 % on, of moderate damage or worse" },
] as const;

const SCALE_HEIGHT = 46;
const GRADES = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Map of the median intensity around an epicentre in the colours of ShakeMap, with a line at each grade. */
export async function drawShakingMap(figure: ShakingFigure): Promise<string> {
  const { map, contours, observations = [], buildings = [] } = figure;
  const frame = await makeMapFrame(map.grid.box);
  const text = describe(figure);
  const heading = drawHeading(text);
  const fills = contours.map((contour) => drawArea(frame, contour)).join("");
  const lines = contours.filter(({ intensity }) => Number.isInteger(intensity))
    .map((contour) => drawLine(frame, contour)).join("");
  const marks = observations.map((one) => markObservation(frame, one)).join("");
  const houses = buildings.map((one) => markBuilding(frame, one)).join("");
  const clip = `<clipPath id="shaking-map-frame"><rect x="${frame.left}" y="0" ` +
    `width="${frame.width}" height="${frame.height}"/></clipPath>`;
  const inside = (markup: string) => `<g clip-path="url(#shaking-map-frame)">${markup}</g>`;
  const body = `<defs>${clip}</defs><g transform="translate(0,${heading.bottom + 2})">` +
    drawGround(frame, await loadLand(), inside(fills)) + inside(lines + marks + houses) +
    markEpicentre(frame, map) + drawScale(frame) + drawOutline(frame) +
    drawGrades(frame) + "</g>";
  const height = heading.bottom + frame.height + 22 + SCALE_HEIGHT;
  return frameSvg(heading.markup + body, text, Math.ceil(height));
}

function drawArea(frame: MapFrame, contour: IntensityContour): string {
  return `<path d="${pathOf(frame, contour)}" fill="${
    intensityColour(contour.intensity)
  }" fill-rule="evenodd" fill-opacity="0.9"/>`;
}

/** A line with the numeral of its grade at its northern end. */
function drawLine(frame: MapFrame, contour: IntensityContour): string {
  const line = `<path class="contour" d="${pathOf(frame, contour)}" fill="none" ` +
    `stroke="${COLOURS.ink}" stroke-width="0.6" stroke-opacity="0.7"/>`;
  const places = contour.coordinates.flatMap(([ring]) => ring).map(frame.project);
  const [x, y] = places.reduce((top, place) => place[1] < top[1] ? place : top);
  if (y < 12) return line;
  const [at, down] = [x.toFixed(1), (y + 3.5).toFixed(1)];
  return line + `<text x="${at}" y="${down}" font-size="9" text-anchor="middle" ` +
    `fill="${COLOURS.ink}" stroke="${COLOURS.paper}" stroke-width="2.4" paint-order="stroke">` +
    `${intensityNumeral(contour.intensity)}</text>`;
}

function pathOf(frame: MapFrame, { coordinates }: IntensityContour): string {
  return coordinates.flat().map((ring) =>
    `M${
      ring.slice(1).map((place) => frame.project(place).map((value) => value.toFixed(1)).join(" "))
        .join("L")
    }Z`
  ).join("");
}

function markObservation(frame: MapFrame, one: ShakingObservation): string {
  const [x, y] = frame.project([one.longitude, one.latitude]).map((value) => value.toFixed(1));
  const fill = one.intensity === undefined ? COLOURS.paper : intensityColour(one.intensity);
  return `<circle class="observation" cx="${x}" cy="${y}" r="2.6" fill="${fill}" ` +
    `stroke="${COLOURS.ink}" stroke-width="0.8"/>`;
}

function markBuilding(frame: MapFrame, { building, probabilities }: BuildingDamage): string {
  const [x, y] = frame.project([building.longitude, building.latitude]);
  const { moderate, extensive, complete } = probabilities;
  const { fill } = DAMAGES.findLast(({ from }) => moderate + extensive + complete >= from)!;
  return `<rect class="building" x="${(x - 2.5).toFixed(1)}" y="${(y - 2.5).toFixed(1)}" ` +
    `width="5" height="5" fill="${fill}" stroke="${COLOURS.ink}" stroke-width="0.7"/>`;
}

function markEpicentre(frame: MapFrame, { source }: IntensityMap): string {
  const place = frame.project([source.longitude, source.latitude]);
  return `<polygon class="epicentre" points="${starPoints(place, 7.5)}" fill="${COLOURS.ink}" ` +
    `stroke="${COLOURS.paper}" stroke-width="0.8"/>`;
}

/** Boxes of the grades with their numerals, and words below the ends and the middle. */
function drawGrades(frame: MapFrame): string {
  const top = frame.height + 26;
  const width = (FIGURE_WIDTH - 12) / GRADES.length;
  return GRADES.map((grade, i) => {
    const left = 6 + i * width;
    const middle = (left + width / 2).toFixed(1);
    const dark = grade >= 9 ? COLOURS.paper : COLOURS.ink;
    return `<rect x="${left.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="18" ` +
      `fill="${intensityColour(grade)}" stroke="${COLOURS.grid}" stroke-width="0.5"/>` +
      `<text x="${middle}" y="${top + 13}" font-size="11" text-anchor="middle" fill="${dark}">` +
      `${intensityNumeral(grade)}</text><text x="${middle}" y="${top + 29}" font-size="8" ` +
      `text-anchor="middle" fill="${COLOURS.muted}">${perceivedShaking(grade)}</text>`;
  }).join("");
}

function describe(
  { map, observations = [], title = "Estimated intensity", ...more }: ShakingFigure,
): FigureText {
  const { observationCount: count = observations.length, buildings = [] } = more;
  const { source, shaking } = map;
  const largest = shaking.intensity.mean.reduce((best, mean) => Math.max(best, mean), 1);
  const most = `${intensityNumeral(largest)} (${perceivedShaking(largest)})`;
  const size = `magnitude ${source.magnitude.toFixed(1)}, depth ${source.depthKm.toFixed(0)} km`;
  const blended = count === 0
    ? "predicted alone"
    : `blended with ${count} ${count === 1 ? "observation" : "observations"}`;
  return {
    ...{ name: "shaking-map", title },
    caption: `M${size.slice(1)}: median of the Modified Mercalli intensity, ${blended}; at most ` +
      `${most}. An estimate, no warning.`,
    key: [
      { label: "epicentre", mark: "star", colour: COLOURS.ink },
      ...(observations.length === 0
        ? []
        : [{ label: "observation", mark: "ring" as const, colour: COLOURS.ink }]),
      ...(buildings.length === 0
        ? []
        : DAMAGES.map(({ label, fill: colour }) => ({ label, mark: "bar" as const, colour }))),
    ],
    description: `Map of estimated shaking of an earthquake of ${size}, at most ${most}.`,
  };
}
