import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import {
  type BackgroundShape,
  type BackgroundSources,
  type EtasBackground,
  fitBackground,
  layBackgroundSources,
  relativeBackground,
} from "../etas/fit_background.ts";
import { placeColumns } from "../etas/place_columns.ts";
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
    const task = { shape, mu, areaKm2, triggered, sources };
    const targets = layPlaceGrid(places, { from, to });
    const backgrounds = backgroundsAt(events.timeMs, {
      ...{ ...task, start, nowMs: events.timeMs[from - 1] },
      passes: start === undefined ? PASSES : LATER_PASSES,
    });
    start = backgrounds[0]!.probability;
    backgrounds.forEach((one, k) => {
      if (one === null) return;
      const smoothed = relativeBackground(sources, one, { targets, areaKm2 });
      smoothed.forEach((value, i) => densities[BACKGROUNDS * (from + i) + k] = value / areaKm2);
    });
  }
  return densities;
}

/** Backgrounds as seen from a time. */
export interface BackgroundsTask
  extends Pick<BackgroundDensityTask, "shape" | "mu" | "areaKm2" | "triggered"> {
  /** The events that are smoothed. */
  sources: BackgroundSources;
  /** The time from which the latest are the latest, milliseconds as in the events. */
  nowMs: number;
  /** Probabilities to begin with, and passes from there; those of a uniform background unless given. */
  start?: Float64Array;
  passes?: number;
}

/** The four backgrounds, each as it is smoothed; null for the uniform one. [BACKGROUNDS] */
export function backgroundsAt(
  timeMs: Float64Array,
  { sources, nowMs, passes = PASSES, ...task }: BackgroundsTask,
): (EtasBackground | null)[] {
  const smoothed = fitBackground(sources, { ...task, passes });
  const ages = timeMs.subarray(0, sources.count).map((ms) => (nowMs - ms) / DAY_MS);
  const latest = ages.map((days) => Math.exp(-days / LATEST_DAYS));
  const all = new Float64Array(sources.count).fill(1);
  return [smoothed, null, { ...smoothed, probability: all }, { ...smoothed, probability: latest }];
}
