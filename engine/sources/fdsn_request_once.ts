import { EnvironmentError, InputError } from "../domain/mod.ts";

/** Most bytes of one answer; 20,000 events of ComCat take 4 MB. */
const MAXIMUM_BYTES = 512 * 2 ** 20;

/** What a service answered, read to its end. */
export interface FdsnAnswer {
  /** HTTP status: 200, 204, 400 or 413; others end or repeat the request. */
  status: number;
  /** The body. */
  text: string;
  /** Whether HTTP itself tells the end of the body, so that a cut would have been noticed. */
  isFramed: boolean;
  /** Address for messages, without secrets. */
  source: string;
}

/** What one try needs to know. */
export interface Tries {
  /** Client for private certificates or a proxy; the runtime's own when undefined. */
  client?: Deno.HttpClient;
  /** The caller's signal to stop. */
  signal?: AbortSignal;
  /** Longest silence, milliseconds. */
  stallMs: number;
  /** Longest duration in all, milliseconds. */
  timeoutMs: number;
  /** What the service is asked for in its answer; tables unless given. */
  accept?: string;
  /** Takes the body of an answer of status 200, whose text is then empty. */
  sink?: BodySink;
}

/** Where a body goes piece by piece, such as a file. */
export interface BodySink {
  /** Forgets what it was given: another try begins. */
  begin(): Promise<void>;
  /** Takes the next bytes. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Why one try did not give an answer. */
interface Trouble {
  /** What happened, as part of a sentence. */
  reason: string;
  /** Whether another try would fail as well. */
  isFinal: boolean;
  /** Wait asked for by the service, milliseconds. */
  retryAfterMs?: number;
}

/** Either an answer or trouble. */
export interface Outcome {
  /** A complete answer with a status the protocol gives a meaning to. */
  answer?: FdsnAnswer;
  /** Why there is none. */
  trouble?: Trouble;
}

/**
 * Sends a request once and reads the answer to its end.
 *
 * Throws the reason of the caller's signal, EnvironmentError "permission", or InputError for an
 * answer of absurd size; everything else is returned as trouble.
 */
export async function requestOnce(url: URL, source: string, tries: Tries): Promise<Outcome> {
  const timer = new AbortController();
  const after = (milliseconds: number, what: string) =>
    setTimeout(() => timer.abort(`${what} within ${milliseconds / 1000} s`), milliseconds);
  const total = after(tries.timeoutMs, "the answer did not end");
  let stall = after(tries.stallMs, "no answer");
  const keepAlive = () => {
    clearTimeout(stall);
    stall = after(tries.stallMs, "the answer did not go on");
  };
  const signal = AbortSignal.any([timer.signal, ...(tries.signal ? [tries.signal] : [])]);
  try {
    const response = await fetch(...requestOf(url, signal, tries));
    const text = response.status === 200 && tries.sink !== undefined
      ? await passBody(response, { sink: tries.sink, keepAlive })
      : await readBody(response, { source, keepAlive });
    return judge(response, { text, source });
  } catch (error) {
    if (error instanceof InputError || error instanceof EnvironmentError) throw error;
    tries.signal?.throwIfAborted();
    if (timer.signal.aborted) return { trouble: { reason: timer.signal.reason, isFinal: false } };
    return { trouble: explain(error as Error, { url, source }) };
  } finally {
    clearTimeout(total);
    clearTimeout(stall);
  }
}

function requestOf(
  url: URL,
  signal: AbortSignal,
  { client, accept = "text/csv, text/plain" }: Tries,
): [URL, RequestInit & { client?: Deno.HttpClient }] {
  const bare = new URL(url);
  bare.username = bare.password = "";
  const headers = new Headers({ "user-agent": "quakecast", accept });
  if (url.username !== "") {
    const pair = [url.username, url.password].map(decodeURIComponent).join(":");
    const bytes = new TextEncoder().encode(pair);
    headers.set("authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`);
  }
  return [bare, { headers, signal, ...(client === undefined ? {} : { client }) }];
}

async function passBody(
  response: Response,
  { sink, keepAlive }: { sink: BodySink; keepAlive: () => void },
): Promise<string> {
  await sink.begin();
  keepAlive();
  for await (const chunk of response.body ?? []) {
    keepAlive();
    await sink.write(chunk);
  }
  return "";
}

async function readBody(
  response: Response,
  options: { source: string; keepAlive: () => void },
): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  options.keepAlive();
  for await (const chunk of response.body ?? []) {
    options.keepAlive();
    bytes += chunk.length;
    if (bytes > MAXIMUM_BYTES) {
      throw new InputError("Cannot read the answer of the event service: it is too large", {
        source: options.source,
        expected: `at most ${MAXIMUM_BYTES} bytes`,
      });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function judge(response: Response, body: { text: string; source: string }): Outcome {
  const { status, headers } = response;
  if ([200, 204, 413].includes(status) || (status === 400 && isTooMany(body.text) !== undefined)) {
    const isFramed = ["content-length", "transfer-encoding", "content-encoding"]
      .some((name) => headers.has(name));
    return { answer: { status, isFramed, ...body } };
  }
  const said = body.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200);
  const reason = `the service answered HTTP ${status}${said === "" ? "" : ` "${said}"`}`;
  const isFinal = !(status >= 500 || [408, 425, 429].includes(status));
  return { trouble: { reason, isFinal, retryAfterMs: readRetryAfter(headers) } };
}

/** The service's own limit where a text says that a request passes it, or undefined. */
export function isTooMany(text: string): number | undefined {
  const match = /exceeds search limit of (\d+)/i.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** Milliseconds of a Retry-After header; a date is measured against the service's own clock. */
function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers.get("date") ?? "");
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function explain(error: Error, about: { url: URL; source: string }): Trouble {
  if (error instanceof Deno.errors.NotCapable) {
    throw new EnvironmentError(
      `Cannot fetch ${about.source}: ${error.message}.`,
      "permission",
      { cause: error },
    );
  }
  // The runtime's message repeats the address, secrets included.
  const detail = error.cause instanceof Error ? error.cause.message : error.message;
  const tail = detail.split(about.url.search).join("").replace(/^.*?: (?=client error)/s, "");
  const isCertificate = /certificate|UnknownIssuer|NotValidForName/i.test(tail);
  const advice = isCertificate
    ? "; a private certificate authority must be named (caCertificatePem, DENO_CERT)"
    : "";
  return { reason: `the connection failed: ${tail}${advice}`, isFinal: isCertificate };
}
