import { type Origin, type Station, wrapLongitude } from "../domain/mod.ts";
import { drawErrorEllipse } from "./draw_error_ellipse.ts";
import { drawGround, drawOutline, loadLand } from "./draw_ground.ts";
import { drawScale } from "./draw_scale.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { formatDegrees } from "./format_degrees.ts";
import { formatInstant } from "./format_number.ts";
import { drawHeading, type FigureText, frameSvg } from "./frame_svg.ts";
import { makeMapFrame, type MapFrame } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";
import { starPoints } from "./star_points.ts";

/** What a map of a located event shows. */
export interface LocationMap {
  /** The hypocentre. */
  origin: Origin;
  /** Stations around it; those with an arrival are filled. */
  stations: readonly Station[];
  /** Station "NC.MEM" of each pick, by the pick's identifier, to tell which stations were used. */
  stationOfPick?: ReadonlyMap<string, string>;
  /** Another hypocentre to compare with, such as a catalogue's. */
  reference?: { latitude: number; longitude: number; label: string };
  /** Title; "Location" where it is left out. */
  title?: string;
}

/** Height of a line of names and width of a letter, units of the figure. */
const NAME_HEIGHT = 9;
const LETTER_WIDTH = 5.2;

/**
 * Map of an epicentre with its 68 % ellipse (east and north together, from the covariance) among the
 * stations; what was used to locate it is filled.
 *
 * Throws nothing for an origin without covariance: there is no ellipse, and the caption says so.
 */
export async function drawLocationMap(map: LocationMap): Promise<string> {
  const { origin, stations, reference } = map;
  const used = new Set(
    origin.arrivals.filter(({ weight }) => weight > 0)
      .map(({ pickId }) => map.stationOfPick?.get(pickId)),
  );
  const places = [
    { latitude: origin.latitude, longitude: origin.longitude },
    ...stations,
    ...(reference === undefined ? [] : [reference]),
  ];
  const frame = await makeMapFrame(boxAround(places));
  const areUsed = stations.map(({ network, station }) => used.has(`${network}.${station}`));
  const text = describe(map, areUsed.includes(false));
  const heading = drawHeading(text);
  const placeOf = ({ longitude, latitude }: { longitude: number; latitude: number }) =>
    frame.project([longitude, latitude]);
  const named = namesThatFit(stations.map((station) => ({
    at: placeOf(station),
    length: station.station.length,
  })));
  const marks = stations.map((station, i) =>
    markStation(frame, station, { isUsed: areUsed[i], isNamed: named[i] })
  );
  const body = `<g transform="translate(0,${heading.bottom + 2})">` +
    drawGround(frame, await loadLand()) + marks.join("") +
    drawErrorEllipse(frame, origin, { taken: places.map(placeOf) }) +
    (reference === undefined ? "" : markCross(frame, reference)) +
    markStar(frame, origin) + drawScale(frame) + drawOutline(frame) + "</g>";
  return frameSvg(heading.markup + body, text, Math.ceil(heading.bottom + frame.height + 22));
}

function boxAround(places: readonly { latitude: number; longitude: number }[]) {
  const [first] = places;
  const east = places.map(({ longitude }) => wrapLongitude(longitude - first.longitude));
  const north = places.map(({ latitude }) => latitude);
  const margin = (low: number, high: number) => Math.max(0.05, (high - low) * 0.08);
  const [west, right] = [Math.min(...east), Math.max(...east)];
  const [south, top] = [Math.min(...north), Math.max(...north)];
  return {
    west: wrapLongitude(first.longitude + west - margin(west, right)),
    east: wrapLongitude(first.longitude + right + margin(west, right)),
    south: Math.max(-90, south - margin(south, top)),
    north: Math.min(90, top + margin(south, top)),
  };
}

