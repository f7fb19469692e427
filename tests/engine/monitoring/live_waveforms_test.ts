import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type Trace, traceEndMs } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { LiveWaveforms } from "../../../engine/monitoring/mod.ts";
import { alignTrace, filterTrace } from "../../../engine/preprocessing/mod.ts";
import { codeOf, START_MS, syntheticTrace } from "../../seedlink/synthetic_records.ts";

const NAME = "XX.ONE..HHZ";

/** A trace in pieces of 1 to 700 samples. */
function inPieces(trace: Trace, seed: string): Trace[] {
  const random = new RandomStream(seed);
  const pieces: Trace[] = [];
  for (let at = 0; at < trace.samples.length;) {
    const to = Math.min(trace.samples.length, at + 1 + random.integer(700));
    const startTimeMs = trace.startTimeMs + at * 1000 / trace.samplingRateHz;
    pieces.push({ ...trace, startTimeMs, samples: trace.samples.subarray(at, to) });
    at = to;
  }
  return pieces;
}

/** Everything that came out, as one trace. */
function joined(traces: readonly Trace[]): Trace {
  const samples = Float64Array.from(traces.flatMap((trace) => [...trace.samples]));
  return { ...traces[0], samples };
}

Deno.test("live numbers are those of the whole record, whatever the pieces", () => {
  const filter = { lowHz: 1, highHz: 15 };
  const startTimeMs = START_MS + 3.7;
  for (const rate of [100, 125, 40]) {
    const whole = syntheticTrace(codeOf("ONE"), { seconds: 60, samplingRateHz: rate, startTimeMs });
    for (const samplingRateHz of [undefined, 100]) {
      const aligned = samplingRateHz === undefined ? whole : alignTrace(whole, { samplingRateHz });
      const batch = filterTrace(aligned, filter);
      const live = new LiveWaveforms({ seconds: 100, samplingRateHz, filter });
      const out = inPieces(whole, `${rate}`).flatMap((piece) => live.push(piece).traces as Trace[]);
      out.push(...live.finish().traces);
      const { startTimeMs: firstMs, samples } = joined(out);
      assertEquals(firstMs, batch.startTimeMs);
      assertEquals(samples, Float64Array.from(batch.samples), `${rate} Hz to ${samplingRateHz}`);
      const kept = live.read(NAME);
      assertEquals([kept.length, kept[0].startTimeMs], [1, batch.startTimeMs]);
      assertEquals(kept[0].samples, samples);
    }
  }
});

Deno.test("only the last seconds are kept, and spans of them are read", () => {
  const whole = syntheticTrace(codeOf("ONE"), { seconds: 600 });
  const live = new LiveWaveforms({ seconds: 30 });
  for (const piece of inPieces(whole, "ring")) live.push(piece);
  const [kept] = live.read(NAME);
  assertEquals([...kept.samples], [...whole.samples.subarray(-3000)]);
  assertEquals(traceEndMs(kept), traceEndMs(whole));
  const fromMs = kept.startTimeMs + 1000;
  const [part] = live.read(NAME, { fromMs, toMs: fromMs + 2000 });
  assertEquals([part.startTimeMs, part.samples.length], [fromMs, 200]);
  assertEquals([...part.samples], [...kept.samples.subarray(100, 300)]);
  assertEquals(live.read("XX.NONE..HHZ"), []);
});

Deno.test("a gap begins a new stretch from rest and is told; late pieces disturb nothing", () => {
  const filter = { lowHz: 2 };
  const whole = syntheticTrace(codeOf("ONE"), { seconds: 40 });
  const cut = (from: number, to: number): Trace => ({
    ...whole,
    startTimeMs: START_MS + from * 10,
    samples: whole.samples.subarray(from, to),
  });
  const live = new LiveWaveforms({ seconds: 60, filter });
  live.push(cut(0, 1000));
  const { notes } = live.push(cut(1500, 2000));
  assertEquals(notes.map(({ kind }) => kind), ["filter restarted"]);
  const late = live.push(cut(1000, 1500));
  assertEquals([late.traces.length, late.notes[0].kind], [0, "late"]);
  live.push(cut(2000, 4000));
  const [before, after] = live.read(NAME);
  assertEquals(before.samples, filterTrace(cut(0, 1000), filter).samples);
  assertEquals(after.samples, filterTrace(cut(1500, 4000), filter).samples);
});

Deno.test("nonsense rates and too many channels are told and take no memory", () => {
  const live = new LiveWaveforms({ channels: 2 });
  const piece = (station: string, samplingRateHz: number) => ({
    ...{
      code: codeOf(station),
      startTimeMs: START_MS,
      samplingRateHz,
      samples: new Int32Array(10),
    },
  });
  const kinds = [piece("A", 1e9), piece("B", 100), piece("C", 100), piece("D", 100)]
    .map((one) => live.push(one).notes[0]?.kind);
  assertEquals(kinds, ["odd rate", undefined, undefined, "too many channels"]);
  assertEquals(live.channels(), ["XX.B..HHZ", "XX.C..HHZ"]);
  assertThrows(() => new LiveWaveforms({ seconds: 0 }), ConfigurationError);
  assert(live.push(piece("B", 100)).notes[0].message.endsWith("left out"));
});
