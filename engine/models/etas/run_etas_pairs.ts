import type { RunningKernels } from "../../backend/mod.ts";
import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import {
  type EtasSumsOptions,
  type KernelCall,
  layEtasLaw,
  tabulatePower,
  tabulateTaperedOmori,
} from "../../kernels/mod.ts";
import { type EtasLaw, productivityOf, spreadOf } from "./etas_law.ts";
import { HeapColumns } from "./heap_columns.ts";
import { placeColumns } from "./place_columns.ts";

/** Where the rate is wanted, and by which law. */
export interface EtasPairTargets {
  /** The law. */
  law: EtasLaw;
  /** Smallest magnitude, from which the law counts. */
  mc: number;
  /** Times of the targets in their order, milliseconds as in the events. [target] */
  timesMs: Float64Array;
  /** Index of the event at whose place each target lies. [target] */
  placeOf: Uint32Array;
  /** The kernels at work. */
  kernels: RunningKernels;
}

/** How pairs are summed. */
export interface EtasPairRun extends EtasPairTargets {
  /** Makes the tables of the temporal law and of the power of distance that the kernel reads. */
  tables?: {
    temporal: typeof tabulateTaperedOmori;
    spatial: typeof tabulatePower;
  };
  /** Makes the call of the kernel. */
  build: (options: EtasSumsOptions) => KernelCall;
  /** Sums that the kernel makes of a target. */
  width: number;
  /** The last column of the sources, of one that is `excess` above the smallest magnitude. */
  lastColumn: (source: { weight: number; spread: number; excess: number }) => number;
  /** Told how many of the pairs are done. */
  onPairs?: (done: number, total: number) => void;
}

/** Pairs of a call: a tenth of a second or so, that progress be seen and a thread be missed in time. */
const PAIRS_AT_A_TIME = 2e7;

const PLAIN_TABLES = { temporal: tabulateTaperedOmori, spatial: tabulatePower } as const;

/**
 * Runs a kernel of pairs over all events strictly before each target, on all threads.
 * [target, width]
 *
 * Throws EnvironmentError where the memory is full.
 */
export function runEtasPairs(events: PointEvents, run: EtasPairRun): Float64Array {
  const { timesMs, kernels: { heap, runner }, width, build, onPairs } = run;
  const before = countBefore(events.timeMs, timesMs);
  const pairs = before.reduce((sum, count) => sum + count, 0);
  const columns = layColumns(events, { ...run, before });
  const room = new HeapColumns(heap);
  const put = (values: Float64Array | Int32Array) => room.put(values);
  try {
    const targetCount = timesMs.length;
    const laid = {
      out: put(new Float64Array(width * targetCount)),
      targets: put(columns.targets),
      before: put(before),
      sources: put(columns.sources),
      law: put(columns.law),
      temporal: put(columns.temporal),
      spatial: put(columns.spatial),
      targetCount,
      sourceCount: events.size,
    };
    for (let from = 0, done = 0; from < targetCount;) {
      let [to, slice] = [from, 0];
      while (to < targetCount && (to === from || slice < PAIRS_AT_A_TIME)) slice += before[to++];
      runner.run(build({ ...laid, from, to, pairs: slice }));
      done += slice;
      from = to;
      onPairs?.(done, pairs);
    }
    return new Float64Array(heap.memory.buffer, laid.out, width * targetCount).slice();
  } finally {
    room.free();
  }
}

function layColumns(
  { size, timeMs, magnitude, places }: PointEvents,
  { law, mc, timesMs, placeOf, before, lastColumn, tables = PLAIN_TABLES }: EtasPairRun & {
    before: Int32Array;
  },
): Record<"targets" | "sources" | "law" | "temporal" | "spatial", Float64Array> {
  const { xyz, radiusKm } = placeColumns(places);
  const sources = new Float64Array(7 * size);
  sources.set(timeMs);
  xyz.forEach((column, k) => sources.set(column, (1 + k) * size));
  for (let j = 0; j < size; j++) {
    const excess = magnitude[j] - mc;
    const [spread, weight] = [spreadOf(law, excess), productivityOf(law, excess)];
    sources[4 * size + j] = spread;
    sources[5 * size + j] = weight;
    sources[6 * size + j] = lastColumn({ weight, spread, excess });
  }
  const count = timesMs.length;
  const targets = new Float64Array(4 * count);
  targets.set(timesMs);
  for (let i = 0; i < count; i++) {
    xyz.forEach((column, k) => targets[(1 + k) * count + i] = column[placeOf[i]]);
  }
  const longestMs = before[count - 1] > 0 ? timesMs[count - 1] - timeMs[0] : 0;
  const table = tables.temporal(law, longestMs / DAY_MS);
  return {
    targets,
    sources,
    law: layEtasLaw({ timeScale: 1 / DAY_MS, cDays: law.cDays, radiusKm, rows: table.rows }),
    temporal: table.coefficients,
    spatial: tables.spatial(-(1 + law.rho)),
  };
}

/** How many events are strictly before each time; both in order of time. */
function countBefore(timeMs: Float64Array, timesMs: Float64Array): Int32Array {
  const counts = new Int32Array(timesMs.length);
  let count = 0;
  timesMs.forEach((time, i) => {
    while (count < timeMs.length && timeMs[count] < time) count++;
    counts[i] = count;
  });
  return counts;
}
