import {
  type ChannelCode,
  formatChannelCode,
  formatPreciseTime,
  type Samples,
  type Trace,
  type WaveformNote,
} from "../../domain/mod.ts";

/** Samples of one record, ready to be joined with others. */
export interface RecordSamples {
  /** The channel. */
  readonly code: ChannelCode;
  /** Time of the first sample, UTC epoch milliseconds. */
  readonly startTimeMs: number;
  /** Samples a second, above 0. */
  readonly samplingRateHz: number;
  /** Leap seconds within the record: 1, −1 or 0. */
  readonly leapSeconds: number;
  /** Place of the record in its source. */
  readonly byte: number;
  /** The samples; at least one. */
  readonly samples: Samples;
}

/** Rates that differ by less than this share are one: a header keeps them in 32 bits. */
const RATE_TOLERANCE = 1e-4;
const LEAP_SECOND_MS = 1000;

/**
 * Joins records of any order into traces by channel and time: a record continues a trace where it
 * begins within half a sample of where the trace's own clock would go on, so that no sample of a
 * trace is off by more. Gaps, overlaps, changes of rate or type and leap seconds end a trace and are
 * noted; nothing is thrown away, overlapping samples stay in traces of their own.
 */
export function joinRecords(
  records: readonly RecordSamples[],
): { traces: Trace[]; notes: WaveformNote[] } {
  const channels = new Map<ChannelCode, RecordSamples[]>();
  const codes = new Map<string, ChannelCode>();
  for (const record of records) {
    let list = channels.get(record.code);
    if (list === undefined) {
      const key = formatChannelCode(record.code);
      const code = codes.get(key) ?? record.code;
      codes.set(key, code);
      list = channels.get(code) ?? [];
      channels.set(record.code, list).set(code, list);
    }
    list.push(record);
  }
  const [traces, notes]: [Trace[], WaveformNote[]] = [[], []];
  for (const key of [...codes.keys()].sort()) {
    const list = channels.get(codes.get(key)!)!;
    const isOrdered = list.every((record, i) =>
      i === 0 || list[i - 1].startTimeMs <= record.startTimeMs
    );
    joinChannel(isOrdered ? list : list.toSorted(byTime), { traces, notes });
  }
  return { traces, notes };
}

function byTime(a: RecordSamples, b: RecordSamples): number {
  return a.startTimeMs - b.startTimeMs || a.byte - b.byte;
}

function joinChannel(
  records: readonly RecordSamples[],
  { traces, notes }: { traces: Trace[]; notes: WaveformNote[] },
): void {
  let first = 0;
  let count = 0;
  for (let i = 0; i < records.length; i++) {
    const note = i === first
      ? undefined
      : noteBreak(records[first], { count, before: records[i - 1], next: records[i] });
    if (note !== undefined) {
      notes.push(note);
      traces.push(concatenate(records.slice(first, i), count));
      [first, count] = [i, 0];
    }
    count += records[i].samples.length;
  }
  if (count > 0) traces.push(concatenate(records.slice(first), count));
}

/** Why a record does not continue a trace; undefined where it does. */
function noteBreak(
  first: RecordSamples,
  { count, before, next }: { count: number; before: RecordSamples; next: RecordSamples },
): WaveformNote | undefined {
  const periodMs = 1000 / first.samplingRateHz;
  const endMs = first.startTimeMs + count * periodMs;
  const lateMs = next.startTimeMs - endMs + before.leapSeconds * LEAP_SECOND_MS;
  const channel = formatChannelCode(first.code);
  const timeMs = Math.min(endMs, next.startTimeMs);
  const note = (kind: string, message: string) => ({
    ...{ kind, message: `${channel} at ${formatPreciseTime(timeMs)}: ${message}`, channel },
    ...{ byte: next.byte, timeMs },
  });
  if (lateMs > periodMs / 2) return note("gap", `nothing for ${seconds(lateMs)} s`);
  if (lateMs < -periodMs / 2) {
    return note("overlap", `the next samples begin ${seconds(-lateMs)} s before the last ones end`);
  }
  if (before.leapSeconds !== 0) {
    return note("leap second", `samples after the leap second are a second off until here`);
  }
  if (Math.abs(next.samplingRateHz / first.samplingRateHz - 1) > RATE_TOLERANCE) {
    const rates = `${first.samplingRateHz} to ${next.samplingRateHz}`;
    return note("change of rate", `the sampling rate goes from ${rates} Hz`);
  }
  if (next.samples.constructor === first.samples.constructor) return undefined;
  return note("change of type", "whole numbers and fractions follow each other");
}

function seconds(ms: number): number {
  return Math.round(ms * 1000) / 1e6;
}

function concatenate(records: readonly RecordSamples[], count: number): Trace {
  const { code, startTimeMs, samplingRateHz, samples: { constructor } } = records[0];
  if (records.length === 1) {
    return { code, startTimeMs, samplingRateHz, samples: records[0].samples.slice() };
  }
  const samples = new (constructor as Int32ArrayConstructor)(count) as Samples;
  let position = 0;
  for (const record of records) {
    samples.set(record.samples, position);
    position += record.samples.length;
  }
  return { code, startTimeMs, samplingRateHz, samples };
}
