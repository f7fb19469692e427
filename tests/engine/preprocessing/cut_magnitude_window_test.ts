import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { cutMagnitudeWindow } from "../../../engine/preprocessing/mod.ts";

/** Samples that tell their own place: component + 3 × sample, each component offset by itself. */
function ramp(count: number): Float32Array {
  return Float32Array.from({ length: 3 * count }, (_, i) => Math.floor(i / 3) + 1000 * (i % 3));
}

Deno.test("a window begins 1 s before P and has the mean of that second taken away, nothing else", () => {
  const { window, missingSamples } = cutMagnitudeWindow(ramp(6000), 700.4);
  assertEquals([window.length, missingSamples], [9000, 0]);
  const mean = (600 + 699) / 2;
  for (const component of [0, 1, 2]) {
    assertAlmostEquals(window[component], 600 - mean, 1e-3);
    assertAlmostEquals(window[3 * 2999 + component], 3599 - mean, 1e-3);
  }
});

Deno.test("what the record does not have is 0 and counted", () => {
  const late = cutMagnitudeWindow(ramp(2000), 1500);
  assertEquals(late.missingSamples, 2400);
  assertEquals([...late.window.subarray(3 * 600)].every((value) => value === 0), true);
  const early = cutMagnitudeWindow(ramp(6000), 40);
  assertEquals(early.missingSamples, 60);
  assertEquals([...early.window.subarray(0, 180)].every((value) => value === 0), true);
  assertEquals(cutMagnitudeWindow(ramp(6000), 0).missingSamples, 100);
  for (const p of [-1, 6000, NaN]) {
    assertThrows(() => cutMagnitudeWindow(ramp(6000), p), InputError);
  }
});
