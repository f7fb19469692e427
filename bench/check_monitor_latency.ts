import { Monitor } from "../engine/monitoring/mod.ts";
import { openDatabase } from "../engine/storage/mod.ts";
import { SCENE_START_MS } from "../tests/engine/monitoring/early_warning/simulated_scene.ts";
import { readNoisePieces } from "../tests/engine/monitoring/early_warning/station_noise.ts";
import { importSharedPhasenet } from "./import_shared_phasenet.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { MonitorScene } from "./monitor_scene.ts";

const [STATIONS, HALF_KM, SECONDS, EVERY_SECONDS] = [100, 100, 130, 40];
const MAGNITUDES = [6.5, 6, 5.5];
/** Largest 99th percentile from packet to alert, milliseconds. */
const MOST_LATENCY_MS = 300;

/** A hundred stations through the whole monitor, at the pace of the clock. */
export const check: LongCheck = {
  about: `${STATIONS} stations x 3 channels at 100 Hz in real time, PhaseNet and all: packet to ` +
    `alert below ${MOST_LATENCY_MS} ms at the 99th percentile`,
  async run(report) {
    const folder = await Deno.makeTempDir();
    try {
      const scene = new MonitorScene({
        ...{ seed: "monitor latency", stations: STATIONS, halfKm: HALF_KM },
        ...{ pieces: await readNoisePieces(), everySeconds: EVERY_SECONDS, magnitudes: MAGNITUDES },
      });
      const model = await importSharedPhasenet(folder);
      using database = openDatabase(`${folder}/live.db`, { mode: "create" });
      const monitor = await Monitor.open({
        ...{ stations: scene.stations, sites: scene.scene.sites, database },
        picker: { kind: "network", folder: model },
      });
      // As a server does with what passes: it writes it as text.
      let told = 0;
      monitor.feed.listen((message) => told += JSON.stringify(message).length);
      const late = await followClock(scene, { monitor, report });
      await monitor.finish();
      const { alertLatency, ...counts } = monitor.report();
      const facts = { counts, alertLatency, packetLatency: monitor.latency(), late, told };
      if (!(alertLatency.count > 0 && alertLatency.p99Ms! < MOST_LATENCY_MS)) {
        throw new Error(`alerts take too long: ${JSON.stringify(facts)}`);
      }
      return facts;
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};

/** Hands each packet over when it is due; gives the most milliseconds that one was late. */
async function followClock(
  scene: MonitorScene,
  { monitor, report }: { monitor: Monitor; report: (message: string) => void },
): Promise<number> {
  const startedMs = performance.now();
  const nowMs = () => SCENE_START_MS + performance.now() - startedMs;
  const ticking = setInterval(() => monitor.tick(nowMs()), 1000);
  let late = 0;
  try {
    for (let second = 0; second < SECONDS; second++) {
      for (const packet of scene.second(second)) {
        const waitMs = packet.receivedMs - nowMs();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        const waitedMs = Math.max(0, nowMs() - packet.receivedMs);
        late = Math.max(late, waitedMs);
        monitor.push(packet, waitedMs);
      }
      if (second % 30 === 29) report(`${second + 1} of ${SECONDS} s`);
    }
  } finally {
    clearInterval(ticking);
  }
  return late;
}
