import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import {
  type BackgroundShape,
  type BackgroundSources,
  fitBackground,
  layBackgroundSources,
  relativeBackground,
} from "../etas/fit_background.ts";
import { type PlaceColumns, placeColumns } from "../etas/place_columns.ts";
import { layPlaceGrid } from "../etas/place_grid.ts";
import { BACKGROUNDS } from "./place_head.ts";

/** The memory of the background that follows what happened last, days. */
const LATEST_DAYS = 1_000;

/**
 * Passes of the first background, later than which they move its score by less than 1e-4 nats, and of
 * those that begin where the one before ended.
 */
const PASSES = 6;
const LATER_PASSES = 2;

/** Where densities are wanted: blocks of events, each seen from what is before it. */
export interface BackgroundDensityTask {
  /** First event of each block, and the end of the last. [block + 1] */
  edges: readonly number[];
  /** How backgrounds are smoothed. */
  shape: BackgroundShape;
  /** Rate of a uniform background, events a day and km². */
  mu: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** Rate that earlier events trigger at each event, events a day and km². [event] */
  triggered: Float64Array;
  /** Told how many blocks are done. */
  onBlock?: (done: number, total: number) => void;
}

/**
 * Densities of four backgrounds at events, per km²: that of `etas-background`, none (uniform), all
 * events before, and all with the latest counting most. Before there are events, all are uniform.
 * [event, BACKGROUNDS]
 */
export function backgroundDensities(
  events: PointEvents,
  { edges, shape, mu, areaKm2, triggered, onBlock }: BackgroundDensityTask,
): Float32Array {
  const places = placeColumns(events.places);
  const densities = new Float32Array(BACKGROUNDS * edges.at(-1)!).fill(1 / areaKm2);
  const blocks = edges.length - 1;
  let start: Float64Array | undefined;
  for (let block = 0; block < blocks; block++) {
    const [from, to] = [edges[block], edges[block + 1]];
    onBlock?.(block, blocks);
    if (from < 2 || to === from) continue;
    const sources = layBackgroundSources(places, from);
    const passes = start === undefined ? PASSES : LATER_PASSES;
    const background = fitBackground(sources, { shape, mu, areaKm2, triggered, passes, start });
    start = background.probability;
    const { widthsKm } = background;
    const lastMs = events.timeMs[from - 1];
    const ages = events.timeMs.subarray(0, from).map((ms) => (lastMs - ms) / DAY_MS);
    const weights = [
      background.probability,
      undefined,
      new Float64Array(from).fill(1),
      ages.map((days) => Math.exp(-days / LATEST_DAYS)),
    ];
    weights.forEach((probability, k) => {
      if (probability === undefined) return;
      const smoothed = smooth(places, { sources, probability, shape, widthsKm, areaKm2, from, to });
      smoothed.forEach((value, i) => densities[BACKGROUNDS * (from + i) + k] = value / areaKm2);
    });
  }
  return densities;
}

function smooth(
  places: PlaceColumns,
  { sources, probability, shape, widthsKm, areaKm2, from, to }: {
    sources: BackgroundSources;
    probability: Float64Array;
    shape: BackgroundShape;
    widthsKm: Float64Array;
    areaKm2: number;
    from: number;
    to: number;
  },
): Float64Array {
  const background = { shape, probability, widthsKm, passes: 0 };
  return relativeBackground(sources, background, {
    targets: layPlaceGrid(places, { from, to }),
    areaKm2,
  });
}
