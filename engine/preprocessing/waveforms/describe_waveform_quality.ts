import { formatChannelCode, type Trace, traceEndMs } from "../../domain/mod.ts";
import { linearTrend, median } from "../../mathematics/mod.ts";

/** A span in which a channel is missing or told of twice. */
export interface QualitySpan {
  /** First instant, UTC epoch milliseconds. */
  readonly fromMs: number;
  /** Its length, seconds. */
  readonly seconds: number;
}

/** How sound the record of one channel is. */
export interface WaveformQuality {
  /** The channel, "NET.STA.LOC.CHA". */
  readonly channel: string;
  /** Its first sample, UTC epoch milliseconds. */
  readonly startTimeMs: number;
  /** Its last sample, UTC epoch milliseconds. */
  readonly endTimeMs: number;
  /** Samples in all traces. */
  readonly sampleCount: number;
  /** Every rate that occurs, samples a second, ascending; more than one is a mismatch. */
  readonly samplingRatesHz: readonly number[];
  /** Spans without data between the first and the last sample. */
  readonly gaps: readonly QualitySpan[];
  /** Spans with data twice. */
  readonly overlaps: readonly QualitySpan[];
  /** Share of the time from first to last sample that has data, 0 to 1. */
  readonly coverage: number;
  /** Samples that are no finite numbers; they are left out below. */
  readonly notFiniteCount: number;
  /** Least, largest and mean sample, in counts. */
  readonly least: number;
  /** Largest sample. */
  readonly largest: number;
  /** Mean sample: the offset. */
  readonly mean: number;
  /** Standard deviation, in counts. */
  readonly deviation: number;
  /** Change of the straight line of least squares over the longest trace, in counts. */
  readonly drift: number;
  /** Length of the longest run of equal samples, seconds. */
  readonly longestFlatSeconds: number;
  /** Samples in runs of two or more equal ones at the least or largest value. */
  readonly clippedCount: number;
  /** Single samples that stand far off both their neighbours. */
  readonly spikeCount: number;
  /** What a person should look at, one word each: "gaps", "overlaps", "rates", ... */
  readonly warnings: readonly QualityWarning[];
}

/** What may be wrong with a channel. */
export type QualityWarning =
  | "gaps"
  | "overlaps"
  | "rates"
  | "not finite"
  | "dead"
  | "flat"
  | "clipped"
  | "spikes"
  | "offset"
  | "drift";

/** Longest run of equal samples that is no matter: seconds, and samples. */
const FLAT_SECONDS = 1;
const FLAT_SAMPLES = 20;
/** Samples at the rails that make clipping likely. */
const CLIPPED_COUNT = 6;
/** A spike's second difference, in medians of their sizes; a normal law reaches 8 once in 1e7. */
const SPIKE_FACTOR = 20;
/** And over those of its neighbours but the nearest, up to some samples away. */
const SPIKE_OVER_NEIGHBOURS = 6;
const SPIKE_REACH = 8;
/** What is usual is told from every so many-th sample. */
const SPIKE_SHARE = 7;
/** An offset, and a drift, of so many standard deviations about the straight line is told. */
const OFFSET_FACTOR = 100;
const DRIFT_FACTOR = 10;

/**
 * Describes each channel: gaps, overlaps, rates, dead or flat stretches, suspicion of clipping, spikes,
 * offset and drift. Nothing is changed. By channel.
 */
export function describeWaveformQuality(traces: readonly Trace[]): WaveformQuality[] {
  const recorded = traces.filter(({ samples }) => samples.length > 0);
  const groups = Map.groupBy(recorded, ({ code }) => formatChannelCode(code));
  return [...groups.keys()].sort().map((channel) => describeChannel(channel, groups.get(channel)!));
}

function describeChannel(channel: string, unsorted: readonly Trace[]): WaveformQuality {
  const traces = [...unsorted].sort((a, b) => a.startTimeMs - b.startTimeMs);
  const { gaps, overlaps, endTimeMs } = findSpans(traces);
  const startTimeMs = traces[0].startTimeMs;
  const wholeSeconds = (endTimeMs - startTimeMs) / 1000 + 1 / traces[0].samplingRateHz;
  const gapSeconds = gaps.reduce((sum, { seconds }) => sum + seconds, 0);
  const samples = traces.map((trace) => trace.samples.filter(Number.isFinite));
  const sampleCount = traces.reduce((sum, trace) => sum + trace.samples.length, 0);
  const finiteCount = samples.reduce((sum, { length }) => sum + length, 0);
  const amplitudes = describeAmplitudes(samples, finiteCount);
  const longest = samples.reduce((most, each) => each.length > most.length ? each : most);
  const { drift, roughness } = describeTrend(longest);
  const rest = {
    channel,
    startTimeMs,
    endTimeMs,
    sampleCount,
    samplingRatesHz: [...new Set(traces.map((trace) => trace.samplingRateHz))].sort((a, b) =>
      a - b
    ),
    gaps,
    overlaps,
    coverage: 1 - gapSeconds / wholeSeconds,
    notFiniteCount: sampleCount - finiteCount,
    ...amplitudes,
    drift,
    longestFlatSeconds: Math.max(...traces.map(longestFlat)),
    clippedCount: countClipped(samples, amplitudes),
    spikeCount: samples.reduce((sum, each) => sum + countSpikes(each), 0),
  };
  return { ...rest, warnings: warn(rest, roughness) };
}

