import { drawCells, type MapCells } from "./draw_cells.ts";
import { drawGraticule } from "./draw_graticule.ts";
import type { Geometry, MapFrame } from "./map_frame.ts";
import { COLOURS } from "./palette.ts";

/** Outlines of the land. */
export interface Land {
  land: Geometry;
  coast: Geometry;
  borders: Geometry;
}

/**
 * Water, land, colours of cells (or what else was drawn to lie there), degrees, coasts and borders of a map,
 * from the bottom to the top.
 */
export function drawGround(frame: MapFrame, land: Land, cells: MapCells | string = ""): string {
  const line = (geometry: Geometry, width: number) =>
    `<path class="coast" d="${frame.path(geometry)}" fill="none" stroke="${COLOURS.coast}" ` +
    `stroke-width="${width}" stroke-linejoin="round"/>`;
  return outlinePath(frame, `fill="${COLOURS.water}"`) +
    `<path d="${frame.path(land.land)}" fill="${COLOURS.land}"/>` +
    (typeof cells === "string" ? cells : drawCells(frame, cells)) +
    drawGraticule(frame) + line(land.coast, 0.7) + (frame.world ? "" : line(land.borders, 0.5));
}

/** The frame around a map. */
export function drawOutline(frame: MapFrame): string {
  return outlinePath(frame, `fill="none" stroke="${COLOURS.muted}" stroke-width="0.8"`);
}

function outlinePath(frame: MapFrame, look: string): string {
  if (frame.world) return `<path d="${frame.path({ type: "Sphere" })}" ${look}/>`;
  return `<rect x="${frame.left}" y="0" width="${frame.width}" height="${frame.height}" ${look}/>`;
}

/**
 * Land and borders, loaded when first needed.
 *
 * Source: Natural Earth 1:110 million (public domain).
 */
export async function loadLand(): Promise<Land> {
  const [topojson, atlas] = await Promise.all([
    import("topojson-client"),
    import("world-atlas/countries-110m.json", { with: { type: "json" } }),
  ]);
  const world = atlas.default;
  const { countries, land } = world.objects;
  return {
    land: topojson.merge(world, countries.geometries),
    coast: topojson.mesh(world, land),
    borders: topojson.mesh(world, countries, (a: unknown, b: unknown) => a !== b),
  };
}
