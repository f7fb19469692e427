import type { KeptLiveMessage, LiveMessage } from "../engine/domain/mod.ts";
import type {
  DemoJudgement,
  DemoScene,
  Monitor,
  RunningImpacts,
} from "../engine/monitoring/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
import type { RunningServer } from "../server/mod.ts";

/** How a demonstration of the live system is run. */
export interface DemoOptions {
  /** Folder of its database; one that is there from before is replaced. */
  readonly folder: string;
  /** Decides every draw; 1 unless given. */
  readonly seed?: number;
  /** Seconds of the scene in one of the clock; 1 unless given. */
  readonly speed?: number;
  /** Seconds of the scene before the earthquake; 8 unless given. */
  readonly quietSeconds?: number;
  /** When the live part begins, in the time of the scene, UTC epoch milliseconds. */
  readonly startMs: number;
  /** Port of the page on this machine; 0, a free one, unless given. */
  readonly port?: number;
  /** Folder of models that the server offers; "models" unless given. */
  readonly models?: string;
  /** Fills the database before anything begins: an earlier catalogue, forecasts. */
  readonly prepare?: (database: Database) => Promise<void> | void;
  /** Whether who sees the page may review what it shows; not unless given. */
  readonly writable?: boolean;
  /** Whether a past is drawn, and aftershocks are forecast from it; not unless given. */
  readonly forecasts?: boolean;
  /** Receives what only a log may hold. */
  readonly log?: (line: string) => void;
}

/** A demonstration that runs. */
export interface RunningDemo {
  /** Address of the page. */
  readonly url: string;
  /** The city, the network and what is true. */
  readonly scene: DemoScene;
  /** The system that watches it. */
  readonly system: Monitor;
  /** What was told and kept so far. */
  readonly messages: readonly KeptLiveMessage[];
  /** Settled when so many seconds after the first P are over in the scene, impacts included; or it ended. */
  after(seconds: number): Promise<void>;
  /** What was told beside what was true. */
  judge(): DemoJudgement;
  /** Settled once it ended by itself; rejected where it failed. */
  readonly finished: Promise<void>;
  /** Ends it all: stream, impacts, server, database. */
  stop(): Promise<void>;
}

/** Name of the database in its folder. */
const DATABASE = "quakecast.sqlite";
/** The picker looks this often: picks come half a minute after, and no later. */
const PICK_STEP_SECONDS = 2;
/** At any speed picks lie no further behind warnings, so that a minute holds the same of both. */
const AHEAD_SECONDS = 3;
/** People and maps of the demonstration reach so far, kilometres; cells of degrees. */
const LAYOUT = { radiusKm: 80, cellDegrees: 0.03 };

/** Aftershocks are forecast once the event is located, and it is looked for others each minute. */
const FORECAST_AFTER_MS = 55_000;
const MINUTE_MS = 60_000;
const FORECASTS = { aftershockMagnitude: 5, catalogues: 500 };

/**
 * Starts the demonstration: an invented city whose network is watched by a monitor, which warns, picks,
 * locates, and estimates the impact, all from simulated packets; and a server with its page. It goes on
 * until it is stopped. The same seed and start give the same alerts at any speed.
 *
 *     const demo = await startDemo({ folder, seed: 1, speed: 10, startMs: Date.now(), port: 0 });
 *     await demo.after(60); // one minute after the first P
 *     await demo.stop();
 *
 * Throws EnvironmentError where the port or the folder cannot be had.
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { folder, speed = 1, startMs, seed, quietSeconds } = options;
  const monitoring = await import("../engine/monitoring/mod.ts");
  const scene = monitoring.drawDemoScene({ seed, startMs, quietSeconds });
  const database = await openFresh(folder);
  await options.prepare?.(database);
  const forecasts = options.forecasts ? monitoring.drawDemoForecasts(scene, seed ?? 1) : undefined;
  if (forecasts !== undefined) database.events.put(forecasts.past, { recordedMs: startMs });
  const system = await monitoring.Monitor.open({
    ...{ database, stations: scene.scene.stations, sites: scene.scene.sites },
    picker: { kind: "classical", name: "sta-lta", stepSeconds: PICK_STEP_SECONDS },
  });
  const { population, buildings } = scene;
  const impacts = monitoring.startImpacts(system, {
    ...{ population, buildings, vs30: monitoring.DEMO_VS30, layout: LAYOUT },
  });
  const schedule = forecasts === undefined
    ? undefined
    : monitoring.scheduleForecasts(system, { ...FORECASTS, model: forecasts.model });
  let pending: Promise<unknown> = Promise.resolve();
  let nextMs = scene.truth.firstPMs + FORECAST_AFTER_MS;
  const messages: KeptLiveMessage[] = [];
  system.feed.listen((message) => {
    if ("number" in message) messages.push(message);
    if (message.kind !== "latency" || schedule === undefined || message.timeMs < nextMs) return;
    nextMs = message.timeMs + MINUTE_MS;
    pending = schedule().catch((error) => options.log?.(`No forecast: ${error.message}`));
  });
  const server = await serveDemo(system, options);
  const ending = new AbortController();
  const packets = monitoring.pacePackets(scene.packets(), {
    ...{ startMs, speed, signal: ending.signal },
  });
  const finished = system.run(Object.assign(packets, { isLive: false }), {
    ...{ now: () => system.nowMs(), signal: ending.signal, ahead: AHEAD_SECONDS },
  });
  return {
    ...{ url: server.url, scene, system, messages, finished },
    after: async (seconds) => {
      await waitForScene({ scene, system, impacts, finished }, seconds);
      await pending;
    },
    judge: () => monitoring.judgeDemo(scene.truth, messages),
    stop: () => stopAll({ ending, finished, impacts, server, database, pending: () => pending }),
  };
}

async function openFresh(folder: string): Promise<Database> {
  const { openDatabase } = await import("../engine/storage/mod.ts");
  await Deno.mkdir(folder, { recursive: true });
  const path = `${folder}/${DATABASE}`;
  for (const end of ["", "-wal", "-shm"]) {
    await Deno.remove(path + end).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  return openDatabase(path, { mode: "create" });
}

async function serveDemo(
  live: Monitor,
  { folder, port = 0, models, writable = false, log = () => {} }: DemoOptions,
): Promise<RunningServer> {
  const { serve } = await import("../server/mod.ts");
  const database = `${folder}/${DATABASE}`;
  const given = { port, database, writable, ...(models && { models }) };
  return await serve(given, { log, live });
}

async function waitForScene(
  { scene, system, impacts, finished }: Pick<RunningDemo, "scene" | "system" | "finished"> & {
    impacts: RunningImpacts;
  },
  seconds: number,
): Promise<void> {
  const dueMs = scene.truth.firstPMs + 1000 * seconds;
  let forget = () => {};
  const isOver = new Promise<void>((resolve) => {
    const look = (_?: LiveMessage) => system.nowMs() >= dueMs && resolve();
    forget = system.feed.listen(look);
    look();
  });
  await Promise.race([isOver, finished]);
  forget();
  await impacts.settle();
}

async function stopAll(
  { ending, finished, impacts, server, database, pending }: {
    ending: AbortController;
    finished: Promise<void>;
    impacts: RunningImpacts;
    server: RunningServer;
    database: Database;
    pending: () => Promise<unknown>;
  },
): Promise<void> {
  ending.abort();
  try {
    await finished;
  } finally {
    impacts.stop();
    await pending();
    await server.stop();
    database.close();
  }
}
