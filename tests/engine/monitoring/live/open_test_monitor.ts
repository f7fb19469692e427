import type { KeptLiveData, KeptLiveMessage, Trace } from "../../../../engine/domain/mod.ts";
import {
  Monitor,
  type MonitorOptions,
  type WarningPacket,
} from "../../../../engine/monitoring/mod.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";

/** What a monitor told, and its database; all of it goes away at the end of the block. */
export interface MonitorRun extends Disposable {
  readonly monitor: Monitor;
  readonly database: Database;
  /** Data of the messages of a kind, in order. */
  told<Kind extends keyof KeptLiveData>(kind: Kind): KeptLiveData[Kind][];
}

/** Hands packets to a monitor as a replay does, with a tick each second, to the end. */
export async function runPackets(
  packets: Iterable<WarningPacket>,
  options: Omit<MonitorOptions, "database">,
): Promise<MonitorRun> {
  const folder = await Deno.makeTempDir();
  const database = openDatabase(`${folder}/live.sqlite`, { mode: "create" });
  const monitor = await Monitor.open({ ...options, database });
  let nextMs = NaN;
  for (const packet of packets) {
    if (Number.isNaN(nextMs)) nextMs = Math.ceil(packet.receivedMs / 1000) * 1000;
    for (; nextMs <= packet.receivedMs; nextMs += 1000) {
      monitor.tick(nextMs);
      await monitor.keepPace();
    }
    monitor.push(packet);
  }
  await monitor.finish();
  return {
    ...{ monitor, database },
    told: <Kind extends keyof KeptLiveData>(kind: Kind) =>
      monitor.feed.after(0).filter((one: KeptLiveMessage) => one.kind === kind)
        .map(({ data }) => data as KeptLiveData[Kind]),
    [Symbol.dispose]() {
      monitor.close();
      database.close();
      Deno.removeSync(folder, { recursive: true });
    },
  };
}

/** Traces as packets of a second, each received 0.4 s after its end, in order of arrival. */
export function packetsOfTraces(traces: readonly Trace[], seconds = 1): WarningPacket[] {
  const packets: WarningPacket[] = [];
  for (const trace of traces) {
    const length = Math.round(seconds * trace.samplingRateHz);
    for (let from = 0; from < trace.samples.length; from += length) {
      const samples = trace.samples.subarray(from, from + length);
      const startTimeMs = trace.startTimeMs + from * 1000 / trace.samplingRateHz;
      const endMs = startTimeMs + samples.length * 1000 / trace.samplingRateHz;
      packets.push({ trace: { ...trace, startTimeMs, samples }, receivedMs: endMs + 400 });
    }
  }
  return packets.sort((a, b) => a.receivedMs - b.receivedMs);
}
