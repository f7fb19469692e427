import type { RunningKernels } from "../../backend/mod.ts";
import {
  DAY_MS,
  type PointEvents,
  type PointProcessTerms,
  type ReportProgress,
  type ScoredSpan,
} from "../../domain/mod.ts";
import { etasLawOf } from "./etas_law.ts";
import { checkEtasParameters, type EtasParameters } from "./etas_parameters.ts";
import { sumEtasPairs } from "./sum_etas_pairs.ts";

/** An ETAS model that is scored. */
export interface ScoreEtasOptions {
  /** Its parameters. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** Area of the background, km². */
  areaKm2: number;
  /** What is scored; all events before count as history. */
  span: ScoredSpan;
  /** Density of the background at each event, as a multiple of its mean; 1 unless given. [event] */
  background?: Float64Array;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/**
 * What ETAS says of the events of a span, in order of time: each seen from all before it. Events at
 * one time do not trigger each other. The published scores have the triggered part expected from the
 * first event of the span on only, and nothing after the last.
 *
 * Source: EarthquakeNPP, Stockman et al. 2024; SCIENCE.md 2.2.
 */
export function scoreEtas(events: PointEvents, options: ScoreEtasOptions): PointProcessTerms {
  const { parameters, mc, areaKm2, span, background, kernels, onProgress } = options;
  checkEtasParameters(parameters, "the parameters of ETAS");
  const law = etasLawOf(parameters);
  const { from, to, startMs, endMs } = span;
  const size = to - from;
  // The ends of the window are targets too, for what is expected up to them.
  const timesMs = Float64Array.of(startMs, ...events.timeMs.subarray(from, to), endMs);
  const placeOf = Uint32Array.from(timesMs, (_, i) => Math.min(to - 1, from + Math.max(0, i - 1)));
  const sums = sumEtasPairs(events, { law, mc, timesMs, placeOf, kernels, onProgress });
  const backgroundRate = areaKm2 * law.mu;
  const logRate = new Float64Array(size);
  const logDensity = new Float64Array(size);
  const expected = new Float64Array(size);
  const backgroundOf = (i: number) => backgroundRate * (timesMs[i] - timesMs[i - 1]) / DAY_MS;
  for (let i = 1; i <= size; i++) {
    logRate[i - 1] = Math.log(backgroundRate + sums.rate[i]);
    const own = law.mu * (background?.[from + i - 1] ?? 1);
    logDensity[i - 1] = Math.log(own + sums.rateHere[i]) - logRate[i - 1];
    expected[i - 1] = backgroundOf(i) + sums.expected[i] - sums.expected[i - 1];
  }
  const last = size + 1;
  return {
    logRate,
    logDensity,
    expected,
    expectedAfter: backgroundOf(last) + sums.expected[last] - sums.expected[size],
    publishedFirst: backgroundOf(1),
    publishedAfter: 0,
  };
}
