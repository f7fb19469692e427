import { type Pick, type ReportProgress, type Trace, traceEndMs } from "../domain/mod.ts";
import type { Picker } from "../models/mod.ts";
import { groupTraces } from "./picking/group_traces.ts";
import type { PickedPart } from "./picking/instrument_picker.ts";
import { type PickOptions, resolvePickOptions } from "./pick_options.ts";
import { StreamPicker } from "./stream_picker.ts";

/** How a record is picked. */
export interface PickWaveformsOptions extends PickOptions {
  /** Told how many stretches of ten minutes are done. */
  onProgress?: ReportProgress;
  /** Ends the work early, with its reason as error. */
  signal?: AbortSignal;
}

/**
 * Picks the arrivals in continuous traces of any number of instruments, with a network that looks
 * through overlapping windows. Windows and their scaling lie on a grid of absolute time and their
 * probabilities are blended, so that a pick neither moves nor vanishes when the record is cut elsewhere:
 * picks more than a window from either end stay the same. Components are told by the last letter of
 * their channel; those that are missing are zeros, gaps part a record, and notes tell of all that.
 *
 * The kernels must have been started. Throws ConfigurationError for options out of range.
 *
 * Source: Zhu and Beroza (2019), PhaseNet, for windows, scaling and thresholds.
 */
export async function pickWaveforms(
  traces: readonly Trace[],
  picker: Picker,
  { onProgress, signal, ...options }: PickWaveformsOptions = {},
): Promise<PickedPart> {
  resolvePickOptions(picker, options); // refused even where there is nothing to pick
  const { instruments, notes } = groupTraces(traces, picker);
  const parts = instruments.map((group) => ({ group, spans: spansOf(group) }));
  const total = parts.reduce((sum, { spans }) => sum + spans.length, 0);
  const picks: Pick[] = [];
  let done = 0;
  for (const { group, spans } of parts) {
    const stream = new StreamPicker(picker, options);
    const keep = (part: PickedPart) => {
      picks.push(...part.picks);
      notes.push(...part.notes);
    };
    for (const span of spans) {
      keep(stream.push(cutToSpan(group, span)));
      onProgress?.({ stage: "Picking", done: ++done, total });
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    keep(stream.finish());
  }
  picks.sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1));
  return { picks, notes };
}

/** Length of what is picked in one go, between looks at progress and interruption. */
const SPAN_MS = 600_000;

/** The spans of time, by number since 1970, in which any of the traces has samples. */
function spansOf(traces: readonly Trace[]): number[] {
  const spans = new Set<number>();
  for (const trace of traces) {
    const last = Math.floor(traceEndMs(trace) / SPAN_MS);
    for (let n = Math.floor(trace.startTimeMs / SPAN_MS); n <= last; n++) spans.add(n);
  }
  return [...spans].sort((a, b) => a - b);
}

/** The samples of traces that lie in a span. */
function cutToSpan(traces: readonly Trace[], span: number): Trace[] {
  return traces.flatMap((trace) => {
    const { startTimeMs, samplingRateHz, samples } = trace;
    const sampleAt = (timeMs: number) =>
      Math.max(0, Math.ceil((timeMs - startTimeMs) * samplingRateHz / 1000 - 1e-3));
    const from = sampleAt(span * SPAN_MS);
    const part = samples.subarray(from, sampleAt((span + 1) * SPAN_MS));
    if (part.length === 0) return [];
    return [{ ...trace, startTimeMs: startTimeMs + from * 1000 / samplingRateHz, samples: part }];
  });
}
