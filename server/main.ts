/**
 * The only file that opens a port. `deno task serve`, or with the least permissions:
 *
 *     deno run --allow-net=127.0.0.1:8000 --allow-read=models,engine,server,links,node_modules \
 *       --allow-env=QUAKECAST_API_KEYS_FILE server/main.ts
 *
 * `net` opens the port, `read` is for models, the database, the kernels, the worker and the
 * documentation page, `env` for a file of API keys (not needed where --api-keys-file is given). Once
 * the port is open all but `read` is given back, so that nothing a request does can reach further.
 * @module
 */
import {
  EnvironmentError,
  InputError,
  parseDuration,
  resolveOptions,
} from "../engine/domain/mod.ts";
import { type Database, openDatabase } from "../engine/storage/mod.ts";
import { type ApiKeys, keysFileOfEnvironment, readApiKeys } from "./api_keys.ts";
import { createApp } from "./create_app.ts";
import { DatabaseAnswers } from "./database_answers.ts";
import { ForecastQueue } from "./forecast_queue.ts";
import { LiveClients } from "./live/live_clients.ts";
import { MEBIBYTE } from "./mebibytes.ts";
import { ModelShelf } from "./model_shelf.ts";
import { RequestsUnderWay } from "./requests_under_way.ts";
import type { RunningServer, ServeOptions } from "./running_server.ts";
import { runServerCommand } from "./server_command.ts";
import { ServerMetrics } from "./server_metrics.ts";
import { refuseOpenServer, SERVER_OPTIONS, type ServerConfiguration } from "./server_options.ts";

/** How long connections without a request may take to close, milliseconds. */
const CLOSING_MS = 1_000;

/** Starts the server; `load_server.ts`, which everybody else calls, tells the rest. */
export async function serve(
  given: Readonly<Record<string, unknown>>,
  { log, signal, live: system }: ServeOptions,
): Promise<RunningServer> {
  const configuration = resolveOptions(SERVER_OPTIONS, given);
  const apiKeys = await apiKeysOf(configuration);
  refuseOpenServer(configuration.host, { hasKeys: apiKeys.length > 0 });
  const queue = queueOf(configuration, log);
  const own = system === undefined ? databaseOf(configuration) : undefined;
  const database = system?.database ?? own;
  const live = system && {
    system,
    clients: new LiveClients(system.feed, {
      limit: configuration.liveClients,
      patienceMs: parseDuration(configuration.livePatience, "livePatience"),
    }),
  };
  const app = createApp({
    queue,
    database,
    answers: database && new DatabaseAnswers(database),
    live,
    cap: { sender: configuration.capSender, status: configuration.capStatus },
    shelf: new ModelShelf(configuration.models),
    metrics: new ServerMetrics(queue),
    apiKeys,
    bodyLimits: {
      limitBytes: Math.floor(configuration.bodyLimitMib * MEBIBYTE),
      timeoutMs: parseDuration(configuration.timeout, "timeout"),
    },
    log,
  });
  const requests = new RequestsUnderWay(async (request, info) => {
    const response = await app.fetch(request, info);
    return live?.clients.upgrades.get(request) ?? response;
  });
  return listen(configuration, { requests, queue, own, clients: live?.clients, signal });
}

async function apiKeysOf({ apiKeysFile }: ServerConfiguration): Promise<ApiKeys> {
  const path = apiKeysFile ?? keysFileOfEnvironment();
  return path === undefined ? [] : await readApiKeys(path);
}

/** Read alone: what the server answers it cannot change. */
function databaseOf({ database }: ServerConfiguration): Database | undefined {
  if (database === null) return undefined;
  try {
    return openDatabase(database, { mode: "read" });
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new EnvironmentError(cause.message, "database", { cause });
  }
}

function queueOf(
  configuration: ServerConfiguration,
  log: (line: string) => void,
): ForecastQueue {
  const { workers, queue: length, timeout, models, unpackedLimitMib, sampleLimit } = configuration;
  return new ForecastQueue({
    workers,
    length,
    timeoutMs: parseDuration(timeout, "timeout"),
    settings: {
      modelsFolder: models,
      unpackedLimitBytes: Math.floor(unpackedLimitMib * MEBIBYTE),
      sampleLimit,
    },
    log,
  });
}

interface Listening {
  requests: RequestsUnderWay;
  queue: ForecastQueue;
  /** The database that this server opened, and has to close. */
  own: Database | undefined;
  clients: LiveClients | undefined;
  signal: AbortSignal | undefined;
}

function listen(
  { host, port, grace }: ServerConfiguration,
  { requests, queue, own, clients, signal }: Listening,
): RunningServer {
  const hostname = host.replace(/^\[(.*)\]$/, "$1");
  const cutting = new AbortController();
  const server = openPort({ hostname, port, signal: cutting.signal }, requests);
  queue.start(); // not before the port is ours
  const { hostname: bound, port: free } = server.addr;
  const stopped = Promise.withResolvers<void>();
  let stopping: Promise<void> | undefined;
  // Nothing new is taken; what is under way is done, or cut when its time is over.
  const stop = () =>
    stopping ??= (async () => {
      clients?.end();
      const isDone = await within(parseDuration(grace, "grace"), requests.end());
      if (isDone) await within(CLOSING_MS, server.shutdown());
      else cutting.abort();
      queue.close();
      own?.close();
    })().finally(stopped.resolve);
  signal?.addEventListener("abort", () => void stop(), { once: true });
  return {
    url: `http://${bound.includes(":") ? `[${bound}]` : bound}:${free}`,
    finished: Promise.race([server.finished, stopped.promise]).then(stop),
    stop,
  };
}

/** Whether something is done within a time. */
async function within(timeMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => timer = setTimeout(() => resolve(false), timeMs));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function openPort(
  address: { hostname: string; port: number; signal: AbortSignal },
  requests: RequestsUnderWay,
): Deno.HttpServer<Deno.NetAddr> {
  const name = `${address.hostname}:${address.port}`;
  try {
    return Deno.serve(
      { ...address, onListen: () => {} },
      (request, info) => requests.answer(request, info),
    );
  } catch (cause) {
    const why = cause instanceof Deno.errors.AddrInUse
      ? "another program has the port; take another one with --port"
      : cause instanceof Deno.errors.NotCapable
      ? `there is no permission; add --allow-net=${name}`
      : (cause as Error).message;
    throw new EnvironmentError(`Cannot listen on ${name}: ${why}.`, "network", { cause });
  }
}

if (import.meta.main) Deno.exit(await runServerCommand(Deno.args, serve));
