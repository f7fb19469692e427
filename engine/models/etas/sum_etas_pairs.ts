import type { RunningKernels } from "../../backend/mod.ts";
import { DAY_MS, type PointEvents, type ReportProgress } from "../../domain/mod.ts";
import { etasSums, layEtasLaw, tabulatePower, tabulateTaperedOmori } from "../../kernels/mod.ts";
import { type EtasLaw, planeIntegralOf, productivityOf, spreadOf } from "./etas_law.ts";
import { placeColumns } from "./place_columns.ts";

/** What pair sums are made of. */
export interface EtasPairOptions {
  /** The law. */
  law: EtasLaw;
  /** Smallest magnitude, from which the law counts. */
  mc: number;
  /** Times of the targets, milliseconds as in the events. [target] */
  timesMs: Float64Array;
  /** Index of the event at whose place each target lies. [target] */
  placeOf: Uint32Array;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What earlier events add at each target. */
export interface EtasPairSums {
  /** To the rate at its place, events a day and km². [target] */
  rateHere: Float64Array;
  /** To the rate of the whole plane, events a day. [target] */
  rate: Float64Array;
  /** To the number of events expected in the whole plane up to the target. [target] */
  expected: Float64Array;
}

/** Pairs of a call: a tenth of a second or so, that progress be seen and a thread be missed in time. */
const PAIRS_AT_A_TIME = 2e7;

/**
 * Sums what all events strictly before each target add to the rate, on all threads.
 *
 * Throws EnvironmentError where the memory is full.
 */
export function sumEtasPairs(events: PointEvents, options: EtasPairOptions): EtasPairSums {
  const { timesMs, kernels, onProgress } = options;
  const before = countBefore(events.timeMs, timesMs);
  const pairs = before.reduce((sum, count) => sum + count, 0);
  const columns = layColumns(events, { ...options, before });
  const { heap, runner } = kernels;
  const addresses: number[] = [];
  const put = <A extends Float64Array | Int32Array>(values: A): number => {
    const address = heap.allocate(Math.max(8, values.byteLength));
    addresses.push(address);
    new Uint8Array(heap.memory.buffer, address, values.byteLength).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return address;
  };
  try {
    const targetCount = timesMs.length;
    const out = put(new Float64Array(3 * targetCount));
    const laid = {
      out,
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
      runner.run(etasSums({ ...laid, from, to, pairs: slice }));
      done += slice;
      from = to;
      onProgress?.({ stage: "Summing pairs of events", done, total: pairs });
    }
    const sums = new Float64Array(heap.memory.buffer, out, 3 * targetCount);
    const column = (k: number) =>
      Float64Array.from({ length: targetCount }, (_, i) => sums[3 * i + k]);
    return { rateHere: column(0), rate: column(1), expected: column(2) };
  } finally {
    for (const address of addresses) heap.free(address);
  }
}

function layColumns(
  { size, timeMs, magnitude, places }: PointEvents,
  { law, mc, timesMs, placeOf, before }: EtasPairOptions & { before: Int32Array },
): Record<"targets" | "sources" | "law" | "temporal" | "spatial", Float64Array> {
  const { xyz, radiusKm } = placeColumns(places);
  const sources = new Float64Array(7 * size);
  sources.set(timeMs);
  xyz.forEach((column, k) => sources.set(column, (1 + k) * size));
  for (let j = 0; j < size; j++) {
    const excess = magnitude[j] - mc;
    const spread = spreadOf(law, excess);
    const weight = productivityOf(law, excess);
    sources[4 * size + j] = spread;
    sources[5 * size + j] = weight;
    sources[6 * size + j] = weight * planeIntegralOf(law, spread);
  }
  const count = timesMs.length;
  const targets = new Float64Array(4 * count);
  targets.set(timesMs);
  let longestMs = 0;
  for (let i = 0; i < count; i++) {
    xyz.forEach((column, k) => targets[(1 + k) * count + i] = column[placeOf[i]]);
    if (before[i] > 0) longestMs = Math.max(longestMs, timesMs[i] - timeMs[0]);
  }
  const table = tabulateTaperedOmori(law, longestMs / DAY_MS);
  return {
    targets,
    sources,
    law: layEtasLaw({ timeScale: 1 / DAY_MS, cDays: law.cDays, radiusKm, rows: table.rows }),
    temporal: table.coefficients,
    spatial: tabulatePower(-(1 + law.rho)),
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
