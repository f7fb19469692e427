import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { ConfigurationError, resolveOptions } from "../../engine/domain/mod.ts";
import type { LiveSystem } from "../../engine/monitoring/mod.ts";
import { describeLiveState } from "../live/describe_live_state.ts";
import type { LiveClients } from "../live/live_clients.ts";
import { LIVE_OPTIONS, readLiveRequest } from "../live/live_query.ts";
import { sendToSocket } from "../live/send_to_socket.ts";
import { writeServerSentEvent } from "../live/write_live_item.ts";
import { LIVE_STREAM_EXAMPLE, STATE_EXAMPLE, WAVEFORM_EXAMPLE } from "../live_examples.ts";
import { LiveStateSchema, WaveformEnvelopeSchema } from "../live_schemas.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import { refusal } from "../problem_of_error.ts";
import { WAVEFORM_OPTIONS } from "../record_options.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const tags = ["live"];

const MOST_BINS = 20_000;

/** Code of a WebSocket whose server goes away. Source: RFC 6455, 7.4.1. */
const GOING_AWAY = 1001;

/** Code of one that should come back later. Source: IANA's registry of WebSocket close codes. */
const TRY_AGAIN_LATER = 1013;

const PROBLEMS = {
  400: "An option is unknown or out of range.",
  401: "An API key is needed.",
};

/** GET /v1/live and what belongs to it, where the server has a live system. */
export function addLiveRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { live }: ServerContext,
): void {
  if (live === undefined) return;
  const { system, clients } = live;
  describeStreams(app);
  app.get("/v1/live", (c) => follow(c, clients));
  app.get("/v1/live/socket", (c) => followBySocket(c, clients));
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/live/state",
    tags,
    operationId: "get_live_state",
    summary: "How everything stands; then follow /v1/live?after=newest",
    responses: {
      ...jsonAnswer("Stations, events and alerts of now.", LiveStateSchema, STATE_EXAMPLE),
      ...problemAnswers({ 401: PROBLEMS[401] }),
    },
  });
  app.get("/v1/live/state", (c) => c.json(describeLiveState(system)));
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/live/waveforms",
    tags,
    operationId: "get_live_waveforms",
    summary: "The last seconds of a channel, as least and largest samples of bins",
    request: { query: queryParameters(WAVEFORM_OPTIONS) },
    responses: {
      ...jsonAnswer("Bins, the oldest first.", WaveformEnvelopeSchema, WAVEFORM_EXAMPLE),
      ...problemAnswers({ ...PROBLEMS, 404: "The channel is not known." }),
    },
  });
  app.get("/v1/live/waveforms", (c) => c.json(findWaveform(system, c.req.query())));
}

/** Server-sent events until the client or the server goes. */
function follow(
  c: Context<ServerEnvironment>,
  clients: LiveClients,
): Response {
  const request = readLiveRequest(c.req.query(), c.req.header("last-event-id"));
  if (c.req.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
  let cut = () => {};
  const client = clients.open(request, { cut: () => cut() });
  c.header("x-accel-buffering", "no"); // a proxy that collects answers would hold messages back
  const response = streamSSE(c, async (stream) => {
    cut = () => stream.abort();
    stream.onAbort(() => client.leave());
    const isTold = await client.run((items) =>
      stream.write(items.map(writeServerSentEvent).join(""))
    );
    if (isTold) await stream.write("event: end\ndata: {}\n\n");
  });
  response.headers.set("cache-control", "no-cache, no-transform"); // packing holds messages back as well
  return response;
}

/** Hono's own helper cannot be used: middleware that sets headers would break what it answers. */
function followBySocket(c: Context<ServerEnvironment>, clients: LiveClients): Response {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
    throw refusal("configuration", 'Expected a WebSocket, "Upgrade: websocket".');
  }
  refuseOtherSites(c);
  const request = readLiveRequest(c.req.query(), c.req.header("last-event-id"));
  let cut = () => {};
  const client = clients.open(request, { cut: () => cut() });
  try {
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
    cut = () => socket.close(TRY_AGAIN_LATER, "too slow");
    socket.onopen = async () => {
      const isTold = await client.run((items) => sendToSocket(socket, items));
      if (isTold) socket.close(GOING_AWAY, "the server is ending");
    };
    socket.onclose = socket.onerror = () => client.leave();
    clients.upgrades.set(c.req.raw, response);
  } catch (cause) {
    client.leave();
    if (!(cause instanceof TypeError)) throw cause;
    throw refusal("configuration", `Cannot make this a WebSocket: ${cause.message}.`);
  }
  return c.body(null, 204); // counted; the port sends the upgrade instead
}

/** A page of another site may open a WebSocket with nobody asking; browsers tell whose page it is. */
function refuseOtherSites(c: Context): void {
  const origin = c.req.header("origin");
  if (origin === undefined || URL.parse(origin)?.host === c.req.header("host")) return;
  throw refusal("forbidden", "Cannot open a WebSocket from a page of another site.");
}

function findWaveform(system: LiveSystem, query: Readonly<Record<string, string>>): unknown {
  const { channel, seconds, binSeconds } = resolveOptions(WAVEFORM_OPTIONS, query);
  if (channel === "") throw new ConfigurationError('The option "channel" is needed.', "channel");
  if (seconds / binSeconds > MOST_BINS) {
    throw new ConfigurationError(
      `Cannot give ${Math.ceil(seconds / binSeconds)} bins: at most ${MOST_BINS} are given.`,
      "binSeconds",
    );
  }
  const envelope = system.waveform(channel, { seconds, binSeconds });
  if (envelope !== undefined) return envelope;
  throw refusal("not-found", `There is no channel "${channel.slice(0, 80)}".`);
}

function describeStreams(app: OpenAPIHono<ServerEnvironment>): void {
  const request = { query: queryParameters(LIVE_OPTIONS) };
  const busy = { 503: "There are too many who follow, or the server is ending." };
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/live",
    tags,
    operationId: "get_live",
    summary: "What happens, as server-sent events",
    description:
      "Picks, events, alerts, impacts, forecasts, notices and reviews have contiguous numbers, " +
      'their ids, and are told again after Last-Event-ID. What is gone by then is said by an event "gap" ' +
      'with the first and last missing number (null where numbers have begun anew); an event "end" ' +
      "says that the server ends.",
    request,
    responses: {
      200: {
        description: "Events without end.",
        content: { "text/event-stream": { schema: z.string(), example: LIVE_STREAM_EXAMPLE } },
      },
      ...problemAnswers({ ...PROBLEMS, ...busy }),
    },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/live/socket",
    tags,
    operationId: "get_live_socket",
    summary: "The same as a WebSocket: a text frame for each message",
    request,
    responses: {
      101: { description: "It is a WebSocket now." },
      ...problemAnswers({ ...PROBLEMS, 403: "A page of another site asks.", ...busy }),
    },
  });
}
