import type { RequestIdVariables } from "hono/request-id";
import type { Database } from "../engine/storage/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import type { ApiKeys } from "./api_keys.ts";
import type { DatabaseAnswers } from "./database_answers.ts";
import type { ForecastQueue } from "./forecast_queue.ts";
import type { CapSettings } from "./server_options.ts";
import type { LiveClients } from "./live/live_clients.ts";
import type { ModelShelf } from "./model_shelf.ts";
import type { BodyLimits } from "./read_body.ts";
import type { ServerMetrics } from "./server_metrics.ts";

/** What the routes work with. */
export interface ServerContext {
  /** Makes forecasts. */
  queue: ForecastQueue;
  /** Knows the models. */
  shelf: ModelShelf;
  /** Counts. */
  metrics: ServerMetrics;
  /** Whom to let in; everybody where there are none. */
  apiKeys: ApiKeys;
  /** What a body may cost. */
  bodyLimits: BodyLimits;
  /** Events that /fdsnws/event answers from; undefined where the server was given none. */
  database?: Database;
  /** Answers from it that are kept until it changes; there where the database is. */
  answers?: DatabaseAnswers;
  /** The live system and who follows it; undefined where the server was given none. */
  live?: { system: LiveSystem; clients: LiveClients };
  /** How alerts are written as CAP documents. */
  cap: CapSettings;
  /** Receives what only the log may hold. */
  log: (line: string) => void;
}

/** What Hono keeps with a request. */
export interface ServerEnvironment {
  Variables: RequestIdVariables;
}