/** Which names can be written without lying on one that is written already. */
function namesThatFit(
  names: readonly { at: readonly [number, number]; length: number }[],
): boolean[] {
  const written: { at: readonly [number, number]; width: number }[] = [];
  return names.map(({ at, length }) => {
    const width = length * LETTER_WIDTH + 12;
    const isFree = written.every((other) =>
      Math.abs(other.at[1] - at[1]) >= NAME_HEIGHT ||
      Math.abs(other.at[0] - at[0]) >= Math.max(width, other.width)
    );
    if (isFree) written.push({ at, width });
    return isFree;
  });
}

function markStation(
  frame: MapFrame,
  { longitude, latitude, station }: Station,
  { isUsed, isNamed }: { isUsed: boolean; isNamed: boolean },
): string {
  const [x, y] = frame.project([longitude, latitude]);
  const isRight = x > frame.left + frame.width - 50; // its name would not fit on that side
  const fill = isUsed ? COLOURS.network : COLOURS.paper;
  const name = isNamed
    ? `<text x="${(isRight ? x - 6 : x + 6).toFixed(1)}" y="${(y + 3).toFixed(1)}" font-size="8" ` +
      `text-anchor="${isRight ? "end" : "start"}" fill="${COLOURS.muted}">${
        escapeMarkup(station)
      }</text>`
    : "";
  return `<path class="station" d="M${x.toFixed(1)} ${(y - 5).toFixed(1)}l4.6 8h-9.2z" ` +
    `fill="${fill}" stroke="${COLOURS.network}"/>${name}`;
}

function markStar(frame: MapFrame, { longitude, latitude }: Origin): string {
  const [x, y] = frame.project([longitude, latitude]);
  return `<polygon class="epicentre" points="${
    starPoints([x, y], 7.5)
  }" fill="${COLOURS.baseline}" ` +
    `stroke="${COLOURS.paper}" stroke-width="0.8"/>`;
}

function markCross(frame: MapFrame, place: { longitude: number; latitude: number }): string {
  const [x, y] = frame.project([place.longitude, place.latitude]);
  return `<path class="reference" d="M${(x - 5).toFixed(1)} ${
    (y - 5).toFixed(1)
  }l10 10m0 -10l-10 10" ` +
    `stroke="${COLOURS.third}" stroke-width="2"/>`;
}

function describe(
  { origin, reference, title = "Location", stations }: LocationMap,
  hasUnused: boolean,
): FigureText {
  const { depthKm, depthErrorKm, azimuthalGapDegrees: gap, arrivals } = origin;
  const depth = Number.isFinite(depthKm)
    ? `depth ${depthKm.toFixed(1)}${
      depthErrorKm === undefined ? "" : ` ± ${depthErrorKm.toFixed(1)}`
    } km`
    : "depth unknown";
  const place = formatDegrees(origin);
  const parts = [
    `${formatInstant(origin.timeMs)} UTC, ${place}, ${depth}.`,
    `${arrivals.length} ${arrivals.length === 1 ? "arrival" : "arrivals"}${
      gap === undefined ? "" : `, largest gap ${gap.toFixed(0)}°`
    }.`,
    ...(origin.covarianceKm2 === undefined ? ["No uncertainty was given."] : []),
  ];
  return {
    name: "location-map",
    title,
    caption: parts.join(" "),
    key: [
      { label: "epicentre", mark: "star", colour: COLOURS.baseline },
      ...(origin.covarianceKm2 === undefined
        ? []
        : [{ label: "68 % ellipse", mark: "band" as const, colour: COLOURS.baseline }]),
      { label: "station used", mark: "triangle", colour: COLOURS.network },
      ...(hasUnused
        ? [{ label: "not used", mark: "open-triangle" as const, colour: COLOURS.network }]
        : []),
      ...(reference === undefined
        ? []
        : [{ label: reference.label, mark: "cross" as const, colour: COLOURS.third }]),
    ],
    description: `Map of an epicentre at ${place}, ${depth}, among ${stations.length} stations.`,
  };
}
