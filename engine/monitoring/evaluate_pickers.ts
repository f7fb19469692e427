import type { LabelledWaveforms, ReportProgress } from "../domain/mod.ts";
import { type PhaseReport, type PickedTrace, scorePicks } from "../evaluation/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import { cutLabelledWindow } from "./cut_labelled_window.ts";
import type { TracePicker } from "./trace_picker.ts";

/** How pickers are compared. */
export interface EvaluatePickersOptions {
  /** Seed of the places of windows and of the bootstrap. */
  seed: number;
  /** Windows of each trace, at random places; 10 unless given. */
  windows?: number;
  /** Length of a window; the longest that a picker looks at, 30 at least, unless given. */
  seconds?: number;
  /** Least time from a window's ends to an arrival; 3 unless given. */
  marginSeconds?: number;
  /** Tolerances, seconds; 0.1, 0.3 and 0.5 unless given. */
  tolerancesSeconds?: readonly number[];
  /** Indices of the traces; all unless given. */
  indices?: readonly number[];
  /** Told how many traces are done. */
  onProgress?: ReportProgress;
  /** Ends the work early, with its reason as error. */
  signal?: AbortSignal;
}

/** Scores of pickers on the same windows. */
export interface PickerEvaluation {
  /** Where the traces came from. */
  data: string;
  /** Traces. */
  traces: number;
  /** Windows of each. */
  windows: number;
  /** Length of a window. */
  seconds: number;
  /** Least time from a window's ends to an arrival. */
  marginSeconds: number;
  /** Seed of the places of windows and of the bootstrap. */
  seed: number;
  /** Scores by picker and phase. */
  pickers: { name: string; phases: Record<string, PhaseReport> }[];
}

/**
 * Scores pickers on labelled traces, all of them on the same windows, which are cut at random places.
 * The windows of a trace are resampled together in the intervals.
 */
export async function evaluatePickers(
  set: LabelledWaveforms,
  pickers: readonly TracePicker[],
  options: EvaluatePickersOptions,
): Promise<PickerEvaluation> {
  const { seed, windows = 10, marginSeconds = 3, onProgress, signal } = options;
  const longest = Math.max(30, ...pickers.map(({ windowSeconds }) => windowSeconds));
  const { seconds = longest } = options;
  const indices = options.indices ?? Array.from({ length: set.count }, (_, index) => index);
  const read: PickedTrace[][] = pickers.map(() => []);
  const source = new RandomStream(seed);
  for (const [done, index] of indices.entries()) {
    signal?.throwIfAborted();
    const trace = set.traceAt(index);
    const random = source.fork(trace.name);
    const found = pickers.map(() => emptyTrace());
    for (let window = 0; window < windows; window++) {
      const { samplingRateHz } = set;
      const record = cutLabelledWindow(trace, { seconds, samplingRateHz, random, marginSeconds });
      const apart = window * 10 * seconds; // windows of a trace must not match one another
      for (const [i, picker] of pickers.entries()) {
        addTimes(found[i].labels, record.labels, apart);
        const { picks } = await picker.pick(record.traces);
        for (const { phase, timeMs } of picks) {
          addTimes(found[i].picks, { [phase]: [timeMs / 1000] }, apart);
        }
      }
    }
    found.forEach((one, i) => read[i].push(one));
    onProgress?.({ stage: "Picking", done: done + 1, total: indices.length });
  }
  const { tolerancesSeconds } = options;
  return {
    ...{ data: set.name, traces: indices.length, windows, seconds, marginSeconds, seed },
    pickers: pickers.map(({ name }, i) => {
      return { name, phases: scorePicks(read[i], { seed, tolerancesSeconds }) };
    }),
  };
}

interface GrowingTrace {
  labels: Record<string, number[]>;
  picks: Record<string, number[]>;
}

function emptyTrace(): GrowingTrace {
  return { labels: {}, picks: {} };
}

function addTimes(
  times: Record<string, number[]>,
  more: Readonly<Record<string, readonly number[]>>,
  apart: number,
): void {
  for (const [phase, seconds] of Object.entries(more)) {
    (times[phase] ??= []).push(...seconds.map((second) => second + apart));
  }
}
