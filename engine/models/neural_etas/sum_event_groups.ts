import type { RunningKernels } from "../../backend/mod.ts";
import {
  DAY_MS,
  type PointEvents,
  type ReportProgress,
  type ScoredSpan,
} from "../../domain/mod.ts";
import {
  ETAS_GROUP_COLUMNS,
  ETAS_GROUP_SUMS,
  etasGroups,
  type EtasScales,
  layEtasLaw,
  tabulatePower,
  tabulateTaperedOmori,
} from "../../kernels/mod.ts";
import { taperedOmoriIntegral } from "../../mathematics/mod.ts";
import { type EtasLaw, planeIntegralOf, productivityOf, spreadOf } from "../etas/etas_law.ts";
import { HeapColumns } from "../etas/heap_columns.ts";
import { placeColumns } from "../etas/place_columns.ts";
import {
  AGE_EDGES_DAYS,
  AGES,
  CLASSES,
  type GroupedSources,
  GROUPS,
  groupSources,
  IS_SCALED,
  rangesOf,
} from "./event_groups.ts";
import type { PlaceEllipses } from "./place_ellipses.ts";

/** What the spread of an event's aftershocks is multiplied by. */
export const PLACE_SCALES: EtasScales = [1, 1 / 64, 1 / 8, 8];

/** Laws of place of a scaled group: one for each scale, and the ellipse. */
export const PLACE_LAWS: number = PLACE_SCALES.length + 1;

/** What the groups of earlier events add, at the events of a span. */
export interface EventGroupSums {
  /** To the rate of the whole plane, events a day. [event, group] */
  rate: Float32Array;
  /** To the number expected from the event before on, for the first from the start of the window. [event, group] */
  expected: Float32Array;
  /** To the number expected from the last event to the end of the window. [group] */
  expectedAfter: Float64Array;
  /** To the rate at the place under each law, events a day and km². [event, group, law] */
  here: Float32Array;
}

