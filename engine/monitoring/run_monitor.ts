import type { WarningPacket } from "./early_warning/early_warning.ts";
import type { MonitoredStream, RunMonitorOptions } from "./monitor_options.ts";

/** What a stream is handed to; a monitor is one. */
export interface PacketTaker {
  /** Takes a packet that has waited so long since it came, milliseconds. */
  push(packet: WarningPacket, waitedMs?: number): void;
  /** A second has passed, UTC epoch milliseconds. */
  tick(nowMs: number): void;
  /** Settled once it is ready for more: fewer ticks than `ahead` are not worked through. */
  keepPace(ahead?: number): Promise<void>;
  /** Ends it. */
  finish(): Promise<void>;
}

/** Milliseconds between ticks, and most that are made up for where a replay has a hole. */
const TICK_MS = 1000;
const MOST_TICKS = 600;
/** Packets of a replay between two looks at timers: servers and signals want their turn. */
const BREATH_PACKETS = 256;

/**
 * Hands the packets of a stream to a monitor, with a tick each second: of the wall clock where the stream
 * is live, of the time of its data else. Throws what the stream throws, after finishing.
 */
export async function runMonitor(
  monitor: PacketTaker,
  stream: MonitoredStream,
  { now, signal, ahead }: RunMonitorOptions,
): Promise<void> {
  if (stream.isLive) monitor.tick(now());
  const timer = stream.isLive ? setInterval(() => monitor.tick(now()), TICK_MS) : undefined;
  try {
    let nextMs = NaN;
    let packets = 0;
    for await (const packet of stream) {
      if (signal?.aborted) break;
      const { receivedMs } = packet;
      if (stream.isLive) {
        monitor.push(packet, Math.max(0, now() - receivedMs));
        continue;
      }
      if (!(nextMs > receivedMs - MOST_TICKS * TICK_MS)) {
        nextMs = (Math.floor(receivedMs / TICK_MS) + 1) * TICK_MS;
      }
      for (; nextMs <= receivedMs; nextMs += TICK_MS) {
        monitor.tick(nextMs);
        await monitor.keepPace(ahead);
      }
      monitor.push(packet);
      if (++packets % BREATH_PACKETS === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    clearInterval(timer);
    await monitor.finish();
  }
}
