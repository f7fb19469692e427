import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, InputError, type Trace } from "@quakecast/quakecast/domain";
import { RandomStream } from "@quakecast/quakecast/mathematics";
import {
  alignTrace,
  alignTraces,
  differentiateTrace,
  filterTrace,
  integrateTrace,
  resampleTrace,
  TraceAligner,
  TraceFilter,
} from "@quakecast/quakecast/preprocessing";
import { madeTrace, sinusoid, worstDifference } from "./made_traces.ts";

const START = Date.UTC(2024, 4, 1, 12);

Deno.test("alignTrace puts samples on the clock within 1e-4, whatever the rate and the offset", () => {
  for (const rate of [31.25, 50, 99.99, 100, 200]) {
    for (const lateMs of [0, 1.3, 4.999, 7.5]) {
      const samples = sinusoid(9000, {
        hertz: 6,
        samplingRateHz: rate,
        startSeconds: lateMs / 1000,
      });
      const trace = madeTrace(samples, { samplingRateHz: rate, startTimeMs: START + lateMs });
      const aligned = alignTrace(trace, { samplingRateHz: 100 });
      assertEquals(aligned.samplingRateHz, 100);
      const tick = (aligned.startTimeMs - START) / 10;
      assertAlmostEquals(tick, Math.round(tick), 1e-9);
      assert(aligned.startTimeMs >= trace.startTimeMs - 0.001);
      const wanted = sinusoid(aligned.samples.length, {
        hertz: 6,
        startSeconds: Math.round(tick) / 100,
      });
      assert(worstDifference(aligned.samples, wanted, 250) < 1e-4, `${rate} Hz, ${lateMs} ms`);
    }
  }
});

Deno.test("alignTrace does not depend on where a record was cut", () => {
  const samples = sinusoid(4000, { hertz: 6, samplingRateHz: 99.99 });
  const whole = madeTrace(samples, { samplingRateHz: 99.99, startTimeMs: START + 3 });
  const cut = {
    ...whole,
    samples: samples.subarray(777),
    startTimeMs: whole.startTimeMs + 777 * 1000 / 99.99,
  };
  const [left, right] = [whole, cut].map((trace) => alignTrace(trace, { samplingRateHz: 100 }));
  const shift = Math.round((right.startTimeMs - left.startTimeMs) / 10);
  const shared = left.samples.subarray(shift);
  assert(worstDifference(shared, right.samples.subarray(0, shared.length), 70) < 1e-5);
});

Deno.test("a trace that is on the clock keeps its samples", () => {
  const trace = madeTrace([1, 2, 3, 4], { startTimeMs: START });
  const aligned = alignTrace(trace, { samplingRateHz: 100 });
  assertEquals([...aligned.samples], [1, 2, 3, 4]);
  const part = alignTrace(trace, { samplingRateHz: 100, fromMs: START + 5, toMs: START + 25 });
  assertEquals([...part.samples], [2, 3]);
  assertEquals(part.startTimeMs, START + 10);
  const empty = alignTrace({ ...trace, samples: new Int32Array(0) }, { samplingRateHz: 100 });
  assertEquals(empty.samples.length, 0);
});

Deno.test("alignTraces cuts channels to their shared span, sample by sample", () => {
  const east = madeTrace(sinusoid(1000, { hertz: 3 }), { channel: "BHE", startTimeMs: START });
  const north = madeTrace(
    sinusoid(900, { hertz: 3, startSeconds: 0.2534 }),
    { channel: "BHN", startTimeMs: START + 253.4 },
  );
  const [first, second] = alignTraces([east, north], { samplingRateHz: 100 });
  assertEquals(first.startTimeMs, second.startTimeMs);
  assertEquals(first.samples.length, second.samples.length);
  assert(worstDifference(first.samples, second.samples, 70) < 1e-4);
  assertThrows(() => alignTraces([], { samplingRateHz: 100 }), InputError);
  const late = { ...north, startTimeMs: START + 1e6 };
  assertThrows(() => alignTraces([east, late], { samplingRateHz: 100 }), InputError);
  assertThrows(() => alignTrace(east, { samplingRateHz: 0 }), InputError);
});

Deno.test("resampleTrace reaches the rate asked for and says the one it reached", () => {
  const trace = madeTrace(sinusoid(3000, { hertz: 2, samplingRateHz: 31.25 }), {
    samplingRateHz: 31.25,
  });
  const faster = resampleTrace(trace, { samplingRateHz: 100 });
  assertEquals([faster.samplingRateHz, faster.samples.length], [100, 9600]);
  const odd = resampleTrace(trace, { samplingRateHz: 31.25 * Math.PI });
  assertEquals(odd.samplingRateHz, 31.25 * Math.PI);
  const wanted = sinusoid(odd.samples.length, { hertz: 2, samplingRateHz: odd.samplingRateHz });
  assert(worstDifference(odd.samples, wanted, 300) < 1e-4);
  const fourier = resampleTrace(trace, { samplingRateHz: 50, method: "fourier" });
  assertEquals([fourier.samplingRateHz, fourier.samples.length], [50, 4800]);
  assertEquals(resampleTrace(trace, { samplingRateHz: 31.25 }), trace);
  assertThrows(() => resampleTrace(madeTrace([]), { samplingRateHz: 50 }), InputError);
});

