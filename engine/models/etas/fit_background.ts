import { neighbourDistances } from "./neighbour_distances.ts";
import type { PlaceColumns } from "./place_columns.ts";
import { layPlaceGrid, type PlaceGrid } from "./place_grid.ts";
import { smoothPlaces } from "./smooth_places.ts";

/** How a background is smoothed. */
export interface BackgroundShape {
  /** A kernel's width is the distance to the neighbour of this rank, 1 to MOST_NEIGHBOURS. */
  neighbours: number;
  /** Width of a kernel at least, kilometres. */
  floorKm: number;
  /** Part of the background that is the same everywhere in the region, 0 to 1. */
  uniformShare: number;
}

/** The highest rank of a neighbour that widths are taken from. */
export const MOST_NEIGHBOURS = 10;

/** Events whose places a background is smoothed from: the first ones. */
export interface BackgroundSources {
  /** Places of all events. */
  places: PlaceColumns;
  /** Number of the events that count. */
  count: number;
  /** The same, laid by cells. */
  grid: PlaceGrid;
  /** Distances to their neighbours. [event, MOST_NEIGHBOURS] */
  distancesKm: Float64Array;
}

/** A background that varies in space: kernels about events, each as likely background as it is. */
export interface EtasBackground {
  /** How it is smoothed. */
  shape: BackgroundShape;
  /** Background probability of each event. [event] */
  probability: Float64Array;
  /** Width of each event's kernel, kilometres. [event] */
  widthsKm: Float64Array;
  /** Passes until it settled. */
  passes: number;
}

/** Less likely background than this has no kernel: at most a few in a thousand of the whole. */
const LEAST_PROBABILITY = 1e-4;

/** Settled when a pass moves less than this part of the background. */
const TOLERANCE = 1e-3;

/** Lays the first `count` places, for fits of any shape. */
export function layBackgroundSources(places: PlaceColumns, count: number): BackgroundSources {
  const grid = layPlaceGrid(places, { from: 0, to: count });
  return { places, count, grid, distancesKm: neighbourDistances(grid, MOST_NEIGHBOURS) };
}

/** What a background is fitted with. */
export interface FitBackgroundOptions {
  /** How it is smoothed. */
  shape: BackgroundShape;
  /** Rate of a uniform background, events a day and km². */
  mu: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** Rate that earlier events trigger at each event, events a day and km². [event] */
  triggered: Float64Array;
  /** Passes at most. */
  passes: number;
  /** Background probabilities to begin with, of the first events; those of a uniform one unless given. */
  start?: Float64Array;
}

/**
 * Finds the background by turns: from probabilities its density, from that and what is triggered the
 * probabilities. The rate of the whole region stays as it is, so nothing changes in time. An event's
 * own kernel does not count where it lies, else each would explain itself.
 *
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97, equations 18 to 22.
 */
export function fitBackground(
  sources: BackgroundSources,
  { shape, mu, areaKm2, triggered, passes, start = new Float64Array() }: FitBackgroundOptions,
): EtasBackground {
  const { count, distancesKm } = sources;
  const { neighbours, floorKm } = shape;
  const widthsKm = Float64Array.from(
    { length: count },
    (_, i) => Math.max(floorKm, distancesKm[MOST_NEIGHBOURS * i + neighbours - 1]),
  );
  const probability = Float64Array.from(
    { length: count },
    (_, i) => start[i] ?? mu / (mu + triggered[i]),
  );
  const background = { shape, probability, widthsKm, passes: 0 };
  for (let moved = Infinity, whole = 0; background.passes < passes && moved > TOLERANCE * whole;) {
    const relative = relativeBackground(sources, background, { targets: sources.grid, areaKm2 });
    [moved, whole] = [0, 0];
    for (let i = 0; i < count; i++) {
      const here = mu * relative[i];
      const next = here / (here + triggered[i]);
      moved += Math.abs(next - probability[i]);
      whole += probability[i] = next;
    }
    background.passes++;
  }
  return background;
}

/**
 * Background at targets over that of a uniform one: 1 where it is as in the mean of the region, whose
 * density is 1 / area. Kernels are whole over the plane, as the triggered part is: what of them lies
 * outside the region is neither cut off nor given back. [target]
 */
export function relativeBackground(
  { places, grid }: Pick<BackgroundSources, "places"> & Partial<Pick<BackgroundSources, "grid">>,
  { shape: { uniformShare }, probability, widthsKm }: Omit<EtasBackground, "passes">,
  { targets, areaKm2 }: { targets: PlaceGrid; areaKm2: number },
): Float64Array {
  const weights = probability.map((p) => p < LEAST_PROBABILITY ? 0 : p);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (uniformShare === 1 || sum === 0) return new Float64Array(targets.order.length).fill(1);
  const isSame = targets === grid;
  const density = smoothPlaces(places, { weights, widthsKm, targets, isSame });
  const scale = (1 - uniformShare) * areaKm2 / sum;
  return density.map((value) => scale * value + uniformShare);
}
