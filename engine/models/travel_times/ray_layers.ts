import type { VelocityModel } from "../../domain/mod.ts";
import { EARTH_RADIUS_KM } from "../../mathematics/mod.ts";

/** Highest station and source, kilometres above sea level. */
export const HIGHEST_KM = 9;

/** Thickest piece of a spherical layer that may be flattened to a linear law, kilometres. */
const PIECE_KM = 20;

/** One layer of a flat Earth, its velocity linear in depth. */
export interface RayLayer {
  /** Top, kilometres, flattened where the Earth is a sphere. */
  readonly topKm: number;
  /** Bottom, Infinity for the half space. */
  readonly bottomKm: number;
  /** Velocity at the top, kilometres a second. */
  readonly topVelocity: number;
  /** Velocity at the bottom; that of the top in a half space. */
  readonly bottomVelocity: number;
}

/** The layers a ray meets, from HIGHEST_KM above sea level down, and how true depths become theirs. */
export interface RayLayers {
  /** Layers, each beginning where the one above ends. */
  readonly layers: readonly RayLayer[];
  /** Depth of the Mohorovičić discontinuity in the same depths; undefined where there is none. */
  readonly mohoKm?: number;
  /** The depth in these layers of a true depth. */
  flattenKm(depthKm: number): number;
  /** Change of that with depth. */
  stretchAt(depthKm: number): number;
}

/**
 * Layers for rays of P or S. The first layer reaches up to any station. A sphere is flattened:
 * z = R ln(R / r), v = v R / r, which keeps times and distances exactly.
 *
 * Source: Aki & Richards 2002, Quantitative Seismology, box 9.9.
 */
export function rayLayers(model: VelocityModel, wave: "P" | "S"): RayLayers {
  const isRound = model.earth === "spherical";
  const flattenKm = isRound ? flatten : (depthKm: number) => depthKm;
  const stretchAt = isRound ? stretch : () => 1;
  const velocityOf = (node: VelocityModel["nodes"][number]) =>
    wave === "P" ? node.pKmPerSecond : node.sKmPerSecond;
  const layers: RayLayer[] = [];
  const lay = (top: number, bottom: number, [topVelocity, bottomVelocity]: readonly number[]) => {
    const pieces = isRound ? Math.max(1, Math.ceil((bottom - top) / PIECE_KM)) : 1;
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = [piece / pieces, (piece + 1) / pieces];
      const depthAt = (share: number) => top + share * (bottom - top);
      const velocityAt = (share: number) =>
        (topVelocity + share * (bottomVelocity - topVelocity)) * stretchAt(depthAt(share));
      layers.push({
        topKm: flattenKm(depthAt(from)),
        bottomKm: flattenKm(depthAt(to)),
        topVelocity: velocityAt(from),
        bottomVelocity: velocityAt(to),
      });
    }
  };
  const { nodes } = model;
  const first = velocityOf(nodes[0]);
  if (nodes[0].depthKm > -HIGHEST_KM) lay(-HIGHEST_KM, nodes[0].depthKm, [first, first]);
  for (let i = 1; i < nodes.length; i++) {
    const [above, below] = [nodes[i - 1], nodes[i]];
    if (below.depthKm > above.depthKm) {
      lay(above.depthKm, below.depthKm, [velocityOf(above), velocityOf(below)]);
    }
  }
  const last = nodes[nodes.length - 1];
  const velocity = velocityOf(last) * stretchAt(last.depthKm);
  layers.push({
    topKm: flattenKm(last.depthKm),
    bottomKm: Infinity,
    topVelocity: velocity,
    bottomVelocity: velocity,
  });
  const mohoKm = model.mohoKm === undefined ? undefined : flattenKm(model.mohoKm);
  return { layers, flattenKm, stretchAt, ...(mohoKm !== undefined && { mohoKm }) };
}

function flatten(depthKm: number): number {
  return -EARTH_RADIUS_KM * Math.log1p(-depthKm / EARTH_RADIUS_KM);
}

function stretch(depthKm: number): number {
  return EARTH_RADIUS_KM / (EARTH_RADIUS_KM - depthKm);
}

/** The parts of layers between two depths, top first. */
export function cutLayers(layers: readonly RayLayer[], fromKm: number, toKm: number): RayLayer[] {
  const parts: RayLayer[] = [];
  for (const layer of layers) {
    const topKm = Math.max(fromKm, layer.topKm);
    const bottomKm = Math.min(toKm, layer.bottomKm);
    if (!(bottomKm > topKm)) continue;
    const velocityAt = (depthKm: number) => {
      if (depthKm === layer.topKm || layer.topVelocity === layer.bottomVelocity) {
        return layer.topVelocity;
      }
      const share = (depthKm - layer.topKm) / (layer.bottomKm - layer.topKm);
      return layer.topVelocity + share * (layer.bottomVelocity - layer.topVelocity);
    };
    parts.push({
      topKm,
      bottomKm,
      topVelocity: velocityAt(topKm),
      bottomVelocity: velocityAt(bottomKm),
    });
  }
  return parts;
}
