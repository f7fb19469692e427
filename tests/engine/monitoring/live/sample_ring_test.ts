import { assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { SampleRing } from "../../../../engine/monitoring/live/sample_ring.ts";

Deno.test("a ring has the last samples of a ramp, however long its pieces and its gaps", () => {
  const random = new RandomStream("sample ring");
  const capacity = 250;
  const ring = new SampleRing(capacity);
  const code = { network: "XX", station: "A", location: "", channel: "HHZ" };
  let written: number[] = [];
  for (let i = 0, at = 0; i < 500; i++) {
    const length = 1 + random.integer(i % 10 === 0 ? 700 : 90);
    const samples = Int32Array.from({ length }, (_, k) => at + k);
    ring.write({ code, startTimeMs: 10 * at, samplingRateHz: 100, samples });
    written = [...written, ...samples].slice(-capacity);
    const traces = ring.read();
    assertEquals(traces.flatMap(({ samples }) => [...samples]), written);
    assertEquals(
      traces.map(({ startTimeMs }) => startTimeMs / 10),
      traces.map((t) => t.samples[0]),
    );
    const gaps = written.filter((value, k) => k > 0 && value !== written[k - 1] + 1).length;
    assertEquals(traces.length, gaps + 1);
    at += length + (random.uniform() < 0.2 ? 40 : 0);
  }
});