/** Where sums are wanted, and by which law. */
export interface EventGroupTask {
  /** The law. */
  law: EtasLaw;
  /** Smallest magnitude, from which the law counts. */
  mc: number;
  /** Ellipses of all events; without them places are seen under the first law alone, which is faster. */
  ellipses?: PlaceEllipses;
  /** The events at which the sums are wanted. */
  span: ScoredSpan;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Targets, and pairs, of a call. */
const TARGETS_AT_A_TIME = 2_048;
const PAIRS_AT_A_TIME = 2e7;

/**
 * Sums what all events strictly before each event of a span add to the rate, group by group, no pair
 * left out, on all threads.
 *
 * Throws EnvironmentError where the memory is full.
 */
export function sumEventGroups(events: PointEvents, task: EventGroupTask): EventGroupSums {
  const { law, mc, span, kernels: { heap, runner }, onProgress } = task;
  const sources = groupSources(events, mc);
  const timesMs = Float64Array.of(
    span.startMs,
    ...events.timeMs.subarray(span.from, span.to),
    span.endMs,
  );
  const ranges = rangesOf(events, { sources, timesMs });
  const pairs = pairsOf(ranges);
  const total = pairs.reduce((sum, count) => sum + count, 0);
  const columns = layColumns(events, { ...task, sources, timesMs });
  const room = new HeapColumns(heap);
  const put = (values: Float64Array | Int32Array) => room.put(values);
  try {
    const width = GROUPS * ETAS_GROUP_SUMS;
    const out = put(new Float64Array(width * Math.min(TARGETS_AT_A_TIME, timesMs.length)));
    const laid = {
      targets: put(columns.targets),
      ranges: put(ranges),
      sources: put(columns.sources),
      law: put(columns.law),
      temporal: put(columns.temporal),
      spatial: put(columns.spatial),
      isScaled: put(Int32Array.from(IS_SCALED, (is) => Number(is && task.ellipses !== undefined))),
      targetCount: timesMs.length,
      sourceCount: events.size,
      groups: GROUPS,
    };
    const take = collectSums(columns.weights, { law, sources, ranges, size: span.to - span.from });
    for (let from = 0, done = 0; from < timesMs.length;) {
      let [to, slice] = [from, 0];
      const most = Math.min(timesMs.length, from + TARGETS_AT_A_TIME);
      while (to < most && (to === from || slice < PAIRS_AT_A_TIME)) slice += pairs[to++];
      runner.run(
        etasGroups({ ...laid, out: out - 8 * width * from, from, to, pairs: slice }),
      );
      const sums = new Float64Array(heap.memory.buffer, out, width * (to - from));
      for (let i = from; i < to; i++) take.add(i, sums.subarray(width * (i - from)));
      from = to;
      onProgress?.({ stage: "Summing groups of events", done: done += slice, total });
    }
    return take.sums;
  } finally {
    room.free();
  }
}

/** Pairs of each target. */
function pairsOf(ranges: Int32Array): Float64Array {
  const pairs = new Float64Array(ranges.length / 2 / GROUPS);
  for (let at = 0; at < ranges.length; at += 2) {
    pairs[Math.floor(at / 2 / GROUPS)] += ranges[at + 1] - ranges[at];
  }
  return pairs;
}

/** Turns the kernel's sums, target by target in their order, into what is wanted of them. */
function collectSums(
  weights: Float64Array,
  { law, sources: { starts }, ranges, size }: {
    law: EtasLaw;
    sources: GroupedSources;
    ranges: Int32Array;
    size: number;
  },
): { sums: EventGroupSums; add: (target: number, sums: Float64Array) => void } {
  // Class by class from 0 on, with one number more each: what comes later moves no bit of a sum.
  const upTo = new Float64Array(weights.length + CLASSES);
  for (let k = 0; k < CLASSES; k++) {
    for (let j = starts[k]; j < starts[k + 1]; j++) upTo[k + j + 1] = upTo[k + j] + weights[j];
  }
  const integralTo = AGE_EDGES_DAYS.map((days) => taperedOmoriIntegral(law, { from: 0, to: days }));
  const factors = [...PLACE_SCALES.map((scale) => scale ** law.rho), 1];
  const before = new Float64Array(GROUPS);
  const sums: EventGroupSums = {
    rate: new Float32Array(size * GROUPS),
    expected: new Float32Array(size * GROUPS),
    expectedAfter: new Float64Array(GROUPS),
    here: new Float32Array(size * GROUPS * PLACE_LAWS),
  };
  const add = (target: number, laid: Float64Array) => {
    const event = target - 1; // the first target is the start of the window
    for (let group = 0; group < GROUPS; group++) {
      const at = 2 * (GROUPS * target + group);
      const [from, to] = [ranges[at], ranges[at + 1]];
      const low = integralTo[group % AGES];
      // What is older than the group has given all that it gives at these ages; the last has no end.
      const whole = (integralTo[group % AGES + 1] ?? low) - low;
      const of = Math.floor(group / AGES);
      const sofar = laid[ETAS_GROUP_SUMS * group + 1] -
        low * (upTo[of + to] - upTo[of + from]) + whole * upTo[of + from];
      const expected = Math.max(0, sofar - before[group]);
      before[group] = sofar;
      if (event < 0) continue;
      if (event === size) sums.expectedAfter[group] = expected;
      if (event >= size) continue;
      const place = event * GROUPS + group;
      sums.rate[place] = laid[ETAS_GROUP_SUMS * group];
      sums.expected[place] = expected;
      factors.forEach((factor, k) =>
        sums.here[PLACE_LAWS * place + k] = factor * laid[ETAS_GROUP_SUMS * group + 2 + k]
      );
    }
  };
  return { sums, add };
}

function layColumns(
  { size, timeMs, magnitude, places }: PointEvents,
  { law, mc, ellipses, span, sources: { order }, timesMs }: EventGroupTask & {
    sources: GroupedSources;
    timesMs: Float64Array;
  },
) {
  const { xyz, radiusKm } = placeColumns(places);
  const ways = ellipses === undefined ? [] : [...ellipses.across, ellipses.along];
  const sources = new Float64Array(ETAS_GROUP_COLUMNS * size);
  const weights = new Float64Array(size);
  const given = [timeMs, ...xyz, undefined, undefined, undefined, ...ways];
  given.forEach((column, k) =>
    column && order.forEach((event, j) => sources[k * size + j] = column[event])
  );
  order.forEach((event, j) => {
    const excess = magnitude[event] - mc;
    const [spread, weight] = [spreadOf(law, excess), productivityOf(law, excess)];
    weights[j] = weight * planeIntegralOf(law, spread);
    sources.set([spread], 4 * size + j);
    sources.set([weight], 5 * size + j);
    sources.set([weights[j]], 6 * size + j);
  });
  const count = timesMs.length;
  const targets = new Float64Array(4 * count);
  targets.set(timesMs);
  for (let i = 0; i < count; i++) {
    const place = Math.min(span.to - 1, span.from + Math.max(0, i - 1));
    xyz.forEach((column, k) => targets[(1 + k) * count + i] = column[place]);
  }
  const longestMs = Math.max(0, timesMs[count - 1] - timeMs[0]); // a window may end before all events
  const table = tabulateTaperedOmori(law, longestMs / DAY_MS);
  return {
    targets,
    sources,
    weights,
    law: layEtasLaw({
      ...{ timeScale: 1 / DAY_MS, cDays: law.cDays, radiusKm, rows: table.rows },
      scales: PLACE_SCALES,
    }),
    temporal: table.coefficients,
    spatial: tabulatePower(-(1 + law.rho)),
  };
}