function findSpans(traces: readonly Trace[]) {
  const gaps: QualitySpan[] = [];
  const overlaps: QualitySpan[] = [];
  let endTimeMs = traceEndMs(traces[0]);
  for (const trace of traces.slice(1)) {
    const intervalMs = 1000 / trace.samplingRateHz;
    const apartMs = trace.startTimeMs - endTimeMs - intervalMs;
    if (apartMs > intervalMs / 2) {
      gaps.push({ fromMs: endTimeMs + intervalMs, seconds: apartMs / 1000 });
    } else if (apartMs < -intervalMs / 2) {
      const sharedMs = Math.min(-apartMs, traceEndMs(trace) - trace.startTimeMs + intervalMs);
      overlaps.push({ fromMs: trace.startTimeMs, seconds: sharedMs / 1000 });
    }
    endTimeMs = Math.max(endTimeMs, traceEndMs(trace));
  }
  return { gaps, overlaps, endTimeMs };
}

function describeAmplitudes(pieces: readonly ArrayLike<number>[], count: number) {
  let [least, largest, sum, squares] = [Infinity, -Infinity, 0, 0];
  for (const samples of pieces) {
    for (let i = 0; i < samples.length; i++) {
      least = Math.min(least, samples[i]);
      largest = Math.max(largest, samples[i]);
      sum += samples[i];
    }
  }
  const mean = sum / count;
  for (const samples of pieces) {
    for (let i = 0; i < samples.length; i++) squares += (samples[i] - mean) ** 2;
  }
  if (count === 0) [least, largest] = [NaN, NaN];
  return { least, largest, mean, deviation: Math.sqrt(squares / count) };
}

/** Change along the straight line, and the standard deviation about it. */
function describeTrend(samples: ArrayLike<number>): { drift: number; roughness: number } {
  const { start, slope } = linearTrend(samples);
  let squares = 0;
  for (let i = 0; i < samples.length; i++) squares += (samples[i] - start - slope * i) ** 2;
  return {
    drift: slope * Math.max(0, samples.length - 1),
    roughness: Math.sqrt(squares / Math.max(1, samples.length)),
  };
}

/** The longest run of equal samples: from the first to the last of them, seconds. */
function longestFlat({ samples, samplingRateHz }: Trace): number {
  let longest = 0;
  for (let i = 1, run = 0; i < samples.length; i++) {
    run = samples[i] === samples[i - 1] ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest / samplingRateHz;
}

function countClipped(
  pieces: readonly ArrayLike<number>[],
  { least, largest }: { least: number; largest: number },
): number {
  if (!(largest > least)) return 0;
  let count = 0;
  for (const samples of pieces) {
    for (let i = 0; i < samples.length; i++) {
      const rail = samples[i] === least || samples[i] === largest;
      if (rail && (samples[i] === samples[i - 1] || samples[i] === samples[i + 1])) count++;
    }
  }
  return count;
}

/** Samples off the mean of both neighbours by many times what is usual around them, and alone so. */
function countSpikes(samples: ArrayLike<number>): number {
  let count = 0;
  const block = 2000;
  for (let from = 0; from + 2 < samples.length; from += block) {
    const to = Math.min(samples.length - 2, from + block);
    const bends = new Float64Array(to - from);
    for (let i = 0; i < bends.length; i++) {
      bends[i] = samples[from + i + 1] - (samples[from + i] + samples[from + i + 2]) / 2;
    }
    const sizes = bends.filter((_, i) => i % SPIKE_SHARE === 0).map(Math.abs);
    const usual = Math.max(median(sizes), 0.5 * Number.EPSILON * Math.abs(samples[from]));
    for (let i = SPIKE_REACH; i + SPIKE_REACH < bends.length; i++) {
      if (Math.abs(bends[i]) > SPIKE_FACTOR * usual && standsAlone(bends, i)) count++;
    }
  }
  return count;
}

/** A spike bends thrice, half back, up, half back, and nothing near does; a strong wave bends on. */
function standsAlone(bends: Float64Array, i: number): boolean {
  const size = Math.abs(bends[i]);
  for (let apart = 1; apart <= SPIKE_REACH; apart++) {
    const most = apart === 1 ? 0.7 * size : size / SPIKE_OVER_NEIGHBOURS;
    if (Math.abs(bends[i - apart]) > most || Math.abs(bends[i + apart]) > most) return false;
  }
  return true;
}

function warn(quality: Omit<WaveformQuality, "warnings">, roughness: number): QualityWarning[] {
  const dead = quality.sampleCount > 1 && !(quality.deviation > 0);
  const flatSeconds = Math.max(FLAT_SECONDS, FLAT_SAMPLES / quality.samplingRatesHz[0]);
  const checks: [QualityWarning, boolean][] = [
    ["gaps", quality.gaps.length > 0],
    ["overlaps", quality.overlaps.length > 0],
    ["rates", quality.samplingRatesHz.length > 1],
    ["not finite", quality.notFiniteCount > 0],
    ["dead", dead],
    ["flat", !dead && quality.longestFlatSeconds > flatSeconds],
    ["clipped", quality.clippedCount >= CLIPPED_COUNT],
    ["spikes", quality.spikeCount > 0],
    ["offset", roughness > 0 && Math.abs(quality.mean) > OFFSET_FACTOR * roughness],
    ["drift", roughness > 0 && Math.abs(quality.drift) > DRIFT_FACTOR * roughness],
  ];
  return checks.filter(([, found]) => found).map(([warning]) => warning);
}
