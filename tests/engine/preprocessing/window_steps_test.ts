import { assertEquals } from "@std/assert";
import { catalogueFromEarthquakes } from "../../../engine/domain/mod.ts";
import { type Preparation, windowSteps } from "../../../engine/preprocessing/mod.ts";

const place = { latitude: 0, longitude: 0, depthKm: 1 };
const catalogue = catalogueFromEarthquakes(
  "steps",
  [[10, 5], [20, 4], [30, 5], [45, 6], [60, 5]].map(([timeMs, magnitude]) => ({
    ...{ timeMs, magnitude, ...place },
  })),
);
const preparation = { task: "rate", window: 3, binMs: 100, minMagnitude: 5 } as Preparation;

Deno.test("bins end just after the issue time, one after the other", () => {
  const { startMs, endMs } = windowSteps(catalogue, preparation, { issueTimeMs: 999 });
  assertEquals([...startMs], [700, 800, 900]);
  assertEquals([...endMs], [800, 900, 1000]);
});

Deno.test("steps of next magnitudes run from target event to target event, up to the issue time", () => {
  const ofEvents = { ...preparation, task: "magnitude" as const, window: 2 };
  const { startMs, endMs } = windowSteps(catalogue, ofEvents, { issueTimeMs: 45 });
  assertEquals([...startMs], [11, 31]); // 1 ms after the event before
  assertEquals([...endMs], [31, 46]);
});
