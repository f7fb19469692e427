import type { WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { systemNowMs } from "../live/live_store.ts";
import { getJson } from "../use_api.ts";

/** Seconds on each side of a time that are asked for. */
export const REACH_SECONDS = 20;

/** Bins that the server gives at most, and their least length, seconds. */
const MOST_BINS = 20_000;
const LEAST_BIN_SECONDS = 0.02;

/** What a live system keeps of a channel around a time, UTC epoch milliseconds; undefined where there is nothing. */
export async function loadAround(
  channel: string,
  { timeMs, signal, leastBinSeconds = LEAST_BIN_SECONDS }: {
    readonly timeMs: number;
    readonly signal: AbortSignal;
    /** Bins are no shorter, seconds. */
    readonly leastBinSeconds?: number;
  },
): Promise<WaveformEnvelope | undefined> {
  const seconds = Math.ceil((systemNowMs() - timeMs) / 1000 + REACH_SECONDS);
  const coarse = Math.ceil(100 * seconds / MOST_BINS) / 100;
  const binSeconds = Math.max(leastBinSeconds, coarse);
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
