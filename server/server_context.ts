import type { RequestIdVariables } from "hono/request-id";
import type { Database } from "../engine/storage/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import type { ApiKey } from "./api_keys.ts";
import type { DatabaseAnswers } from "./database_answers.ts";
import type { ForecastQueue } from "./forecast_queue.ts";
import type { AuditLog } from "./guards/audit_log.ts";
import type { KeyRing } from "./guards/key_ring.ts";
import type { RequestRate } from "./guards/token_buckets.ts";
import type { LiveClients } from "./live/live_clients.ts";
import type { ReviewTeller } from "./live/tell_review.ts";
import type { ModelShelf } from "./model_shelf.ts";
import type { BodyLimits } from "./read_body.ts";
import type { ServerMetrics } from "./server_metrics.ts";
import type { CapSettings } from "./server_options.ts";

/** What the routes work with. */
export interface ServerContext {
  /** Makes forecasts. */
  queue: ForecastQueue;
  /** Knows the models. */
  shelf: ModelShelf;
  /** Counts. */
  metrics: ServerMetrics;
  /** Whom to let in. */
  keys: KeyRing;
  /** How much one client may ask; without limit where it is undefined. */
  rate: RequestRate | undefined;
  /** Origins whose pages may read answers. */
  corsOrigin: readonly string[];
  /** Whether the client's address is the one that a proxy names. */
  behindProxy: boolean;
  /** Where changes and refusals are written down. */
  audit: AuditLog | undefined;
  /** Whether the database may be changed by who has the scope for it. */
  mayWrite: boolean;
  /** Whether webhooks may be sent to addresses that are not of the public internet. */
  privateWebhooks: boolean;
  /** What a body may cost. */
  bodyLimits: BodyLimits;
  /** Events that /fdsnws/event answers from; undefined where the server was given none. */
  database?: Database;
  /** Answers from it that are kept until it changes; there where the database is. */
  answers?: DatabaseAnswers;
  /** The live system and who follows it; undefined where the server was given none. */
  live?: { system: LiveSystem; clients: LiveClients; reviews: ReviewTeller };
  /** How alerts are written as CAP documents. */
  cap: CapSettings;
  /** Receives what only the log may hold. */
  log: (line: string) => void;
}

/** What Hono keeps with a request. */
export interface ServerEnvironment {
  Variables: RequestIdVariables & {
    /** Who asks. */
    client: { address: string; key: ApiKey | undefined };
    /** Whether the route changes something. */
    isChange?: boolean;
  };
}
