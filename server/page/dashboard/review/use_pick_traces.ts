import { useEffect, useState } from "preact/hooks";
import { type Pick, stationOf, type WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { liveStore } from "../live/live_store.ts";
import { loadAround } from "./load_around.ts";

/** Channels of a station that are shown. */
const MOST_CHANNELS = 3;

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
