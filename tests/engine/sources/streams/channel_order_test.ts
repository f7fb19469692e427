import { assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  type Arrival,
  ChannelOrder,
  type PlacedArrival,
} from "../../../../engine/sources/streams/channel_order.ts";
import { codeOf } from "../../../seedlink/synthetic_records.ts";

const RATE_HZ = 100;
const CODE = codeOf("ONE");

/** Samples `from` to `to` of a series whose sample n is n, received at its end. */
function arrival(from: number, to: number, receivedMs = to * 10): Arrival {
  const samples = Int32Array.from({ length: to - from }, (_, i) => from + i);
  const trace = { code: CODE, startTimeMs: from * 10, samplingRateHz: RATE_HZ, samples };
  return {
    trace,
    recordStartMs: from * 10,
    record: { bytes: new Uint8Array(), sequence: 0n, receivedMs },
  };
}

/** "next 0-100", "late 20-30", "after gap 50-60 (10 missing)". */
function describe(placed: readonly PlacedArrival[]): string[] {
  return placed.map(({ order, trace, gapMs }) => {
    const missing = gapMs > 0 ? ` (${Math.round(gapMs / 10)} missing)` : "";
    return `${order} ${trace.samples[0]}-${trace.samples.at(-1)! + 1}${missing}`;
  });
}

const LIMITS = { reorderMs: 3000, heldPackets: 4 };

/** Pushes all, leaving out what is known, as a stream does. */
function run(arrivals: readonly Arrival[], order = new ChannelOrder(LIMITS)): string[] {
  return arrivals.flatMap((one) => {
    const { startTimeMs, samples } = one.trace;
    if (order.isKnown(startTimeMs, samples.length, RATE_HZ)) return ["duplicate"];
    return describe([...order.push(one), ...order.release(one.record.receivedMs)]);
  });
}

Deno.test("packets in order are given at once, and again never", () => {
  const series = [
    arrival(0, 100),
    arrival(100, 250),
    arrival(100, 250),
    arrival(0, 100),
    arrival(250, 300),
  ];
  assertEquals(run(series), [
    "next 0-100",
    "next 100-250",
    "duplicate",
    "duplicate",
    "next 250-300",
  ]);
});

Deno.test("a packet that was overtaken is waited for, and all are given in order", () => {
  const series = [
    arrival(0, 100),
    arrival(200, 300, 2000),
    arrival(300, 400, 2100),
    arrival(200, 300, 2200),
  ];
  assertEquals(run([...series, arrival(100, 200, 2300)]), [
    "next 0-100",
    "duplicate",
    ...["next 100-200", "next 200-300", "next 300-400"],
  ]);
});

Deno.test("a gap is given up after the wait or when too many wait; what comes later is late", () => {
  const waited = [arrival(0, 100, 0), arrival(200, 300, 1000), arrival(300, 400, 4000)];
  assertEquals(run([...waited, arrival(100, 200, 5000), arrival(100, 200, 5000)]), [
    "next 0-100",
    ...["after gap 200-300 (100 missing)", "next 300-400"],
    "late 100-200",
    "duplicate",
  ]);
  const many = Array.from({ length: 5 }, (_, i) => arrival(200 + 100 * i, 300 + 100 * i, 0));
  assertEquals(run([arrival(0, 100, 0), ...many]).slice(0, 3), [
    ...["next 0-100", "after gap 200-300 (100 missing)", "next 300-400"],
  ]);
});

Deno.test("samples that were given are cut off, those of a gap among them are late", () => {
  const series = [arrival(0, 100, 0), arrival(150, 200, 0), arrival(200, 210, 4000)];
  assertEquals(run([...series, arrival(50, 230, 4000)]), [
    ...["next 0-100", "after gap 150-200 (50 missing)", "next 200-210"],
    ...["late 100-150", "next 210-230"],
  ]);
});

Deno.test("what lies before the first packet is late, however it comes", () => {
  assertEquals(run([arrival(500, 600), arrival(300, 400), arrival(350, 500), arrival(300, 400)]), [
    ...["next 500-600", "late 300-400", "late 400-500", "duplicate"],
  ]);
});

Deno.test("a jitter of less than half a sample is no gap, and the end is given up at last", () => {
  const order = new ChannelOrder(LIMITS);
  const jittered = arrival(100, 200);
  const trace = { ...jittered.trace, startTimeMs: 1004 };
  assertEquals(run([arrival(0, 100), { ...jittered, trace }, arrival(300, 400, 0)], order), [
    ...["next 0-100", "next 100-200"],
  ]);
  assertEquals(describe(order.finish()), ["after gap 300-400 (100 missing)"]);
});

Deno.test("whatever the order, each sample comes once and in order where nothing is late", () => {
  const random = new RandomStream("order");
  for (let trial = 0; trial < 200; trial++) {
    const cuts = [0];
    while (cuts.at(-1)! < 1000) cuts.push(cuts.at(-1)! + 5 + random.integer(60));
    const series = cuts.slice(1).map((to, i) => arrival(cuts[i], to, 0));
    const places = Uint32Array.from(series, (_, i) => i);
    random.shuffle(places);
    const order = new ChannelOrder({ reorderMs: 1000, heldPackets: 1 + random.integer(30) });
    const placed = [...places, ...places].flatMap((place) => {
      const { trace } = series[place];
      return order.isKnown(trace.startTimeMs, trace.samples.length, RATE_HZ)
        ? []
        : order.push(series[place]);
    });
    placed.push(...order.finish());
    const seen = placed.flatMap(({ trace }) => [...trace.samples]);
    assertEquals(seen.length, cuts.at(-1), `trial ${trial}`);
    assertEquals(new Set(seen).size, seen.length);
    const inOrder = placed.filter(({ order }) => order !== "late").flatMap((
      { trace },
    ) => [...trace.samples]);
    assertEquals(inOrder, inOrder.toSorted((a, b) => a - b));
  }
});
