import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { layCells, mixCells, resampleNoise } from "../../../engine/explanation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { noise } from "./waveform_scenes.ts";

/** Noise before sample 1000, hundred times as strong from it on; east silent, nothing behind 2900. */
function scene(): Float32Array {
  return noise(3000, 4).map((value, i) =>
    i % 3 === 0 || i >= 3 * 2900 ? 0 : i < 3000 ? value : 100 * value
  );
}

Deno.test("resampled noise is as strong as the noise before, all along, and silent where nothing is", () => {
  const window = scene();
  const stretch = { from: 0, to: 950, components: 3 };
  const found = resampleNoise(window, stretch, new RandomStream(1));
  const power = (from: number, to: number) => {
    const some = found.subarray(3 * from, 3 * to).filter((_, i) => i % 3 > 0);
    return some.reduce((sum, value) => sum + value * value, 0) / some.length;
  };
  for (let from = 0; from < 2900; from += 725) {
    assertAlmostEquals(power(from, from + 725), power(0, 2900), 0.2); // 0.05 is its standard error
  }
  assertAlmostEquals(power(0, 2900), 1, 0.1);
  assert(found.every((value, i) => (i % 3 > 0 && i < 3 * 2900) || value === 0));
  assertEquals(resampleNoise(window, stretch, new RandomStream(1)), found); // seeded
  const short = resampleNoise(window, { ...stretch, to: 99 }, new RandomStream(1));
  assert(short.every((value) => value === 0));
});

Deno.test("all cells together are the window, none are the baseline, and one is there alone", () => {
  const window = scene();
  const baseline = resampleNoise(window, { from: 0, to: 950, components: 3 }, new RandomStream(2));
  const cells = layCells(window, { components: 3, sample: 1020, width: 50 });
  assertEquals(cells.length, 2 * 59); // from 20 samples on to 2920; nothing in what follows
  assertEquals(cells.slice(0, 3).map(({ from, to, component }) => [from, to, component]), [
    ...[[0, 20, 1], [0, 20, 2], [20, 70, 1]],
  ]);
  const mix = mixCells(window, cells, { components: 3 });
  const whole = mix(new Uint8Array(cells.length).fill(1), baseline);
  whole.forEach((value, i) => assertAlmostEquals(value, window[i], 1e-4));
  assertEquals(mix(new Uint8Array(cells.length), baseline), baseline);
  const at = cells.findIndex(({ from, component }) => from === 1020 && component === 2);
  const alone = mix(Uint8Array.from(cells, (_, cell) => Number(cell === at)), baseline);
  alone.forEach((value, i) => {
    const [sample, component] = [Math.floor(i / 3), i % 3];
    const isInside = component === 2 && sample >= 1030 && sample < 1060;
    const isNear = component === 2 && sample >= 1010 && sample < 1080;
    if (isInside) assertAlmostEquals(value, window[i], 1e-4);
    else if (!isNear) assertEquals(value, baseline[i]);
  });
});
