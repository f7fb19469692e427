import process from "node:process";
import { Monitor, type NamedChainPicker } from "../engine/monitoring/mod.ts";
import { openDatabase } from "../engine/storage/mod.ts";
import { SCENE_START_MS } from "../engine/monitoring/simulated/simulated_scene.ts";
import { readNoisePieces } from "../tests/engine/monitoring/early_warning/station_noise.ts";
import { MonitorScene } from "./monitor_scene.ts";
import { countOpenFiles } from "./open_files.ts";

/** What a long replay through the whole monitor showed. */
export interface MonitorDays {
  /** Simulated seconds a second. */
  readonly speed: number;
  /** Simulated seconds a second of processor time, of all threads together: what a busy machine leaves as it is. */
  readonly processorSpeed: number;
  /** Least resident memory in each part of the time, megabytes, and JavaScript's heap then. [part] */
  readonly residentMb: readonly number[];
  readonly heapMb: readonly number[];
  /** Growth of resident memory after the first of the parts named, megabytes a simulated day. */
  readonly slopeMbPerDay: number;
  /** Files, sockets and pipes open at the end of each part; none where the system does not say. [part] */
  readonly openFiles: readonly (number | undefined)[];
  readonly earthquakes: number;
  /** Events in the database that were not taken back, and messages of alerts. */
  readonly events: number;
  readonly alerts: number;
  readonly picks: number;
}

/** Memory is looked at so often, seconds of the simulated time. */
const LOOK_SECONDS = 60;
const DAY_SECONDS = 86_400;

/**
 * Replays a simulated network as fast as it goes: real noise that repeats every ten minutes, an earthquake
 * every `everySeconds`. `parts` are equal pieces of the time for which the least memory is told; growth
 * is measured after the first `settleParts` of them, in which caches and rings fill.
 */
export async function replayMonitorDays(
  { stations, seconds, everySeconds, parts, settleParts, picker, report }: {
    stations: number;
    seconds: number;
    everySeconds: number;
    parts: number;
    settleParts: number;
    picker: NamedChainPicker;
    report: (message: string) => void;
  },
): Promise<MonitorDays> {
  const scene = new MonitorScene({
    ...{ seed: "monitor week", stations, halfKm: 50, pieces: await readNoisePieces() },
    ...{ everySeconds, magnitudes: [5, 6, 6.5] },
  });
  const folder = await Deno.makeTempDir();
  const [residentMb, heapMb]: number[][] = [[], []];
  const openFiles: (number | undefined)[] = [];
  const [startedMs, startedCpuMs] = [performance.now(), processorMs()];
  try {
    using database = openDatabase(`${folder}/live.db`, { mode: "create" });
    const monitor = await Monitor.open({
      ...{ stations: scene.stations, sites: scene.scene.sites, database, picker },
    });
    for (let second = 0; second < seconds; second++) {
      for (const packet of scene.second(second)) monitor.push(packet);
      monitor.tick(SCENE_START_MS + 1000 * (second + 2));
      await monitor.keepPace();
      if (second % LOOK_SECONDS !== LOOK_SECONDS - 1) continue;
      const part = Math.floor(second * parts / seconds);
      const { rss, heapUsed } = Deno.memoryUsage();
      residentMb[part] = Math.min(residentMb[part] ?? Infinity, rss / 1e6);
      heapMb[part] = Math.min(heapMb[part] ?? Infinity, heapUsed / 1e6);
      openFiles[part] = countOpenFiles();
      const isPartOver = Math.floor((second + LOOK_SECONDS) * parts / seconds) > part;
      if (isPartOver) {
        const speed = (second + 1) / (performance.now() - startedMs) * 1000;
        const megabytes = `${residentMb[part].toFixed(1)} MB, heap ${heapMb[part].toFixed(1)} MB`;
        report(`${part + 1} of ${parts}: ${megabytes}, ${speed.toFixed(0)}x so far`);
      }
    }
    await monitor.finish();
    const { alerts, picks } = monitor.report();
    const speed = seconds / (performance.now() - startedMs) * 1000;
    const processorSpeed = seconds / (processorMs() - startedCpuMs) * 1000;
    const events = database.events.query().length;
    return {
      ...{ speed, processorSpeed, residentMb, heapMb, openFiles, events, alerts, picks },
      slopeMbPerDay: slopeOf(residentMb.slice(settleParts)) * parts / (seconds / DAY_SECONDS),
      earthquakes: Math.floor((seconds - 1) / everySeconds),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Processor time of this process so far, milliseconds. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Slope of a line through values that are one apart. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}
