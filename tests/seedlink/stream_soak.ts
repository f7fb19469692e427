import v8 from "node:v8";
import vm from "node:vm";
import { assert, assertEquals } from "@std/assert";
import { formatChannelCode, type Trace } from "../../engine/domain/mod.ts";
import { RandomStream } from "../../engine/mathematics/mod.ts";
import { seedlinkSource, type WaveformPacket, WaveformStream } from "../../engine/sources/mod.ts";
import type { SeedlinkFault } from "./seedlink_session.ts";
import { type SeedlinkServer, startSeedlinkServer } from "./seedlink_server.ts";
import { codeOf, recordsOf, START_MS } from "./synthetic_records.ts";

/** How long and how roughly a stream is tried. */
export interface SoakOptions {
  version: 3 | 4;
  transport: "tcp" | "websocket";
  stations: number;
  /** Minutes of data of each of the three channels of a station. */
  minutes: number;
  /** About so many connections are cut in the midst of a frame. */
  cuts: number;
  seed: number;
  /** Told how far it has come. */
  report?: (message: string) => void;
}

/** What came of it. */
export interface SoakFacts {
  packets: number;
  samples: number;
  sessions: number;
  duplicates: number;
  reordered: number;
  seconds: number;
  /** Megabytes in use, taken at a quarter, half, three quarters and the end: heap and resident. */
  heapMb: number[];
  residentMb: number[];
}

const RATE_HZ = 100;
/** Packets the server keeps: some ten minutes. */
const RING_PACKETS = 20_000;
const CHANNELS = ["HHE", "HHN", "HHZ"];

/** Sample n of a channel: known to sender and receiver, so that nothing has to be kept. */
function sampleOf(channel: number, n: number): number {
  return Math.round(3000 * Math.sin(n * 0.013 * (1 + channel % 7))) +
    (n * 7919 + channel * 104_729) % 211;
}

/**
 * Streams minutes or hours of many channels through cuts, duplicates, disorder and wrong numbers, and
 * checks every sample: none lost, none doubled, none wrong, memory flat. Throws where that is not so.
 */
export async function soakStream(options: SoakOptions): Promise<SoakFacts> {
  const { stations, minutes, seed, version, transport } = options;
  const random = new RandomStream(seed);
  const names = Array.from({ length: stations }, (_, i) => `S${String(i).padStart(3, "0")}`);
  const codes = names.flatMap((name) => CHANNELS.map((channel) => codeOf(name, channel)));
  const places = new Map(
    codes.map((code, i) => [formatChannelCode(code), { channel: i, next: 0 }]),
  );
  const total = minutes * 60 * RATE_HZ * codes.length;
  // About 370 samples fit into a record of 512 bytes.
  const share = options.cuts * 370 / total;
  const fault = (_: number, { sequence, record }: { sequence: bigint; record: Uint8Array }) =>
    drawFault(random, { share, sequence, record });
  await using server = startSeedlinkServer({
    ...{ version, transport, fault, ringPackets: RING_PACKETS, firstSequence: 0xfff000n },
  });
  const settings = { firstWait: "0.001s", longestWait: "0.004s", reorder: "1s", seed };
  const source = seedlinkSource(server.address, { fromMs: 0, settings });
  const stream = new WaveformStream(source, { now: () => START_MS + minutes * 60_000, settings });
  const startedMs = performance.now();
  const feeding = { fed: 0, samples: 0, wake: () => {} };
  const feed = feedServer(server, { codes, minutes, feeding });
  const facts = { packets: 0, heapMb: [] as number[], residentMb: [] as number[] };
  for await (const packet of stream) {
    checkPacket(packet, places);
    facts.packets++;
    feeding.samples += packet.trace.samples.length;
    if (facts.packets % 64 === 0) feeding.wake();
    if (feeding.samples >= total * (facts.heapMb.length + 1) / 4) {
      const { heapUsed, rss } = measureMemory();
      facts.heapMb.push(Math.round(heapUsed / 1e5) / 10);
      facts.residentMb.push(Math.round(rss / 1e5) / 10);
      options.report?.(`${facts.packets} packets, ${facts.heapMb.at(-1)} MB of heap`);
    }
    if (feeding.samples >= total) break;
  }
  await feed;
  for (const { next } of places.values()) assertEquals(next, minutes * 60 * RATE_HZ);
  const channels = stream.channels();
  assert(
    channels.every(({ gaps, late, damaged, dropped }) => gaps + late + damaged + dropped === 0),
  );
  const sum = (key: "duplicates" | "reordered") => channels.reduce((all, one) => all + one[key], 0);
  return {
    ...facts,
    samples: feeding.samples,
    sessions: server.sessions.length,
    duplicates: sum("duplicates"),
    reordered: sum("reordered"),
    seconds: (performance.now() - startedMs) / 1000,
  };
}

function drawFault(
  random: RandomStream,
  { share, sequence, record }: { share: number; sequence: bigint; record: Uint8Array },
): SeedlinkFault | undefined {
  const draw = random.uniform();
  if (draw < share) return { kind: "cut", bytes: random.integer(record.length) };
  if (draw < share + 0.01) return { kind: "duplicate" };
  if (draw < share + 0.015) return { kind: "sequence", sequence: sequence + 0x400000n };
  return undefined;
}

/** Gives the server a minute of every channel at a time, at most half its ring ahead of the reader. */
async function feedServer(
  server: SeedlinkServer,
  { codes, minutes, feeding }: {
    codes: readonly Trace["code"][];
    minutes: number;
    feeding: { fed: number; samples: number; wake: () => void };
  },
): Promise<void> {
  const count = 60 * RATE_HZ;
  for (let minute = 0; minute < minutes; minute++) {
    const minuteOfChannels = codes.map((code, channel) => {
      const samples = Int32Array.from(
        { length: count },
        (_, i) => sampleOf(channel, minute * count + i),
      );
      const trace = {
        code,
        startTimeMs: START_MS + minute * 60_000,
        samplingRateHz: RATE_HZ,
        samples,
      };
      const bytes = recordsOf([trace]);
      return Array.from(
        { length: bytes.length / 512 },
        (_, i) => bytes.slice(512 * i, 512 * (i + 1)),
      );
    });
    const most = Math.max(...minuteOfChannels.map(({ length }) => length));
    for (let i = 0; i < most; i++) {
      // Neighbours change places: a station's packets do not always come in order of time.
      const place = minute === 0 && i < 2 ? i : i ^ 1;
      for (const records of minuteOfChannels) {
        const record = records[place < records.length ? place : i];
        if (record !== undefined) server.add(record);
      }
    }
    feeding.fed += count * codes.length;
    while (feeding.fed - feeding.samples > RING_PACKETS / 2 * 370) {
      await new Promise<void>((resolve) => feeding.wake = resolve);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function checkPacket(
  { code, trace, order }: WaveformPacket,
  places: ReadonlyMap<string, { channel: number; next: number }>,
): void {
  const name = formatChannelCode(code);
  const place = places.get(name)!;
  assertEquals(order, "next", name);
  assertEquals(trace.startTimeMs, START_MS + place.next * 1000 / RATE_HZ, name);
  for (const value of trace.samples) {
    if (value !== sampleOf(place.channel, place.next++)) {
      throw new Error(`${name}: sample ${place.next - 1} is ${value}`);
    }
  }
}

/** Memory after a collection, so that only what is held counts. */
function measureMemory(): Deno.MemoryUsage {
  v8.setFlagsFromString("--expose-gc");
  (vm.runInNewContext("gc") as () => void)();
  return Deno.memoryUsage();
}
