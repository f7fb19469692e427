import { formatChannelCode, formatPreciseTime, InputError, type Trace } from "../domain/mod.ts";
import { writeMiniseed, type WriteMiniseedOptions } from "./miniseed/write_miniseed.ts";
import { writeSac } from "./sac/write_sac.ts";

/** Formats that waveforms can be written in. */
export const WAVEFORM_WRITE_FORMATS = ["miniseed2", "miniseed3", "sac", "csv"] as const;

/** Name of a format that waveforms can be written in. */
export type WaveformWriteFormat = (typeof WAVEFORM_WRITE_FORMATS)[number];

/** How waveforms are written. */
export interface WriteWaveformsOptions extends Omit<WriteMiniseedOptions, "version"> {
  /** The format. */
  format: WaveformWriteFormat;
}

const ROWS_AT_ONCE = 4096;

/**
 * Writes traces as one file. CSV has a row a sample: time (UTC, to the microsecond), channel, sample.
 *
 * Throws InputError for what the format cannot hold: several traces in SAC, samples that would have
 * to be rounded, codes that are too long.
 */
export function writeWaveforms(
  traces: readonly Trace[],
  { format, ...options }: WriteWaveformsOptions,
): Uint8Array<ArrayBuffer> {
  if (format === "miniseed2") return writeMiniseed(traces, { ...options, version: 2 });
  if (format === "miniseed3") return writeMiniseed(traces, { ...options, version: 3 });
  if (format === "csv") return new TextEncoder().encode([...writeWaveformCsv(traces)].join(""));
  if (traces.length !== 1) {
    const names = traces.slice(0, 4).map(({ code }) => formatChannelCode(code)).join(", ");
    throw new InputError(`Cannot write SAC: a file holds one trace, here are ${traces.length}`, {
      ...{ value: names, expected: "one channel without a gap" },
    });
  }
  return writeSac(traces[0]);
}

/** The lines of a CSV of waveforms, some thousand at a time. */
function* writeWaveformCsv(traces: readonly Trace[]): Generator<string, void, undefined> {
  yield "time,channel,sample\n";
  for (const { code, startTimeMs, samplingRateHz, samples } of traces) {
    const channel = formatChannelCode(code);
    for (let from = 0; from < samples.length; from += ROWS_AT_ONCE) {
      const rows: string[] = [];
      for (let i = from; i < Math.min(samples.length, from + ROWS_AT_ONCE); i++) {
        const time = formatPreciseTime(startTimeMs + i * 1000 / samplingRateHz);
        rows.push(`${time},${channel},${samples[i]}\n`);
      }
      yield rows.join("");
    }
  }
}