Deno.test("TraceFilter gives pieces as filterTrace gives the whole, and starts again after a gap", () => {
  const whole = madeTrace(sinusoid(1000, { hertz: 3 }), { startTimeMs: START });
  const piece = (from: number, to: number) => ({
    ...whole,
    startTimeMs: START + from * 10,
    samples: whole.samples.subarray(from, to),
  });
  const options = { lowHz: 1, highHz: 10 };
  const filter = new TraceFilter(options);
  const pieces = [piece(0, 300), piece(300, 301), piece(301, 301), piece(301, 1000)]
    .map((part) => filter.push(part));
  assertEquals(pieces.flatMap(({ notes }) => notes), []);
  const joined = pieces.flatMap(({ trace }) => [...trace.samples]);
  assertEquals(joined, [...filterTrace(whole, options).samples]);
  const after = filter.push({ ...piece(0, 300), startTimeMs: START + 20_000 });
  assertEquals(after.notes.map(({ kind }) => kind), ["filter restarted"]);
  assertEquals([...after.trace.samples], joined.slice(0, 300));
  assertThrows(() => filterTrace(whole, { highHz: 60 }), ConfigurationError, "60 Hz");
  assertThrows(() => filterTrace(madeTrace([1, 2]), { highHz: 9, zeroPhase: true }), InputError);
});

Deno.test("a trace integrated and differentiated in frequency is itself without its mean", () => {
  const trace = madeTrace(sinusoid(500, { hertz: 2, phase: 1 }));
  const back = integrateTrace(differentiateTrace(trace, "frequency"), "frequency");
  assert(worstDifference(back.samples, trace.samples) < 1e-10);
  const slope = differentiateTrace(integrateTrace(trace));
  assert(worstDifference(slope.samples, trace.samples, 1) < 0.01);
});

Deno.test("TraceAligner gives pieces as alignTrace gives the whole, to the bit", () => {
  const random = new RandomStream(12);
  for (const rate of [31.25, 99.99, 100, 200, 250]) {
    for (const lateMs of [0, 3.3]) {
      const samples = Float64Array.from({ length: 5000 }, () => random.normal());
      const whole = madeTrace(samples, { samplingRateHz: rate, startTimeMs: START + lateMs });
      const aligner = new TraceAligner({ samplingRateHz: 100 });
      const given: Trace[] = [];
      for (let from = 0; from < 5000;) {
        const to = Math.min(5000, from + 1 + random.integer(400));
        const startTimeMs = whole.startTimeMs + from * 1000 / rate;
        const { traces, notes } = aligner.push({
          ...whole,
          startTimeMs,
          samples: samples.subarray(from, to),
        });
        assertEquals(notes, []);
        given.push(...traces);
        from = to;
      }
      given.push(...aligner.finish());
      const wanted = alignTrace(whole, { samplingRateHz: 100 });
      assertEquals(given[0].startTimeMs, wanted.startTimeMs);
      assertEquals(given.flatMap((trace) => [...trace.samples]), [...wanted.samples], `${rate}`);
      let next = given[0].startTimeMs;
      for (const trace of given) {
        assertAlmostEquals(trace.startTimeMs, next, 1e-3);
        next += trace.samples.length * 10;
      }
    }
  }
});

Deno.test("TraceAligner begins anew after a gap and says so", () => {
  const piece = (startTimeMs: number) =>
    madeTrace(sinusoid(300, { hertz: 3, samplingRateHz: 50 }), { startTimeMs, samplingRateHz: 50 });
  const aligner = new TraceAligner({ samplingRateHz: 100 });
  const first = aligner.push(piece(START));
  assert(first.traces[0].samples.length < 600);
  const second = aligner.push(piece(START + 60_000));
  assertEquals(second.notes.map(({ kind }) => kind), ["gap"]);
  const count = [...first.traces, second.traces[0]].reduce(
    (sum, each) => sum + each.samples.length,
    0,
  );
  assertEquals(count, alignTrace(piece(START), { samplingRateHz: 100 }).samples.length);
  assertEquals(second.traces[1].startTimeMs, START + 60_000);
  assertEquals(aligner.push({ ...piece(START), samples: new Float64Array(0) }).traces, []);
  assertThrows(() => new TraceAligner({ samplingRateHz: 0 }), InputError);
});
