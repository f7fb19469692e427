import { useEffect, useState } from "preact/hooks";
import { type Pick, stationOf, type WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { liveStore, systemNowMs } from "../live/live_store.ts";
import { getJson } from "../use_api.ts";

/** Seconds on each side of a pick that are asked for. */
export const REACH_SECONDS = 20;

/** Channels of a station that are shown. */
const MOST_CHANNELS = 3;

/** Bins that the server gives at most, and their least length, seconds. */
const MOST_BINS = 20_000;
const LEAST_BIN_SECONDS = 0.02;

/** The waveforms around a pick: waited for, not kept by the server, or there. */
export type PickTraces = "waiting" | "gone" | readonly WaveformEnvelope[];

/** Asks a live system for the waveforms of a pick's station; they are there as long as it keeps them. */
export function usePickTraces(pick: Pick): PickTraces {
  const [traces, setTraces] = useState<PickTraces>("waiting");
  const connection = useStore(liveStore, (state) => state.connection);
  const channels = useStore(
    liveStore,
    ({ stations }) =>
      stations.find(({ station }) => station === stationOf(pick.code))?.channels.join() ?? "",
  );
  useEffect(() => {
    if (connection === "absent") return setTraces("gone");
    if (channels === "" || connection === "connecting") return;
    const ending = new AbortController();
    const load = channelsOf(pick, channels.split(",")).map((channel) =>
      loadAround(channel, { timeMs: pick.timeMs, signal: ending.signal })
    );
    Promise.all(load).then((found) => {
      if (ending.signal.aborted) return;
      const heard = found.filter((one) => one !== undefined);
      setTraces(heard.length === 0 ? "gone" : heard);
    });
    return () => ending.abort();
  }, [connection === "absent", connection === "connecting", channels, pick.id]);
  return traces;
}

/** Its own channel first, and others of the same instrument. */
function channelsOf({ code }: Pick, channels: readonly string[]): string[] {
  const own = `${stationOf(code)}.${code.location}.${code.channel}`;
  const isKnown = channels.includes(own);
  const band = isKnown ? own.slice(0, -1) : undefined;
  const others = channels.filter((one) =>
    one !== own && (band === undefined || one.startsWith(band))
  );
  return [...(isKnown ? [own] : []), ...others.sort().reverse()].slice(0, MOST_CHANNELS);
}

/** The bins around a time; undefined where there are none. */
async function loadAround(
  channel: string,
  { timeMs, signal }: { timeMs: number; signal: AbortSignal },
): Promise<WaveformEnvelope | undefined> {
  const seconds = Math.ceil((systemNowMs() - timeMs) / 1000 + REACH_SECONDS);
  const coarse = Math.ceil(100 * seconds / MOST_BINS) / 100;
  const binSeconds = Math.max(LEAST_BIN_SECONDS, coarse);
  if (!(seconds > 0 && seconds <= 86_400)) return undefined;
  const query = new URLSearchParams({
    channel,
    seconds: String(seconds),
    binSeconds: String(binSeconds),
  });
  const whole = await getJson<WaveformEnvelope>(`/v1/live/waveforms?${query}`, signal)
    .catch(() => undefined); // facts are shown without
  if (whole === undefined) return undefined;
  const first = Math.max(
    0,
    Math.floor((timeMs - 1000 * REACH_SECONDS - whole.startMs) / (1000 * binSeconds)),
  );
  const count = Math.ceil(2 * REACH_SECONDS / binSeconds);
  const least = whole.least.slice(first, first + count);
  const largest = whole.largest.slice(first, first + count);
  if (least.every((value) => value === null)) return undefined;
  return { ...whole, startMs: whole.startMs + 1000 * first * binSeconds, least, largest };
}
