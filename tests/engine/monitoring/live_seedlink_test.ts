import { assert, assertEquals } from "@std/assert";
import { formatChannelCode, type Trace } from "../../../engine/domain/mod.ts";
import { LiveWaveforms, readLabelledWaveforms } from "../../../engine/monitoring/mod.ts";
import { alignTrace, filterTrace } from "../../../engine/preprocessing/mod.ts";
import { seedlinkSource, WaveformStream } from "../../../engine/sources/mod.ts";
import { QUICK } from "../../seedlink/receive_stream.ts";
import { startSeedlinkServer } from "../../seedlink/seedlink_server.ts";
import { codeOf, recordsOf, START_MS } from "../../seedlink/synthetic_records.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

/** One real earthquake, its components as channels of whole counts. */
async function readEarthquake(): Promise<Trace[]> {
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
  const { samples } = set.traceAt(0);
  set.close();
  return ["HHE", "HHN", "HHZ"].map((channel, c) => ({
    ...{ code: codeOf("REAL", channel), startTimeMs: START_MS + 1.9, samplingRateHz: 100 },
    samples: Int32Array.from(
      { length: samples.length / 3 },
      (_, i) => Math.round(samples[3 * i + c]),
    ),
  }));
}

testWithSharedData(
  "a real earthquake through a rough line is prepared as from a file",
  async () => {
    const traces = await readEarthquake();
    const fault = (number: number) =>
      number % 9 === 4
        ? { kind: "cut" as const, bytes: 200 }
        : number % 5 === 3
        ? { kind: "duplicate" as const }
        : undefined;
    await using server = startSeedlinkServer({ version: 4, fault });
    const bytes = recordsOf(traces);
    for (let at = 0; at < bytes.length; at += 512) server.add(bytes.slice(at, at + 512));
    const filter = { lowHz: 1, highHz: 20 };
    const live = new LiveWaveforms({ samplingRateHz: 100, filter });
    const source = seedlinkSource(server.address, { fromMs: 0, settings: QUICK });
    const out = new Map<string, number[]>();
    const keep = (prepared: readonly Trace[]) => {
      for (const { code, samples } of prepared) {
        const name = formatChannelCode(code);
        if (!out.has(name)) out.set(name, []);
        for (const value of samples) out.get(name)!.push(value);
      }
    };
    const total = traces.reduce((sum, { samples }) => sum + samples.length, 0);
    let received = 0;
    const stream = new WaveformStream(source, { now: () => START_MS + 120_000, settings: QUICK });
    for await (const { trace } of stream) {
      keep(live.push(trace).traces);
      received += trace.samples.length;
      if (received === total) break;
    }
    keep(live.finish().traces);
    assert(server.sessions.length > 3);
    for (const trace of traces) {
      const batch = filterTrace(alignTrace(trace, { samplingRateHz: 100 }), filter);
      assertEquals(out.get(formatChannelCode(trace.code)), [...batch.samples]);
    }
  },
);
