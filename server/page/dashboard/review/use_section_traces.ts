import { useEffect, useState } from "preact/hooks";
import type { WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { liveStore } from "../live/live_store.ts";
import { loadAround } from "./load_around.ts";
import type { SectionRow } from "./section_rows.ts";

/** Bins of so small a drawing need not be shorter, seconds. */
const LEAST_BIN_SECONDS = 0.05;

/** Waveforms of rows by station, about the time of each; where a live system keeps none there is none. */
export function useSectionTraces(
  rows: readonly SectionRow[],
  component: string,
): ReadonlyMap<string, WaveformEnvelope> {
  const [traces, setTraces] = useState<ReadonlyMap<string, WaveformEnvelope>>(new Map());
  const isLive = useStore(liveStore, ({ stations }) => stations.length > 0);
  const wanted = rows.map(({ station, zeroMs }) => `${station} ${Math.round(zeroMs)}`).join();
  useEffect(() => {
    const ending = new AbortController();
    const { stations } = liveStore.get();
    const load = rows.map(async ({ station, zeroMs }) => {
      const channels = stations.find((one) => one.station === station)?.channels ?? [];
      const channel = channels.find((one) => one.endsWith(component)) ?? channels[0];
      const around = { timeMs: zeroMs, signal: ending.signal, leastBinSeconds: LEAST_BIN_SECONDS };
      return [station, channel && await loadAround(channel, around)] as const;
    });
    Promise.all(load).then((found) => {
      if (ending.signal.aborted) return;
      setTraces(new Map(found.flatMap(([station, trace]) => trace ? [[station, trace]] : [])));
    });
    return () => ending.abort();
  }, [isLive, wanted, component]);
  return traces;
}
