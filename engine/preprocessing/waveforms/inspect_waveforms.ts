import {
  type ChannelInspection,
  formatChannelCode,
  formatPreciseTime,
  type Samples,
  type Trace,
  traceEndMs,
  type WaveformInspection,
  type WaveformReading,
} from "../../domain/mod.ts";
import { describeWaveformQuality } from "./describe_waveform_quality.ts";

/** Tells channel by channel what was read: span, rate, samples, gaps, overlaps, warnings; nothing is changed. */
export function inspectWaveforms(
  reading: WaveformReading,
  { source, format }: { source: string; format: string },
): WaveformInspection {
  const channels = Map.groupBy(reading.traces, ({ code }) => formatChannelCode(code));
  const inspected = [...channels].map(([channel, traces]) => ({
    ...inspectChannel(traces.toSorted((a, b) => a.startTimeMs - b.startTimeMs)),
    ...{ channel, encodings: reading.encodings?.[channel] ?? [] },
    notes: reading.notes.filter((note) => note.channel === channel).length,
  }));
  const sorted = inspected.toSorted((a, b) => a.channel < b.channel ? -1 : 1);
  return { source, format, channels: sorted, notes: reading.notes };
}

type TraceFacts = Omit<ChannelInspection, "channel" | "encodings" | "notes">;

function inspectChannel(traces: readonly Trace[]): TraceFacts {
  let [samples, gaps, gapMs, overlaps] = [0, 0, 0, 0];
  let [endMs, periodMs] = [-Infinity, 0];
  for (const trace of traces) {
    const lateMs = trace.startTimeMs - (endMs + periodMs);
    if (lateMs > periodMs / 2 && Number.isFinite(lateMs)) {
      [gaps, gapMs] = [gaps + 1, gapMs + lateMs];
    }
    if (lateMs < -periodMs / 2) overlaps++;
    samples += trace.samples.length;
    if (traceEndMs(trace) >= endMs) {
      [endMs, periodMs] = [traceEndMs(trace), 1000 / trace.samplingRateHz];
    }
  }
  return {
    start: formatPreciseTime(traces[0].startTimeMs),
    end: formatPreciseTime(endMs),
    samplingRatesHz: [...new Set(traces.map(({ samplingRateHz }) => samplingRateHz))],
    ...{
      samples,
      traces: traces.length,
      gaps,
      gapSeconds: Math.round(gapMs * 1000) / 1e6,
      overlaps,
    },
    range: rangeOf(traces.map((trace) => trace.samples)),
    warnings: describeWaveformQuality(traces)[0]?.warnings ?? [],
  };
}

function rangeOf(parts: readonly Samples[]): [number, number] | null {
  let [least, largest] = [Infinity, -Infinity];
  for (const samples of parts) {
    for (const value of samples) {
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
  }
  return least <= largest ? [least, largest] : null;
}
