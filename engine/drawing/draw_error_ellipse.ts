import { type Origin, wrapLongitude } from "../domain/mod.ts";
import { type MapFrame, type Position } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";
import { starPoints } from "./star_points.ts";

/** Kilometres of a degree of latitude. Source: a sphere of radius 6371 km. */
const KM_PER_DEGREE = 111.195;

/** √χ² of two degrees of freedom at 68 %: the joint ellipse of an epicentre. */
const ELLIPSE_SCALE = Math.sqrt(2.279);

const LOOK = `fill="${COLOURS.baseline}" fill-opacity="0.18" stroke="${COLOURS.baseline}"`;

/** An ellipse that is smaller on the map is shown larger in a corner, units of the figure. */
const SMALLEST = 12;
const INSET = 84;

/** East and north of the 68 % ellipse about the epicentre, kilometres; none without a covariance. */
function ringOf({ covarianceKm2 }: Origin): [number, number][] {
  if (covarianceKm2 === undefined) return [];
  const [ee, en, , , nn] = covarianceKm2;
  // The square root of a matrix of two rows: its lower triangle.
  const a = Math.sqrt(Math.max(0, ee));
  const b = a === 0 ? 0 : en / a;
  const c = Math.sqrt(Math.max(0, nn - b * b));
  return Array.from({ length: 73 }, (_, i) => {
    const angle = i * Math.PI / 36;
    return [
      ELLIPSE_SCALE * a * Math.cos(angle),
      ELLIPSE_SCALE * (b * Math.cos(angle) + c * Math.sin(angle)),
    ];
  });
}

/** The epicentre's ellipse on the map, and larger in its upper right corner where it is small. */
export function drawErrorEllipse(frame: MapFrame, origin: Origin): string {
  const ring = ringOf(origin);
  if (ring.length === 0) return "";
  const perDegree = KM_PER_DEGREE * Math.cos(origin.latitude * Math.PI / 180);
  const coordinates = ring.map(([east, north]): Position => [
    wrapLongitude(origin.longitude + east / perDegree),
    origin.latitude + north / KM_PER_DEGREE,
  ]);
  const path = frame.path({ type: "LineString", coordinates });
  const places = coordinates.map((position) => frame.project(position));
  const reach = Math.max(...places.map(([x, y]) => Math.hypot(x - places[0][0], y - places[0][1])));
  return `<path class="ellipse" d="${path}" ${LOOK} stroke-width="1.4"/>` +
    (reach < SMALLEST ? drawInset(frame, ring) : "");
}

function drawInset(frame: MapFrame, ring: readonly [number, number][]): string {
  const widestKm = Math.max(...ring.map(([east, north]) => Math.hypot(east, north)));
  const acrossKm = roundUp(2.6 * widestKm);
  const left = frame.left + frame.width - INSET - 6;
  const top = 6;
  const [x0, y0] = [left + INSET / 2, top + INSET / 2 + 6];
  const scale = (INSET - 16) / acrossKm;
  const points = ring.map(([east, north], i) =>
    `${i === 0 ? "M" : "L"}${(x0 + east * scale).toFixed(1)} ${(y0 - north * scale).toFixed(1)}`
  );
  const [from, to] = [x0 - acrossKm * scale / 2, x0 + acrossKm * scale / 2];
  return `<g class="inset"><rect x="${left}" y="${top}" width="${INSET}" height="${INSET + 12}" ` +
    `fill="${COLOURS.paper}" fill-opacity="0.94" stroke="${COLOURS.muted}" stroke-width="0.8"/>` +
    `<path d="${points.join("")}" ${LOOK} stroke-width="1.2"/>` +
    `<polygon points="${starPoints([x0, y0], 5)}" fill="${COLOURS.baseline}"/>` +
    `<path d="M${from.toFixed(1)} ${top + 15}v3H${to.toFixed(1)}v-3" fill="none" ` +
    `stroke="${COLOURS.ink}"/><text x="${x0}" y="${top + 12}" font-size="9" text-anchor="middle" ` +
    `fill="${COLOURS.ink}">${acrossKm} km</text></g>`;
}

/** The next of 1, 2, 5, 10, 20... that is not smaller. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value)!;
  return Number((step * power).toPrecision(1));
}
