import type { Trace } from "../engine/domain/mod.ts";
import { loadTensors, Network, networkToArtifacts, startKernels } from "../engine/backend/mod.ts";
import process from "node:process";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { networkPicker, PHASENET_SETTINGS, type Picker } from "../engine/models/mod.ts";
import { StreamPicker } from "../engine/monitoring/mod.ts";
import type { Bench } from "./bench_definition.ts";
import { makePhasenet } from "./peer_networks.ts";
import { startStock } from "./start_stock.ts";

/** Stations that one core is to keep up with. */
const WANTED_STATIONS = 400;

/** Stations that are fed side by side, each with its own record. */
const STATIONS = 50;

const RATE_HZ = 100;

/** Seconds that a window needs before it is looked at. */
const WARM_UP_SECONDS = 31;

/**
 * A second of three components of many stations, window by window: laid on the grid, scaled, asked,
 * blended and searched for picks. The facts count time of the processor, so that a busy neighbour does
 * not.
 */
export const bench: Bench = {
  about:
    `PhaseNet on streams: a second of ${STATIONS} stations, 100 Hz, 3 components, a window a second`,
  targets: [{ fact: "secondsOfCoreForStations400", atMost: 1 }],
  async *cases() {
    const picker = await openPicker();
    const streams = Array.from({ length: STATIONS }, (_, i) => openStation(picker, i));
    let second = 0;
    const pushSecond = () => {
      for (const { stream, packetsOf } of streams) stream.push(packetsOf(second));
      second++;
    };
    while (second < WARM_UP_SECONDS) pushSecond();
    const coreSeconds: number[] = [];
    yield {
      name: `${STATIONS} stations`,
      work: { amount: STATIONS, unit: "windows" },
      ours: () => {
        const before = process.cpuUsage();
        pushSecond();
        const { user, system } = process.cpuUsage(before);
        coreSeconds.push((user + system) / 1e6);
      },
      peers: {},
      facts: () => {
        const sorted = coreSeconds.toSorted((a, b) => a - b);
        const secondsEach = sorted[Math.floor(sorted.length / 2)] / STATIONS;
        return {
          secondsOfCoreForStations400: WANTED_STATIONS * secondsEach,
          stationsOnOneCore: Math.floor(1 / secondsEach),
        };
      },
      close: () => picker.dispose(),
    };
  },
};

async function openPicker(): Promise<Picker> {
  await startStock();
  await loadTensors();
  const layers = await makePhasenet();
  const network = new Network(await networkToArtifacts(layers));
  layers.dispose();
  await startKernels({ threads: 1 });
  return networkPicker(network, { name: "phasenet", settings: PHASENET_SETTINGS });
}

/** A station that gives noise, every 20 s a second of it ten times as strong. */
function openStation(picker: Picker, index: number) {
  const random = new RandomStream(index);
  const code = { network: "XX", station: `S${index}`, location: "" };
  const startTimeMs = Date.UTC(2024, 0, 1);
  const noise = Array.from({ length: 20 * 3 }, (_, n) => {
    return Float32Array.from({ length: RATE_HZ }, () => random.normal() * (n < 3 ? 10 : 1));
  });
  const packetsOf = (second: number): Trace[] =>
    ["HHE", "HHN", "HHZ"].map((channel, component) => ({
      code: { ...code, channel },
      startTimeMs: startTimeMs + second * 1000,
      samplingRateHz: RATE_HZ,
      samples: noise[(second % 20) * 3 + component],
    }));
  return { stream: new StreamPicker(picker, { stepSeconds: 1 }), packetsOf };
}
