import { assertEquals } from "@std/assert";
import { LivePictures } from "../../../../engine/monitoring/live/live_pictures.ts";

const CODE = { network: "XX", station: "A", location: "", channel: "HHZ" };
const NAME = "XX.A..HHZ";
const START_MS = Date.UTC(2026, 0, 1);

/** Samples that count up, 10 a second. */
function push(pictures: LivePictures, { from, count }: { from: number; count: number }): void {
  const samples = Int32Array.from({ length: count }, (_, i) => from + i);
  const startTimeMs = START_MS + 100 * from;
  pictures.push(NAME, { code: CODE, startTimeMs, samplingRateHz: 10, samples });
}

Deno.test("what is new is told once, gaps as nothing", () => {
  const pictures = new LivePictures(60);
  push(pictures, { from: 0, count: 10 });
  push(pictures, { from: 12, count: 3 });
  const [first] = pictures.takeNew();
  assertEquals(first.startMs, START_MS + 500);
  assertEquals(first.least, [5, 6, 7, 8, 9, null, null, 12, 13, 14]);
  assertEquals(pictures.takeNew(), []);
  push(pictures, { from: 15, count: 2 });
  const [second] = pictures.takeNew();
  assertEquals([second.startMs, second.largest], [START_MS + 1500, [15, 16]]);
});

Deno.test("a stretch that is asked for has least and largest of each bin", () => {
  const pictures = new LivePictures(60);
  push(pictures, { from: 0, count: 20 });
  const found = pictures.read(NAME, { seconds: 2.5, binSeconds: 0.5 })!;
  assertEquals(found.startMs, START_MS - 500);
  assertEquals(found.least, [null, 0, 5, 10, 15]);
  assertEquals(found.largest, [null, 4, 9, 14, 19]);
  assertEquals(pictures.read("XX.B..HHZ", { seconds: 1, binSeconds: 0.5 }), undefined);
  assertEquals(pictures.read(NAME, { seconds: 1e9, binSeconds: 1e-3 }), undefined);
  assertEquals(pictures.read(NAME, { seconds: 1, binSeconds: 0 }), undefined);
});
