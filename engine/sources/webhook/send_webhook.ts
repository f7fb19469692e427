import { lookup as lookUpName, type LookupAddress } from "node:dns";
import { request as requestPlain, type RequestOptions } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import { ConfigurationError, EnvironmentError } from "../../domain/mod.ts";
import { isPublicAddress } from "./public_address.ts";
import { signWebhook } from "./sign_webhook.ts";

/** Where and how a webhook is sent. */
export interface WebhookOptions {
  /** Address, "https://..."; "http://..." only where private addresses are allowed. */
  readonly url: string;
  /** The secret that both sides know, 16 characters at least. */
  readonly secret: string;
  /** Whether loopback and private addresses are allowed; false unless given. */
  readonly allowPrivate?: boolean;
  /** Attempts at most; 5 unless given. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt, doubled each time; 1000 unless given. */
  readonly firstDelayMs?: number;
  /** Milliseconds that an attempt may take; 5000 unless given. */
  readonly timeoutMs?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** The clock, UTC epoch milliseconds; the machine's unless given. */
  readonly now?: () => number;
}

/** What became of a webhook. */
export interface WebhookDelivery {
  /** Whether the receiver took it (a status of 2xx). */
  readonly delivered: boolean;
  /** Of each attempt: the status, or what failed. */
  readonly attempts: readonly (number | string)[];
}

/** Characters that a secret must have at least. */
export const LEAST_SECRET = 16;
/** Statuses besides 5xx that may go away. */
const PASSING = [408, 425, 429];

/**
 * Posts a value as JSON with its signature in `x-quakecast-signature` and its `id`, the same in all
 * attempts, in `x-quakecast-delivery`. Failures of the network, 5xx, 408, 425 and 429 are tried again;
 * redirects are not followed.
 *
 * The address is checked when the connection is made, name by name and attempt by attempt: a name that
 * leads to a private address is refused even where it did not before.
 *
 * Throws ConfigurationError for an address or secret that is not allowed, EnvironmentError where
 * the signal ends it.
 */
export async function sendWebhook(
  { id, value }: { id: string; value: unknown },
  options: WebhookOptions,
): Promise<WebhookDelivery> {
  const { attempts: most = 5, firstDelayMs = 1000, now = Date.now, signal } = options;
  const url = checkWebhookUrl(options.url, options);
  if (options.secret.length < LEAST_SECRET) {
    throw new ConfigurationError(
      `Cannot send to it: the secret must have ${LEAST_SECRET} characters at least.`,
      "secret",
    );
  }
  const body = JSON.stringify(value);
  const attempts: (number | string)[] = [];
  for (let attempt = 0; attempt < most; attempt++) {
    if (attempt > 0) await pause(firstDelayMs * 2 ** (attempt - 1), signal);
    if (signal?.aborted) throw ended();
    const headers = {
      "content-type": "application/json",
      "content-length": `${new TextEncoder().encode(body).length}`,
      "user-agent": "quakecast",
      "x-quakecast-delivery": id.replace(/[^\x21-\x7e]/g, "_"),
      "x-quakecast-signature": signWebhook({ body, signedMs: now() }, options.secret),
    };
    const outcome = await post(url, { body, headers, options });
    attempts.push(outcome);
    if (typeof outcome === "number") {
      if (outcome >= 200 && outcome < 300) return { delivered: true, attempts };
      if (outcome < 500 && !PASSING.includes(outcome)) break;
    } else if (outcome === REFUSED) {
      break;
    }
  }
  return { delivered: false, attempts };
}

const REFUSED = "refused: the address is not public";

/**
 * Reads the address of a webhook: https, without user and password, and an address, if it is one, of the
 * public internet. Where private ones are allowed, http as well. Where a name leads is seen when it is sent.
 *
 * Throws ConfigurationError for any other.
 */
export function checkWebhookUrl(
  text: string,
  { allowPrivate = false }: { readonly allowPrivate?: boolean },
): URL {
  const refuse = (why: string, where: string) =>
    new ConfigurationError(`Cannot send to ${where}: ${why}`, "url");
  if (!URL.canParse(text)) throw refuse("it is no URL.", JSON.stringify(text.slice(0, 80)));
  const url = new URL(text);
  const where = `${url.protocol}//${url.host}`; // what may be secret is not told
  const isPlain = url.protocol === "http:";
  if (!(url.protocol === "https:" || isPlain && allowPrivate)) {
    throw refuse("the URL must begin with https://.", where);
  }
  if (url.username !== "" || url.password !== "") {
    throw refuse("the URL must not hold a user or password.", where);
  }
  const host = hostOf(url);
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw refuse("the address is not public.", where);
  }
  return url;
}

/** One attempt: the status, or what failed. */
function post(
  url: URL,
  { body, headers, options }: {
    body: string;
    headers: Record<string, string>;
    options: WebhookOptions;
  },
): Promise<number | string> {
  const { timeoutMs = 5000, allowPrivate = false, signal } = options;
  const settings: RequestOptions = {
    ...{ method: "POST", headers, hostname: hostOf(url), port: url.port },
    path: url.pathname + url.search,
    agent: false,
    lookup: allowPrivate ? undefined : lookUpPublic as RequestOptions["lookup"],
  };
  return new Promise((resolve) => {
    const send = url.protocol === "https:" ? requestSecure : requestPlain;
    const outgoing = send(settings, (incoming) => {
      settle(incoming.statusCode ?? 0);
      incoming.destroy();
    });
    const timer = setTimeout(() => {
      settle("timed out");
      outgoing.destroy();
    }, timeoutMs);
    const stop = () => {
      settle("ended");
      outgoing.destroy();
    };
    const settle = (outcome: number | string) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve(outcome);
    };
    signal?.addEventListener("abort", stop);
    outgoing.on("error", (error: Error) => settle(error.message));
    outgoing.end(body);
  });
}

/** Looks a name up and fails where any of its addresses is not public. */
function lookUpPublic(
  name: string,
  settings: { all?: boolean },
  done: (error: Error | null, address?: string | LookupAddress[], family?: number) => void,
): void {
  lookUpName(name, { all: true }, (error, addresses) => {
    if (error !== null && error !== undefined) return done(error);
    const isSafe = addresses.length > 0 && addresses.every((it) => isPublicAddress(it.address));
    if (!isSafe) return done(new Error(REFUSED));
    if (settings.all === true) done(null, addresses);
    else done(null, addresses[0].address, addresses[0].family);
  });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function ended(): EnvironmentError {
  return new EnvironmentError("Sending was ended.", "network");
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(ended());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
