import type {
  LiveMessage,
  Pick,
  ReviewState,
  WaveformEnvelope,
} from "../../../../engine/domain/mod.ts";
import { ApiError, askApi, getJson } from "../use_api.ts";
import { applyMessage, type LiveStateAnswer, stateOfAnswer } from "./live_state.ts";
import { liveStore, shownChannels, systemClock, systemNowMs, traces } from "./live_store.ts";
import { readEventStream } from "./read_event_stream.ts";

/** Waits between attempts, milliseconds. */
const WAITS_MS = [500, 1000, 2000, 5000, 10_000];

/** A server says something every 15 s; one that is silent for longer is lost. */
const SILENCE_MS = 40_000;

/** Seconds of picks and waveforms that are loaded first. */
const HISTORY_SECONDS = 120;

/** A pick of GET /v1/picks. */
type MarkedPick = Pick & { readonly review: { readonly state: ReviewState } };

let isFollowing = false;

/** Loads the state and follows the feed for as long as the window is open, where the server has a live system. */
export async function followFeed(): Promise<void> {
  if (document.documentElement.dataset.live === "false") return setConnection("absent");
  if (isFollowing) return;
  isFollowing = true;
  let isLoaded = false;
  for (let attempt = 0;;) {
    try {
      if (!isLoaded) await loadState();
      isLoaded = true;
      const end = await readFeed(() => void (attempt = 0));
      if (end === "gap") isLoaded = false;
      if (end !== "broken") continue;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return setConnection("absent");
    }
    setConnection("lost");
    await delay(WAITS_MS[Math.min(attempt++, WAITS_MS.length - 1)]);
  }
}

async function loadState(): Promise<void> {
  const answer = await getJson<LiveStateAnswer>("/v1/live/state");
  systemClock.hear(answer.nowMs, performance.now());
  liveStore.set((state) => stateOfAnswer(state, answer));
  const start = new Date(answer.nowMs - 1000 * HISTORY_SECONDS).toISOString();
  const { picks } = await getJson<{ picks: MarkedPick[] }>(`/v1/picks?start=${start}`)
    .catch(() => ({ picks: [] })); // the page is of use without them
  liveStore.set((state) => ({
    ...state,
    picks: picks.toSorted((a, b) => a.timeMs - b.timeMs),
    reviewedPicks: new Map(picks.map(({ id, review }) => [id, review.state])),
  }));
}

/** Reads until the stream ends; says why: it broke, messages are gone, or other channels are wanted. */
async function readFeed(onMessage: () => void): Promise<"broken" | "gap" | "channels"> {
  const ending = new AbortController();
  let why: "broken" | "channels" = "broken";
  const stop = shownChannels.listen(() => {
    why = "channels";
    ending.abort();
  });
  let silence = setTimeout(() => ending.abort(), SILENCE_MS);
  try {
    const body = await openFeed(ending.signal);
    setConnection("live");
    for await (const { event, data } of readEventStream(body)) {
      clearTimeout(silence);
      silence = setTimeout(() => ending.abort(), SILENCE_MS);
      onMessage();
      if (event === "gap") return "gap";
      if (event === "end") break;
      if (event !== "comment") take(JSON.parse(data) as LiveMessage);
    }
    return why;
  } catch (error) {
    if (ending.signal.aborted) return why;
    throw error;
  } finally {
    clearTimeout(silence);
    stop();
    ending.abort();
  }
}

async function openFeed(signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const channels = shownChannels.get();
  traces.keepOnly(channels);
  const query = channels.length === 0 ? "" : `?waveforms=${channels.join(",")}`;
  const response = await askApi(`/v1/live${query}`, {
    signal,
    headers: { accept: "text/event-stream", "last-event-id": String(liveStore.get().newest) },
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new ApiError(`The feed answered ${response.status}.`, response.status);
  }
  for (const channel of channels) void loadTrace(channel); // from now on nothing falls between
  return response.body;
}

async function loadTrace(channel: string): Promise<void> {
  const query = new URLSearchParams({
    channel,
    seconds: String(HISTORY_SECONDS),
    binSeconds: "0.1",
  });
  try {
    traces.replace(await getJson<WaveformEnvelope>(`/v1/live/waveforms?${query}`));
  } catch (error) {
    if (!(error instanceof ApiError)) return; // the stream brings what comes next
  }
}

function take(message: LiveMessage): void {
  const isReplayed = "number" in message && message.timeMs < systemNowMs();
  if (!isReplayed) systemClock.hear(message.timeMs, performance.now());
  if (message.kind === "waveforms") { for (const piece of message.data) traces.add(piece); }
  else liveStore.set((state) => applyMessage(state, message));
}

function setConnection(connection: "live" | "lost" | "absent"): void {
  liveStore.set((state) => state.connection === connection ? state : { ...state, connection });
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
