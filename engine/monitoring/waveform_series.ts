import {
  ConfigurationError,
  formatChannelCode,
  formatTime,
  InsufficientDataError,
  type ReportProgress,
  type Trace,
  type WaveformNote,
} from "../domain/mod.ts";
import { removeMean, sampleQuantile } from "../mathematics/mod.ts";
import { findTriggers, RecursiveStaLta, squareSamples } from "../models/mod.ts";
import { filterTrace, mergeTraces, splitAtMissing } from "../preprocessing/mod.ts";

/** What is measured, and how often. */
export interface WaveformSeriesOptions {
  /** Length of an interval, milliseconds; intervals lie on the UTC grid. */
  everyMs: number;
  /** Lower corner of the band-pass filter, hertz. */
  lowHz: number;
  /** Its upper corner, hertz. */
  highHz: number;
  /** Watches. */
  report?: ReportProgress;
}

/** What one channel did in one interval; levels and triggers are NaN below half of coverage. */
export interface WaveformInterval {
  /** Root mean square of the filtered trace, decibels over one of its units. */
  rmsDb: number;
  /** Median of its absolute value, decibels: earthquakes hardly move it. */
  medianDb: number;
  /** Event detections by STA/LTA for an hour of recording. */
  triggersPerHour: number;
  /** Share of the interval that was measured. */
  coverage: number;
}

/** A waveform-derived series for each channel. */
export interface WaveformSeries {
  /** Start of each interval, UTC epoch milliseconds. [interval] */
  startMs: Float64Array;
  /** Length of an interval, milliseconds. */
  everyMs: number;
  /** By channel "NET.STA.LOC.CHA". [interval] */
  channels: ReadonlyMap<string, WaveformInterval[]>;
  /** What was found and done while merging. */
  notes: WaveformNote[];
  /** Stretches between the first and the last sample of a channel without any. */
  gaps: number;
}

/** Less of an interval than this tells nothing of it. */
const LEAST_COVERAGE = 0.5;

/** More intervals than this are a mistake in their length. */
const MOST_INTERVALS = 4_000_000;

/** A filter starts from rest: so many periods of its lower corner are not measured. */
const SETTLING_PERIODS = 2;

/**
 * Short and long average (seconds) and the ratios between which a detection lasts; those of the
 * recursive trigger in Withers et al. (1998), with an end below its begin so that a coda is one.
 */
const TRIGGER = { shortSeconds: 1, longSeconds: 30, on: 4, off: 1.5 } as const;

/**
 * Noise level and detections of each channel by interval: traces are merged (gaps split them, and are
 * counted), freed of their mean, band-passed causally, and measured after the filter has settled and
 * the long average is full. A sample counts in the interval in which it lies, a detection in that in
 * which it begins.
 *
 * Throws ConfigurationError for an interval that is none or corners that do not fit the sampling rate,
 * InsufficientDataError where no sample is left.
 */
export function measureWaveformSeries(
  traces: readonly Trace[],
  options: WaveformSeriesOptions,
): WaveformSeries {
  const split = traces.map(splitAtMissing);
  const known = split.flatMap((reading) => reading.traces);
  const notes = split.flatMap((reading) => reading.notes);
  const span = spanOf(known, options);
  const byChannel = Map.groupBy(known, ({ code }) => formatChannelCode(code));
  const channels = new Map<string, WaveformInterval[]>();
  let gaps = 0;
  for (const name of [...byChannel.keys()].toSorted()) { // one after the other: a day is large
    const merged = mergeTraces(byChannel.get(name)!);
    const sums = Array.from(span.startMs, (): IntervalSums => ({ parts: [], triggers: 0, s: 0 }));
    for (const part of merged.traces) {
      addTrace(part, { ...options, sums, firstMs: span.startMs[0] });
    }
    channels.set(name, sums.map((sum) => finish(sum, options.everyMs)));
    notes.push(...merged.notes);
    gaps += merged.traces.length - 1;
    const { size } = byChannel;
    options.report?.({ stage: "Measuring channels", done: channels.size, total: size });
  }
  return { ...span, channels, notes, gaps };
}

/** What is summed up of an interval. */
interface IntervalSums {
  /** Filtered samples. */
  parts: ArrayLike<number>[];
  triggers: number;
  /** Seconds measured. */
  s: number;
}

