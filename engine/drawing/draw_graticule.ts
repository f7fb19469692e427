import { boxWidth, wrapLongitude } from "../domain/mod.ts";
import type { MapFrame, Position } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";

const STEPS = [60, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
const SAMPLES = 60;
const LABEL_WIDTH = 44;

/** Draws meridians and parallels of a map with their degrees at its left and lower edge. */
export function drawGraticule(frame: MapFrame): string {
  const meridians = valuesBetween(frame.view.west, boxWidth(frame.view), frame.world ? 60 : 0)
    .map((longitude) => ({
      line: spread(frame.view.south, frame.view.north).map((latitude): Position => [
        wrapLongitude(longitude),
        latitude,
      ]),
      label: degrees(wrapLongitude(longitude), "E", "W"),
    }));
  const height = frame.view.north - frame.view.south;
  const start = frame.centre - boxWidth(frame.view) / 2;
  const parallels = valuesBetween(frame.view.south, height, frame.world ? 30 : 0)
    .filter((latitude) => Math.abs(latitude) < 89)
    .map((latitude) => ({
      line: spread(start + 1e-3, start + boxWidth(frame.view) - 1e-3).map((longitude): Position => [
        wrapLongitude(longitude),
        latitude,
      ]),
      label: degrees(latitude, "N", "S"),
    }));
  const coordinates = [...meridians, ...parallels].map(({ line }) => line);
  return `<path d="${frame.path({ type: "MultiLineString", coordinates })}" fill="none" ` +
    `stroke="${COLOURS.coast}" stroke-opacity="0.45" stroke-width="0.5"/>` +
    parallels.map(({ line, label }) => labelParallel(frame, line, label)).join("") +
    labelMeridians(frame, meridians);
}

function labelParallel(frame: MapFrame, line: Position[], label: string): string {
  const places = placesInside(frame, line);
  if (places.length === 0) return "";
  const [x, y] = places.reduce((best, place) => place[0] < best[0] ? place : best);
  return text(
    Math.max(x, frame.left) - 4,
    Math.min(frame.height, Math.max(8, y + 4)),
    "end",
    label,
  );
}

// From left to right, leaving out a label that would touch the one before.
function labelMeridians(frame: MapFrame, meridians: { line: Position[]; label: string }[]): string {
  const placed = meridians.flatMap(({ line, label }) => {
    const places = placesInside(frame, line);
    if (places.length === 0) return [];
    return [{ label, x: places.reduce((best, place) => place[1] > best[1] ? place : best)[0] }];
  }).sort((a, b) => a.x - b.x);
  let free = frame.left + LABEL_WIDTH / 4;
  return placed.map(({ label, x }) => {
    if (x < free || x > frame.left + frame.width - 8) return "";
    free = x + LABEL_WIDTH;
    return text(x, frame.height + 13, "middle", label);
  }).join("");
}

function placesInside(frame: MapFrame, line: Position[]): [number, number][] {
  return line.map((position) => frame.project(position)).filter(([x, y]) =>
    x >= frame.left - 1 && x <= frame.left + frame.width + 1 && y >= -1 && y <= frame.height + 1
  );
}

function text(x: number, y: number, anchor: string, label: string): string {
  const size = label.length > 6 ? 9.5 : 11; // "37.35°N" has to fit beside the frame
  return `<text x="${x.toFixed(1)}" y="${
    y.toFixed(1)
  }" font-size="${size}" text-anchor="${anchor}" ` +
    `fill="${COLOURS.muted}">${label}</text>`;
}

// Multiples of a round step; the step that gives at least three of them, unless one is given.
function valuesBetween(start: number, width: number, given: number): number[] {
  const step = given || (STEPS.find((size) => width / size >= 3) ?? STEPS[STEPS.length - 1]);
  const values: number[] = [];
  for (let i = Math.ceil(start / step - 1e-9); i * step < start + width - 1e-9; i++) {
    values.push(i * step);
  }
  return values;
}

function spread(from: number, to: number): number[] {
  return Array.from({ length: SAMPLES + 1 }, (_, i) => from + (to - from) * i / SAMPLES);
}

function degrees(value: number, positive: string, negative: string): string {
  const size = Number(Math.abs(value).toFixed(2));
  if (size === 0 || size === 180) return `${size}°`;
  return `${size}°${value > 0 ? positive : negative}`;
}
