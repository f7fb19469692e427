import { assertEquals } from "@std/assert";
import type { Station, Trace } from "../../../../engine/domain/mod.ts";
import { PacketGate } from "../../../../engine/monitoring/live/packet_gate.ts";

const STATION: Station = {
  ...{ network: "XX", station: "A", latitude: 0, longitude: 0, elevationM: 0 },
  ...{ siteName: "", channels: [] },
};
const NOW_MS = Date.UTC(2026, 0, 1);

function trace(change: Partial<Trace> = {}): Trace {
  return {
    code: { network: "XX", station: "A", location: "", channel: "HHZ" },
    ...{ startTimeMs: NOW_MS - 1000, samplingRateHz: 100, samples: new Int32Array(100) },
    ...change,
  };
}

Deno.test("sound packets pass, in order; what came before does not", () => {
  const gate = new PacketGate([STATION]);
  for (let second = 0; second < 2000; second++) {
    const startTimeMs = NOW_MS + 1000 * second;
    assertEquals(gate.judge(trace({ startTimeMs }), startTimeMs + 1300), undefined);
    assertEquals(gate.judge(trace({ startTimeMs }), startTimeMs + 1400)?.kind, "late");
  }
});

Deno.test("each kind of nonsense is refused by its name, and the next sound packet passes", () => {
  const gate = new PacketGate([STATION]);
  const cases: [Partial<Trace>, string][] = [
    [{ samples: Float32Array.of(1, NaN) }, "no numbers"],
    [{ samples: Float64Array.of(Infinity) }, "no numbers"],
    [{ samplingRateHz: 0 }, "odd rate"],
    [{ samplingRateHz: NaN }, "odd rate"],
    [{ samplingRateHz: 1e6 }, "odd rate"],
    [{ startTimeMs: NOW_MS + 61_000 }, "odd time"],
    [{ startTimeMs: -1 }, "odd time"],
    [{ startTimeMs: NaN }, "odd time"],
    [{ code: { network: "XX", station: "B", location: "", channel: "HHZ" } }, "unknown station"],
  ];
  for (const [change, kind] of cases) {
    assertEquals(gate.judge(trace(change), NOW_MS)?.kind, kind);
  }
  assertEquals(gate.judge(trace(), NOW_MS), undefined);
});

Deno.test("a gap may be made up for at four times the pace; a flood is not heard for a minute", () => {
  const gate = new PacketGate([STATION]);
  let startTimeMs = NOW_MS;
  const send = (nowMs: number) => {
    startTimeMs += 10_000;
    return gate.judge(trace({ startTimeMs, samples: new Int32Array(1000) }), nowMs)?.kind;
  };
  const laterMs = NOW_MS + 864e5; // a day was missed
  for (let i = 0; i < 60; i++) assertEquals(send(laterMs), undefined);
  for (let i = 0; i < 100; i++) assertEquals(send(laterMs + 2500 * (i + 1)), undefined);
  assertEquals(send(laterMs + 250_001), "flood");
  assertEquals(send(laterMs + 310_000), "flood");
  assertEquals(send(laterMs + 310_002), undefined);
});
