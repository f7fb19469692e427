import type { WaveformEnvelope } from "../../../../engine/domain/mod.ts";

/** Pieces of the last minutes of channels. */
export interface TraceStore {
  /** Adds the newest piece; what is older than the store keeps is let go. */
  add(piece: WaveformEnvelope): void;
  /** Puts a piece in place of all that ends before it does. */
  replace(piece: WaveformEnvelope): void;
  /** Pieces of a channel, oldest first. */
  of(channel: string): readonly WaveformEnvelope[];
  /** Lets go all channels but these. */
  keepOnly(channels: readonly string[]): void;
}

/** Milliseconds that are kept. */
const KEPT_MS = 150_000;

/** An empty store. */
export function createTraceStore(): TraceStore {
  const pieces = new Map<string, WaveformEnvelope[]>();
  return {
    add: (piece) => {
      const list = pieces.get(piece.channel) ?? [];
      pieces.set(piece.channel, list);
      list.push(piece);
      while (endMsOf(list[0]) < endMsOf(piece) - KEPT_MS) list.shift();
    },
    replace: (piece) => {
      const later = (pieces.get(piece.channel) ?? []).filter((one) =>
        endMsOf(one) > endMsOf(piece)
      );
      pieces.set(piece.channel, [piece, ...later]);
    },
    of: (channel) => pieces.get(channel) ?? [],
    keepOnly: (channels) => {
      for (const channel of pieces.keys()) if (!channels.includes(channel)) pieces.delete(channel);
    },
  };
}

/** End of a piece, UTC epoch milliseconds. */
export function endMsOf({ startMs, binSeconds, least }: WaveformEnvelope): number {
  return startMs + 1000 * binSeconds * least.length;
}
