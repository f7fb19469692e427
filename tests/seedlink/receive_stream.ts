import { assert } from "@std/assert";
import { formatChannelCode, type Trace, type WaveformNote } from "../../engine/domain/mod.ts";
import { RandomStream } from "../../engine/mathematics/mod.ts";
import {
  type ChannelStatus,
  cutMiniseed,
  type SeedlinkOptions,
  seedlinkSource,
  type StreamSettingsInput,
  type WaveformPacket,
  WaveformStream,
} from "../../engine/sources/mod.ts";
import {
  type SeedlinkServer,
  type SeedlinkServerOptions,
  startSeedlinkServer,
} from "./seedlink_server.ts";
import { codeOf, recordsOf, START_MS, syntheticTrace } from "./synthetic_records.ts";

export const QUICK: StreamSettingsInput = {
  firstWait: "0.005s",
  longestWait: "0.02s",
  reorder: "0.2s",
};
export const NOW_MS = START_MS + 3_600_000;

export interface Received {
  packets: WaveformPacket[];
  notes: WaveformNote[];
  channels: ChannelStatus[];
}

/** Reads a stream until so many samples have come. */
export async function receive(
  address: string,
  { samples, settings, now = () => NOW_MS, ...options }: SeedlinkOptions & {
    samples: number;
    now?: () => number;
  },
): Promise<Received> {
  const notes: WaveformNote[] = [];
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 10_000);
  const all = { ...QUICK, ...settings };
  const stream = new WaveformStream(
    seedlinkSource(address, { fromMs: 0, ...options, settings: all }),
    {
      ...{ now, patterns: options.patterns, settings: all, onNote: (note) => notes.push(note) },
      signal: limit.signal,
    },
  );
  const packets: WaveformPacket[] = [];
  let count = 0;
  try {
    for await (const packet of stream) {
      packets.push(packet);
      count += packet.trace.samples.length;
      if (count >= samples) break;
    }
  } finally {
    clearTimeout(timer);
  }
  return { packets, notes, channels: stream.channels() };
}

/** Samples of each channel in the order in which they came. */
export function joined(packets: readonly WaveformPacket[]): Record<string, number[]> {
  const series: Record<string, number[]> = {};
  for (const { code, trace } of packets) {
    (series[formatChannelCode(code)] ??= []).push(...trace.samples);
  }
  return series;
}

export function seriesOf(traces: readonly Trace[]): Record<string, number[]> {
  return Object.fromEntries(
    traces.map(({ code, samples }) => [formatChannelCode(code), [...samples]]),
  );
}

export const TRACES = ["ONE", "TWO"].flatMap((station) =>
  ["HHE", "HHN", "HHZ"].map((channel) => syntheticTrace(codeOf(station, channel), { seconds: 60 }))
);
export const SAMPLES = TRACES.length * 6000;
export const WAYS = ([3, 4] as const).flatMap((version) =>
  (["tcp", "websocket"] as const).map((transport) => ({ version, transport }))
);

/** A server that has the records of all TRACES, in order of time or nearly so. */
export function startWithTraces(
  options: SeedlinkServerOptions,
  { version = 2, shuffled = false }: { version?: 2 | 3; shuffled?: boolean } = {},
): SeedlinkServer {
  const server = startSeedlinkServer(options);
  const random = new RandomStream("shuffled");
  const records = TRACES.flatMap((trace) => cutRecords(recordsOf([trace], version)));
  const byTime = records.map(({ bytes, startTimeMs }) => ({
    ...{ bytes, place: startTimeMs + (shuffled ? 6000 * random.uniform() : 0) },
  })).sort((a, b) => a.place - b.place);
  for (const { bytes } of byTime) server.add(bytes);
  return server;
}

export function cutRecords(all: Uint8Array): { bytes: Uint8Array; startTimeMs: number }[] {
  return [...cutMiniseed(all)].map((piece) => {
    assert(piece.kind === "record");
    const { byte, lengthBytes, startTimeMs } = piece.record;
    return { bytes: all.slice(byte, byte + lengthBytes), startTimeMs };
  });
}
