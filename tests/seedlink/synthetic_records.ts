import type { ChannelCode, Trace } from "../../engine/domain/mod.ts";
import { RandomStream } from "../../engine/mathematics/mod.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";

/** A Monday morning, for synthetic data. */
export const START_MS = Date.UTC(2026, 0, 5, 6);

/** A channel "NET.STA.LOC.CHA" of tests. */
export function codeOf(station: string, channel = "HHZ", location = ""): ChannelCode {
  return { network: "XX", station, location, channel };
}

/** A random walk of whole numbers, seeded. */
export function syntheticTrace(
  code: ChannelCode,
  { seconds, samplingRateHz = 100, seed = 1, startTimeMs = START_MS }: {
    seconds: number;
    samplingRateHz?: number;
    seed?: number;
    startTimeMs?: number;
  },
): Trace {
  const random = new RandomStream(`${seed} ${code.station} ${code.channel}`);
  const samples = new Int32Array(Math.round(seconds * samplingRateHz));
  let value = 0;
  for (let i = 0; i < samples.length; i++) {
    value = Math.round(0.98 * value + 100 * random.normal());
    samples[i] = value;
  }
  return { code, startTimeMs, samplingRateHz, samples };
}

/** Traces as records of 512 bytes, each by itself. */
export function recordsOf(traces: readonly Trace[], version: 2 | 3 = 2): Uint8Array<ArrayBuffer> {
  return writeMiniseed(traces, { recordLengthBytes: 512, version });
}
