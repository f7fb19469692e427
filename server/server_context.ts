import type { RequestIdVariables } from "hono/request-id";
import type { Database } from "../engine/storage/mod.ts";
import type { ApiKeys } from "./api_keys.ts";
import type { ForecastQueue } from "./forecast_queue.ts";
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
  /** Receives what only the log may hold. */
  log: (line: string) => void;
}

/** What Hono keeps with a request. */
export interface ServerEnvironment {
  Variables: RequestIdVariables;
}
