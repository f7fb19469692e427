import { geoAzimuthalEquidistant, geoEqualEarth, geoPath, type GeoProjection } from "d3-geo";

/** A box on the globe: west, south, east, north in degrees; west beyond east crosses the antimeridian. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** How a map is looked at: where its centre is, and how much larger than fitted. */
export interface MapAim {
  /** Degrees east and north; the box's own centre where left out. [2] */
  readonly centre?: readonly [longitude: number, latitude: number];
  /** 1 shows the whole box. */
  readonly zoom: number;
}

/** A map that is drawn: places to pixels and back. */
export interface MapView {
  /** Size in CSS pixels. */
  readonly width: number;
  /** Size in CSS pixels. */
  readonly height: number;
  /** Pixels of a place given in degrees east and north; undefined where it is not on the map. */
  readonly place: (longitude: number, latitude: number) => [x: number, y: number] | undefined;
  /** Degrees east and north of a pixel. */
  readonly globe: (x: number, y: number) => [longitude: number, latitude: number];
  /** SVG path of a GeoJSON object; empty where nothing of it is on the map. */
  readonly path: (object: unknown) => string;
  /** Kilometres a pixel is long in the middle of the map. */
  readonly kmPerPixel: number;
  /** Degrees between lines of the graticule. */
  readonly graticuleDegrees: number;
}

const KM_PER_RADIAN = 6371;

/** Wider boxes than this, in degrees, are drawn as a whole Earth. */
const WIDEST_REGION = 120;

/** Fits a map to a box: azimuthal equidistant around its centre, Equal Earth for the whole globe. */
export function fitMap(
  box: Box,
  { width, height, aim = { zoom: 1 } }: { width: number; height: number; aim?: MapAim },
): MapView {
  const spanEast = (box[2] - box[0] + 360) % 360 || 360;
  const middle: [number, number] = [box[0] + spanEast / 2, (box[1] + box[3]) / 2];
  const centre = aim.centre ?? middle;
  const isWorld = spanEast > WIDEST_REGION;
  const fitted = isWorld
    ? geoEqualEarth().rotate([-middle[0], 0])
    : geoAzimuthalEquidistant().rotate([-middle[0], -middle[1]]).clipAngle(90);
  const outline = isWorld ? { type: "Sphere" } : outlineOf(box, spanEast);
  const margin = 14;
  fitted.fitExtent([[margin, margin], [width - margin, height - margin]], outline);
  const scale = fitted.scale() * aim.zoom;
  const projection = isWorld ? aimWorld(fitted, centre, scale, [width, height]) : fitted
    .rotate([-centre[0], -centre[1]])
    .scale(scale)
    .translate(
      aim.centre === undefined && aim.zoom === 1 ? fitted.translate() : [
        width / 2,
        height / 2,
      ],
    );
  projection.clipExtent([[-8, -8], [width + 8, height + 8]]);
  return viewOf(projection, { width, height });
}

/** A whole Earth is moved and not turned: its shape stays. */
function aimWorld(
  projection: GeoProjection,
  centre: readonly [number, number],
  scale: number,
  [width, height]: [number, number],
): GeoProjection {
  projection.scale(scale).translate([0, 0]);
  const at = projection([centre[0], centre[1]]) ?? [0, 0];
  return projection.translate([width / 2 - at[0], height / 2 - at[1]]);
}

function viewOf(
  projection: GeoProjection,
  { width, height }: { width: number; height: number },
): MapView {
  const draw = geoPath(projection);
  const kmPerPixel = KM_PER_RADIAN / projection.scale();
  const wanted = width * kmPerPixel / 111 / 4;
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
  return {
    width,
    height,
    kmPerPixel,
    graticuleDegrees: steps.find((step) => step >= wanted) ?? 30,
    path: (object) => draw(object) ?? "",
    globe: (x, y) => projection.invert([x, y]) ?? [0, 0],
    place: (longitude, latitude) => projection([longitude, latitude]) ?? undefined,
  };
}

/** Points along the edges of a box: what is fitted stays right where meridians converge. */
function outlineOf([west, south, , north]: Box, spanEast: number): unknown {
  const coordinates: [number, number][] = [];
  for (let i = 0; i <= 20; i++) {
    const east = west + spanEast * i / 20;
    coordinates.push([east, south], [east, north]);
  }
  return { type: "MultiPoint", coordinates };
}

/** The least box around places, with a margin in degrees on every side. */
export function boxAround(
  places: readonly { longitude: number; latitude: number }[],
  marginDegrees: number,
): Box {
  if (places.length === 0) return [-180, -90, 180, 90];
  const latitudes = places.map(({ latitude }) => latitude);
  const [west, east] = shortestArc(places.map(({ longitude }) => longitude));
  const south = Math.max(-90, Math.min(...latitudes) - marginDegrees);
  const north = Math.min(90, Math.max(...latitudes) + marginDegrees);
  const wider = marginDegrees / Math.max(0.2, Math.cos((south + north) / 2 * Math.PI / 180));
  if (east - west + 2 * wider >= 360) return [-180, south, 180, north];
  return [west - wider, south, east + wider, north];
}

/** West and east ends of the shortest arc that holds all longitudes; east is never below west. */
function shortestArc(longitudes: readonly number[]): [west: number, east: number] {
  const sorted = longitudes.toSorted((a, b) => a - b);
  let [widest, west] = [360 - (sorted.at(-1)! - sorted[0]), sorted[0]];
  let span = 360 - widest;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > widest) [widest, west, span] = [gap, sorted[i], 360 - gap];
  }
  return [west, west + span];
}
