import type { PointEvents, ReportProgress } from "../../domain/mod.ts";
import { etasSums } from "../../kernels/mod.ts";
import { planeIntegralOf } from "./etas_law.ts";
import { type EtasPairTargets, runEtasPairs } from "./run_etas_pairs.ts";

/** What earlier events add at each target. */
export interface EtasPairSums {
  /** To the rate at its place, events a day and km². [target] */
  rateHere: Float64Array;
  /** To the rate of the whole plane, events a day. [target] */
  rate: Float64Array;
  /** To the number of events expected in the whole plane up to the target. [target] */
  expected: Float64Array;
}

/**
 * Sums what all events strictly before each target add to the rate, on all threads.
 *
 * Throws EnvironmentError where the memory is full.
 */
export function sumEtasPairs(
  events: PointEvents,
  { onProgress, ...targets }: EtasPairTargets & { onProgress?: ReportProgress },
): EtasPairSums {
  const width = 3;
  const sums = runEtasPairs(events, {
    ...targets,
    width,
    build: etasSums,
    lastColumn: ({ weight, spread }) => weight * planeIntegralOf(targets.law, spread),
    onPairs: (done, total) => onProgress?.({ stage: "Summing pairs of events", done, total }),
  });
  const column = (k: number) =>
    Float64Array.from({ length: targets.timesMs.length }, (_, i) => sums[width * i + k]);
  return { rateHere: column(0), rate: column(1), expected: column(2) };
}
