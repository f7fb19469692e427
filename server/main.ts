/**
 * The only file that opens a port. `deno task serve`, or with the least permissions:
 *
 *     deno run --allow-net=127.0.0.1:8000 --allow-read=models,engine,server,links,node_modules \
 *       --allow-env=QUAKECAST_API_KEYS_FILE server/main.ts
 *
 * `net` opens the port, `read` is for models, the database, the kernels, the worker and the
 * documentation page, `env` for a file of API keys (not needed where --api-keys-file is given). Once
 * the port is open `env` is given back, and `write`, needed for --audit-log FILE and --writable alone, unless
 * the former is given. `net` is kept, since the port is opened anew where file handles ran out (see
 * lasting_server.ts); where connections pass the gate (see connection_gate.ts) it needs 127.0.0.1 as well.
 * @module
 */
import {
  EnvironmentError,
  InputError,
  parseDuration,
  resolveOptions,
  WEBHOOK_NOTICE,
} from "../engine/domain/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import { type Database, openDatabase } from "../engine/storage/mod.ts";
import { keysFileOfEnvironment } from "./api_keys.ts";
import { createApp } from "./create_app.ts";
import { DatabaseAnswers } from "./database_answers.ts";
import { endServer } from "./end_server.ts";
import { ForecastQueue } from "./forecast_queue.ts";
import { AuditLog } from "./guards/audit_log.ts";
import { type GateLimits, serveThroughGate } from "./guards/connection_gate.ts";
import { KeyRing } from "./guards/key_ring.ts";
import type { ListeningServer } from "./listening_server.ts";
import { serveLasting } from "./lasting_server.ts";
import { LiveClients } from "./live/live_clients.ts";
import { ReviewTeller } from "./live/tell_review.ts";
import { MEBIBYTE } from "./mebibytes.ts";
import { ModelShelf } from "./model_shelf.ts";
import { RequestsUnderWay } from "./requests_under_way.ts";
import type { RunningServer, ServeOptions } from "./running_server.ts";
import type { ServerContext } from "./server_context.ts";
import { runServerCommand } from "./server_command.ts";
import { ServerMetrics } from "./server_metrics.ts";
import {
  isLoopback,
  refuseOpenServer,
  SERVER_OPTIONS,
  type ServerConfiguration,
} from "./server_options.ts";

/** Time for the head of a request, milliseconds: a slow telephone needs a second. */
const HEAD_MS = 10_000;

/** Connections at a time through the gate, three file handles each: within the 8,192 of the service. */
const MOST_CONNECTIONS = 2_000;

/** Starts the server; `load_server.ts`, which everybody else calls, tells the rest. */
export async function serve(
  given: Readonly<Record<string, unknown>>,
  { log, signal, live: system }: ServeOptions,
): Promise<RunningServer> {
  const configuration = resolveOptions(SERVER_OPTIONS, given);
  const keys = await KeyRing.open(configuration.apiKeysFile ?? keysFileOfEnvironment(), { log });
  refuseOpenServer(configuration.host, { hasKeys: keys.isGuarding });
  const queue = queueOf(configuration, log);
  const database = system?.database ?? databaseOf(configuration);
  const audit = auditLogOf(configuration, log);
  const live = system && liveOf(system, configuration, log);
  const metrics = new ServerMetrics(queue);
  if (live !== undefined) {
    metrics.watchClients(live.clients);
    metrics.watchLive(live.system);
  }
  const app = createApp({
    queue,
    database,
    answers: database && new DatabaseAnswers(database),
    live,
    cap: { sender: configuration.capSender, status: configuration.capStatus },
    shelf: new ModelShelf(configuration.models),
    metrics,
    keys,
    ...guardsOf(configuration),
    mayWrite: live !== undefined || configuration.writable,
    audit,
    bodyLimits: {
      limitBytes: Math.floor(configuration.bodyLimitMib * MEBIBYTE),
      timeoutMs: parseDuration(configuration.timeout, "timeout"),
    },
    log,
  });
  const stopAuditing = audit && system?.feed.listen(({ kind, timeMs, data }) => {
    if (kind !== "notice" || data.kind !== WEBHOOK_NOTICE) return;
    audit.record({ kind: "webhook", message: data.message }, timeMs);
  });
  const release = () => {
    stopAuditing?.();
    audit?.close();
    if (database !== system?.database) database?.close();
  };
  const requests = new RequestsUnderWay(async (request, info) => {
    const response = await app.fetch(request, info);
    return live?.clients.upgrades.get(request) ?? response;
  });
  return listen(configuration, {
    limits: gateLimitsOf(configuration),
    ...{ requests, clients: live?.clients, queue, release, signal, log },
  });
}