function spanOf(
  traces: readonly Trace[],
  { everyMs }: WaveformSeriesOptions,
): { startMs: Float64Array; everyMs: number } {
  if (!(everyMs >= 1000)) {
    throw new ConfigurationError(
      `Cannot measure every ${everyMs / 1000} s: an interval is at least a second.`,
      "every",
    );
  }
  let [first, last] = [Infinity, -Infinity];
  for (const { startTimeMs, samples, samplingRateHz } of traces) {
    if (samples.length === 0) continue;
    first = Math.min(first, startTimeMs);
    last = Math.max(last, startTimeMs + (samples.length - 1) * 1000 / samplingRateHz);
  }
  if (first === Infinity) {
    throw new InsufficientDataError("Cannot measure waveforms", {
      ...{ have: 0, need: 1, of: "samples" },
    });
  }
  const from = Math.floor(first / everyMs);
  const count = Math.floor(last / everyMs) - from + 1;
  if (count > MOST_INTERVALS) {
    throw new ConfigurationError(
      `Cannot cut the waveforms into ${count} intervals: at most ${MOST_INTERVALS} are possible.`,
      "every",
    );
  }
  return { startMs: Float64Array.from({ length: count }, (_, i) => (from + i) * everyMs), everyMs };
}

function addTrace(
  trace: Trace,
  { sums, firstMs, everyMs, lowHz, highHz }: WaveformSeriesOptions & {
    sums: IntervalSums[];
    firstMs: number;
  },
): void {
  const { samplingRateHz, startTimeMs } = trace;
  const filtered = filterTrace({ ...trace, samples: removeMean(trace.samples) }, { lowHz, highHz });
  const { samples } = filtered;
  const settled = Math.ceil(SETTLING_PERIODS / lowHz * samplingRateHz);
  const longSamples = Math.ceil(TRIGGER.longSeconds * samplingRateHz);
  const measuredFrom = settled + longSamples;
  const intervalOf = (sample: number) =>
    Math.floor((startTimeMs + sample * 1000 / samplingRateHz - firstMs) / everyMs);
  for (let from = measuredFrom; from < samples.length;) {
    const interval = intervalOf(from);
    const endMs = firstMs + (interval + 1) * everyMs - startTimeMs;
    const end = Math.min(samples.length, Math.ceil(endMs * samplingRateHz / 1000 - 1e-6));
    const to = Math.max(from + 1, end);
    sums[interval].parts.push(samples.subarray(from, to));
    sums[interval].s += (to - from) / samplingRateHz;
    from = to;
  }
  const shortSamples = Math.max(1, Math.round(TRIGGER.shortSeconds * samplingRateHz));
  const ratio = new RecursiveStaLta({ shortSamples, longSamples });
  const ratios = ratio.push(squareSamples(samples.subarray(settled)));
  for (const { on } of findTriggers(ratios, TRIGGER)) sums[intervalOf(settled + on)].triggers++;
}

function finish({ parts, triggers, s }: IntervalSums, everyMs: number): WaveformInterval {
  const coverage = Math.min(1, 1000 * s / everyMs);
  if (coverage < LEAST_COVERAGE) {
    return { rmsDb: NaN, medianDb: NaN, triggersPerHour: NaN, coverage };
  }
  const levels = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let [filled, squares] = [0, 0];
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      levels[filled++] = Math.abs(part[i]);
      squares += part[i] ** 2;
    }
  }
  return {
    rmsDb: decibels(Math.sqrt(squares / levels.length)),
    medianDb: decibels(sampleQuantile(levels, 0.5)),
    triggersPerHour: triggers * 3600 / s,
    coverage,
  };
}

/** A dead channel has no level. */
function decibels(amplitude: number): number {
  return amplitude > 0 ? 20 * Math.log10(amplitude) : NaN;
}

/** Names of an interval's columns, with what they are of. */
const COLUMNS: readonly [string, keyof WaveformInterval, number][] = [
  ["rms_db", "rmsDb", 3],
  ["median_db", "medianDb", 3],
  ["triggers_per_hour", "triggersPerHour", 4],
  ["coverage", "coverage", 4],
];

/**
 * The series as CSV for `--covariates`: the time of a row is the last millisecond of its interval, when
 * what it says is known. Missing values are empty.
 */
export function writeWaveformSeries({ startMs, everyMs, channels }: WaveformSeries): string {
  const names = [...channels.keys()].toSorted();
  const header = names.flatMap((name) => COLUMNS.map(([column]) => `${name}_${column}`));
  const rows = Array.from(startMs, (start, i) => {
    const values = names.flatMap((name) =>
      COLUMNS.map(([, key, digits]) => {
        const value = channels.get(name)![i][key];
        return Number.isFinite(value) ? String(Number(value.toFixed(digits))) : "";
      })
    );
    return [formatTime(start + everyMs - 1), ...values].join(",");
  });
  return [["time", ...header].join(","), ...rows].join("\n") + "\n";
}
