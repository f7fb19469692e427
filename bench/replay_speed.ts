import process from "node:process";
import type { Trace } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { EarlyWarning } from "../engine/monitoring/mod.ts";
import { replaySource, WaveformStream, writeMiniseed } from "../engine/sources/mod.ts";
import {
  drawScene,
  type Scene,
  SCENE_RATE_HZ,
  SCENE_START_MS,
} from "../engine/monitoring/simulated/simulated_scene.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";

const STATIONS = 20;
/** Seconds of data a second that a replay must keep up with. */
const WANTED_SPEED = 1000;
const OPTIONS = { rounds: 5, warmUpMs: 0 };

/** A replayed file through the stream, and through the early warning behind it. */
export const bench: Bench = {
  about: `replay of ${STATIONS} stations at 100 Hz, 512-byte records of Steim2: found, ordered, ` +
    "unpacked, and warned from; the facts count time of the processor",
  targets: [{ fact: "coreSecondsOfADay", atMost: 86_400 / WANTED_SPEED }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const folder = await Deno.makeTempDir({ prefix: "quakecast_bench_" });
    try {
      const scene = drawScene({ seed: "replay", stations: STATIONS });
      const seconds = quick ? 60 : 3600;
      for (const channels of [["HHZ"], ["HHZ", "HHN", "HHE"]]) {
        const path = `${folder}/${channels.length}.mseed`;
        await Deno.writeFile(path, recordNoise(scene, { channels, seconds }));
        const of = `${channels.length * STATIONS} channels`;
        yield makeCase(`${of}, warned from`, seconds, () => warnOf(scene, path));
        yield makeCase(of, seconds, () => streamOf(path));
        if (channels.length > 1) continue;
        yield makeCase(`${of}, at ${WANTED_SPEED} times the speed`, seconds, () => {
          return streamOf(path, { speed: WANTED_SPEED });
        });
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};

function makeCase(name: string, seconds: number, run: () => Promise<void>): BenchCase {
  const core: number[] = [];
  return {
    name,
    work: { amount: seconds, unit: "s of data" },
    options: OPTIONS,
    peers: {},
    ours: async () => {
      const before = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(before);
      core.push((user + system) / 1e6);
    },
    facts: () => {
      const median = core.toSorted((a, b) => a - b)[core.length >> 1];
      return { speedOfOneCore: seconds / median, coreSecondsOfADay: 86_400 * median / seconds };
    },
  };
}

async function streamOf(path: string, { speed = Infinity } = {}): Promise<void> {
  const stream = new WaveformStream(replaySource([path], { speed }), { now: Date.now });
  for await (const _ of stream);
}

async function warnOf(scene: Scene, path: string): Promise<void> {
  const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
  const source = replaySource([path], { speed: Infinity, latencyMs: 500 });
  for await (const packet of new WaveformStream(source, { now: Date.now })) {
    const told = warning.push(packet);
    if (told.length > 0) throw new RangeError("Cannot time a quiet day: there was an alert");
  }
}

/** Noise of all stations, each channel's records after the other's. */
function recordNoise(
  { stations }: Scene,
  { channels, seconds }: { channels: readonly string[]; seconds: number },
): Uint8Array<ArrayBuffer> {
  const random = new RandomStream("replay-speed");
  const traces = stations.flatMap(({ network, station }) =>
    channels.map((channel): Trace => {
      const samples = new Int32Array(seconds * SCENE_RATE_HZ);
      let slow = 0;
      for (let i = 0; i < samples.length; i++) {
        slow = 0.9 * slow + random.uniform() - 0.5;
        samples[i] = Math.round(300 * slow);
      }
      const startTimeMs = SCENE_START_MS + random.integer(1000);
      const code = { network, station, location: "", channel };
      return { code, startTimeMs, samplingRateHz: SCENE_RATE_HZ, samples };
    })
  );
  return writeMiniseed(traces, { recordLengthBytes: 512, encoding: "steim2" });
}