function liveOf(
  system: LiveSystem,
  { liveClients: limit, livePatience }: ServerConfiguration,
  log: (line: string) => void,
): NonNullable<ServerContext["live"]> {
  const reviews = new ReviewTeller(system);
  const onWatch = () => {
    try {
      reviews.look();
    } catch (error) {
      log(`Cannot look for reviews, which is tried again: ${(error as Error).message}`);
    }
  };
  const patienceMs = parseDuration(livePatience, "livePatience");
  return { system, reviews, clients: new LiveClients(system.feed, { limit, patienceMs, onWatch }) };
}

type GuardSettings = Pick<
  ServerContext,
  "rate" | "corsOrigin" | "behindProxy" | "privateWebhooks"
>;

function guardsOf(
  { rateLimit, rateBurst, corsOrigin, behindProxy, privateWebhooks }: ServerConfiguration,
): GuardSettings {
  const rate = rateLimit === 0 ? undefined : { perSecond: rateLimit, burst: rateBurst };
  return { rate, corsOrigin, behindProxy, privateWebhooks };
}

function auditLogOf(
  { auditLog }: ServerConfiguration,
  log: (line: string) => void,
): AuditLog | undefined {
  return auditLog === null ? undefined : new AuditLog(auditLog, { log });
}

/** Read alone unless it is said otherwise: what the server answers it cannot change. */
function databaseOf({ database, writable }: ServerConfiguration): Database | undefined {
  if (database === null) return undefined;
  try {
    return openDatabase(database, { mode: writable ? "write" : "read" });
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

/** Where other machines can connect, heads of requests are not waited for without end. */
function gateLimitsOf(
  { gate, host, timeout }: ServerConfiguration,
): Omit<GateLimits, "log"> | undefined {
  if (gate === "off" || gate === "auto" && isLoopback(host)) return undefined;
  return {
    headMs: HEAD_MS,
    silentMs: parseDuration(timeout, "timeout") + 60_000,
    connections: MOST_CONNECTIONS,
  };
}

interface Listening {
  limits: Omit<GateLimits, "log"> | undefined;
  requests: RequestsUnderWay;
  clients: LiveClients | undefined;
  queue: ForecastQueue;
  /** Lets go of what it holds, once nothing is under way. */
  release: () => void;
  signal: AbortSignal | undefined;
  log: (line: string) => void;
}

function listen(
  { host, port, grace }: ServerConfiguration,
  { limits, requests, clients, queue, release, signal, log }: Listening,
): RunningServer {
  const hostname = host.replace(/^\[(.*)\]$/, "$1");
  const server = openPort({ hostname, port }, { limits, requests, log });
  queue.start(); // not before the port is ours
  const { hostname: bound, port: free } = server.addr;
  const stopped = Promise.withResolvers<void>();
  let stopping: Promise<void> | undefined;
  const stop = () =>
    stopping ??= (async () => {
      clients?.end();
      await endServer(server, { requests, graceMs: parseDuration(grace, "grace") });
      queue.close();
      release();
    })().finally(stopped.resolve);
  signal?.addEventListener("abort", () => void stop(), { once: true });
  return {
    url: `http://${bound.includes(":") ? `[${bound}]` : bound}:${free}`,
    finished: Promise.race([server.finished, stopped.promise]).then(stop),
    stop,
  };
}

function openPort(
  address: { hostname: string; port: number },
  { limits, requests, log }: Pick<Listening, "limits" | "requests" | "log">,
): ListeningServer {
  const name = `${address.hostname}:${address.port}`;
  const handler: Deno.ServeHandler<Deno.NetAddr> = (request, info) =>
    requests.answer(request, info);
  try {
    if (limits !== undefined) return serveThroughGate(address, handler, { ...limits, log });
    return serveLasting(address, handler, log);
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
