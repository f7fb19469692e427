import { ConfigurationError, type Option } from "../engine/domain/mod.ts";

/** Largest number of workers that is accepted: beyond it, start another server. */
const MOST_WORKERS = 8;

/** A complete, checked configuration of the server; SERVER_OPTIONS says what each value means. */
export type ServerConfiguration =
  & Readonly<
    Record<"host" | "models" | "timeout" | "livePatience" | "grace" | "capSender", string>
  >
  & Readonly<
    Record<
      | ("port" | "bodyLimitMib" | "unpackedLimitMib" | "sampleLimit" | "workers" | "queue")
      | ("liveClients" | "rateLimit" | "rateBurst"),
      number
    >
  >
  & Readonly<Record<"apiKeysFile" | "database" | "auditLog", string | null>>
  & Readonly<Record<"writable" | "behindProxy" | "privateWebhooks", boolean>>
  & Readonly<Record<"corsOrigin", readonly string[]>>
  & Readonly<Record<"gate", "auto" | "on" | "off">>
  & { readonly capStatus: CapSettings["status"] };

/** How alerts are written as CAP documents. */
export interface CapSettings {
  /** Who sends them. */
  readonly sender: string;
  /** Whether people are to act on them. */
  readonly status: "Actual" | "Exercise" | "Test";
}

/** Every value that shapes the server, with its default and the reason for it. */
export const SERVER_OPTIONS: {
  readonly [Name in keyof ServerConfiguration]: Option<ServerConfiguration[Name]>;
} = Object.freeze(
  {
    host: {
      kind: "text",
      default: "127.0.0.1",
      about: "address to listen on; loopback, since any other needs API keys",
    },
    port: {
      kind: "integer",
      default: 8000,
      minimum: 0,
      maximum: 65_535,
      about: "port to listen on; 0 takes a free one, which is printed",
    },
    models: {
      kind: "text",
      default: "models",
      about: "folder whose folders are the models; the one beside which the server is started",
    },
    apiKeysFile: {
      kind: "text",
      default: null,
      about: "file of SHA-256 digests of API keys with scopes, one a line, taken up anew when it " +
        "changes; on loopback none are needed",
    },
    database: {
      kind: "text",
      default: null,
      about:
        "database whose events, alerts and forecasts the page and /fdsnws/event/1/query give; none " +
        "unless given",
    },
    bodyLimitMib: {
      kind: "number",
      default: 64,
      minimum: 0.001,
      maximum: 1024,
      about: "largest body in MiB; 64 hold 400,000 events of 22 columns, or 50 million samples",
    },
    unpackedLimitMib: {
      kind: "number",
      default: 256,
      minimum: 0.001,
      maximum: 1024,
      about: "largest body in MiB once unpacked; catalogues shrink to a quarter, bombs to far less",
    },
    sampleLimit: {
      kind: "integer",
      default: 20_000_000,
      minimum: 1,
      maximum: 1_000_000_000,
      about: "most samples of waveforms in a request; 20 million take 80 MB, some 18 hours of a " +
        "station at 100 Hz",
    },
    timeout: {
      kind: "duration",
      default: "60s",
      about: "longest answer, waiting included; a million events take a few seconds",
    },
    workers: {
      kind: "integer",
      default: 1,
      minimum: 1,
      maximum: MOST_WORKERS,
      about: "forecasts made at a time; each worker takes one core, one thread and some 150 MB",
    },
    queue: {
      kind: "integer",
      default: 16,
      minimum: 0,
      maximum: 10_000,
      about: "requests that may wait for a worker; more are answered 503 at once",
    },
    liveClients: {
      kind: "integer",
      default: 1_000,
      minimum: 0,
      maximum: 100_000,
      about: "most who follow the live feed at a time; each takes a connection and some 100 kB",
    },
    livePatience: {
      kind: "duration",
      default: "30s",
      about: "how long one of them may leave untaken what was sent to it; then it is cut, and " +
        "misses nothing when it comes back",
    },
    grace: {
      kind: "duration",
      default: "30s",
      about: "longest wait for what is under way when the server ends; then it is cut",
    },
    capSender: {
      kind: "text",
      default: "quakecast@localhost",
      about: "who sends the alerts that are asked for as CAP; no space, comma, < or &",
    },
    capStatus: {
      kind: "choice",
      default: "Test",
      choices: ["Test", "Exercise", "Actual"],
      about: "status of those; Test, on which nobody acts, unless someone answers for them",
    },
    rateLimit: {
      kind: "number",
      default: 100,
      minimum: 0,
      maximum: 1_000_000,
      about: "requests a second of one API key, or else one address, in the long run; 0 for any " +
        "number; a dashboard sends some 10",
    },
    rateBurst: {
      kind: "integer",
      default: 1000,
      minimum: 1,
      maximum: 1_000_000,
      about: "requests of one client at once, after a rest; a hundred dashboards that begin anew",
    },
    writable: {
      kind: "boolean",
      default: false,
      about: "lets keys with the scope write change the database; read alone unless given",
    },
    auditLog: {
      kind: "text",
      default: null,
      about:
        "file that tells who changed what or was refused, a line of JSON each; begun anew at " +
        "10 MiB, the last 9 are kept",
    },
    corsOrigin: {
      kind: "names",
      default: [],
      about: "origins whose pages may read answers, such as https://example.org; none unless given",
    },
    behindProxy: {
      kind: "boolean",
      default: false,
      about: "takes a client's address from the end of X-Forwarded-For; only where a proxy sets it",
    },
    gate: {
      kind: "choice",
      default: "auto",
      choices: ["auto", "on", "off"],
      about:
        "cuts off connections whose requests do not begin within 10 s; auto does so where other " +
        "machines can connect; off where a proxy does it; it costs 0.2 ms a request",
    },
    privateWebhooks: {
      kind: "boolean",
      default: false,
      about: "lets webhooks lead to loopback and private addresses, and without TLS; for tests",
    },
  },
);

/**
 * Throws ConfigurationError for an address beyond this machine without API keys: whoever reaches
 * the server could use it.
 */
export function refuseOpenServer(host: string, { hasKeys }: { hasKeys: boolean }): void {
  if (hasKeys || isLoopback(host)) return;
  throw new ConfigurationError(
    `Cannot listen on ${host} without API keys: it can be reached from other machines. ` +
      "Name a file of keys with --api-keys-file, or listen on 127.0.0.1.",
    "host",
  );
}

/** Whether an address is this machine's own and reached from nowhere else. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(host);
}
