import type { WarningPacket } from "../early_warning/early_warning.ts";

/** How packets are given out. */
export interface PaceOptions {
  /** The time of packets at which the clock begins; earlier ones come at once. UTC epoch milliseconds. */
  readonly startMs: number;
  /** Seconds of packets in one of the clock. */
  readonly speed: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Packets each at the time at which it was received, by a clock that runs at some speed. */
export async function* pacePackets(
  packets: Iterable<WarningPacket>,
  { startMs, speed, signal }: PaceOptions,
): AsyncGenerator<WarningPacket> {
  const begunMs = performance.now();
  for (const packet of packets) {
    const waitMs = begunMs + (packet.receivedMs - startMs) / speed - performance.now();
    if (waitMs > 1) await waitFor(waitMs, signal);
    if (signal.aborted) return;
    yield packet;
  }
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
