import { EnvironmentError, parseDuration } from "../domain/mod.ts";
import type { FetchOptions, FetchSettings } from "./fdsn_fetch_options.ts";
import { describeFdsnUrl, hideFdsnSecrets } from "./fdsn_query.ts";
import { createFdsnHttpClient } from "./fdsn_http_client.ts";
import { type FdsnAnswer, requestOnce, type Tries } from "./fdsn_request_once.ts";

/** Asks one service, again and again where that helps. */
export interface FdsnRequester {
  /**
   * Sends one request; `whyIncomplete` returns the reason for which an answer is asked anew.
   *
   * Throws EnvironmentError "network" once all tries failed, or at once where another would too.
   */
  get(
    url: URL,
    whyIncomplete: (answer: FdsnAnswer) => string | undefined | Promise<string | undefined>,
  ): Promise<FdsnAnswer>;
  /** Requests sent, and how many of them were repetitions. */
  readonly tally: { requests: number; repetitions: number };
  /** Closes the connections. */
  close(): void;
}

/** Makes a requester with the given patience; `body` says what is asked for and where it goes. */
export function createFdsnRequester(
  settings: FetchSettings,
  options: FetchOptions,
  body: Pick<Tries, "accept" | "sink"> = {},
): FdsnRequester {
  const tally = { requests: 0, repetitions: 0 };
  const { signal, sleep = sleepFor } = options;
  const client = createFdsnHttpClient(options);
  const longestWaitMs = parseDuration(settings.longestWait, "longestWait");
  const tries: Tries = {
    client,
    signal,
    stallMs: parseDuration(settings.stallTimeout, "stallTimeout"),
    timeoutMs: parseDuration(settings.timeout, "timeout"),
    ...body,
  };
  const get: FdsnRequester["get"] = async (url, whyIncomplete) => {
    const source = describeFdsnUrl(url);
    for (let attempt = 1;; attempt++) {
      tally.requests++;
      if (attempt > 1) tally.repetitions++;
      const outcome = await requestOnce(url, source, tries);
      let { trouble } = outcome;
      if (outcome.answer !== undefined) {
        const why = await whyIncomplete(outcome.answer);
        if (why === undefined) return outcome.answer;
        trouble = { reason: why, isFinal: false };
      }
      const { reason, isFinal, retryAfterMs = 0 } = trouble!;
      const hurdle = isFinal
        ? reason
        : attempt >= settings.attempts
        ? `gave up after ${attempt} ${attempt === 1 ? "try" : "tries"}; at last ${reason}`
        : retryAfterMs > longestWaitMs
        ? `${reason} and asks to wait ${retryAfterMs / 1000} s, longer than ${settings.longestWait}`
        : undefined;
      if (hurdle !== undefined) {
        // No cause is attached: the runtime's errors repeat addresses, secrets included.
        const why = hideFdsnSecrets(hurdle, url);
        throw new EnvironmentError(`Cannot fetch ${source}: ${why}.`, "network");
      }
      const backOffMs = Math.min(longestWaitMs, backOff(url, attempt, settings));
      await sleep(Math.max(retryAfterMs, backOffMs), signal);
      signal?.throwIfAborted();
    }
  };
  return { get, tally, close: () => client?.close() };
}

/** Doubling wait, of which the upper half is spread by a hash of seed, address and attempt. */
function backOff(url: URL, attempt: number, settings: FetchSettings): number {
  const full = parseDuration(settings.firstWait, "firstWait") * 2 ** (attempt - 1);
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${settings.seed} ${attempt} ${url.href}`)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  // FNV-1a leaves the high bits poor; one round of mixing spreads them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = (hash ^ (hash >>> 12)) >>> 0;
  return full * (0.5 + 0.5 * hash / 2 ** 32);
}

function sleepFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
}
