import { assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { dropout } from "../../../engine/kernels/mod.ts";
import { type KernelStage, testKernel } from "./kernel_stage.ts";

const SIZE = 40_003;

testKernel("dropout: keeps the share it should, in parts bit for bit, scaled", (stage) => {
  for (const rate of [0, 0.1, 0.5, 0.9]) {
    const kept = drop(stage, { rate, seed: 7 }).filter((value) => value !== 0);
    const deviation = Math.sqrt(rate * (1 - rate) / SIZE);
    assertAlmostEquals(kept.length / SIZE, 1 - rate, 4 * deviation + 1e-9);
    for (const value of kept.slice(0, 20)) assertAlmostEquals(value, 1 / (1 - rate), 1e-6);
  }
});

testKernel(
  "dropout: one seed gives one mask, neighbours and other seeds are independent",
  (stage) => {
    const mask = drop(stage, { rate: 0.5, seed: 7 });
    assertEquals(drop(stage, { rate: 0.5, seed: 7 }), mask);
    for (const seed of [0, 6, 8, -7, 2 ** 30]) {
      const other = drop(stage, { rate: 0.5, seed });
      assertNotEquals(other, mask);
      assertAlmostEquals(agreement(other, mask), 0.5, 0.01);
    }
    for (const lag of [1, 2, 4, 16, 1000]) {
      assertAlmostEquals(agreement(mask.subarray(lag), mask), 0.5, 0.01);
    }
  },
);

Deno.test("dropout: a share of 1 is refused", () => {
  const options = { out: 0, x: 0, seed: 0, n: 1 };
  for (const rate of [1, -0.1, NaN]) {
    assertThrows(() => dropout({ ...options, rate }), RangeError, "Cannot drop");
  }
});

function drop(
  stage: KernelStage,
  { rate, seed }: { rate: number; seed: number },
): Float32Array {
  const bits = new Float32Array(new Int32Array([seed]).buffer);
  const [out, parts] = [stage.room(SIZE), stage.room(SIZE)];
  const options = { x: stage.put(new Float32Array(SIZE).fill(1)), seed: stage.put(bits), n: SIZE };
  stage.run(dropout({ ...options, out, rate }));
  stage.runInParts(dropout({ ...options, out: parts, rate }));
  const values = stage.read(out, SIZE);
  assertEquals(stage.read(parts, SIZE), values);
  return values;
}

function agreement(a: Float32Array, b: Float32Array): number {
  let same = 0;
  for (let i = 0; i < a.length; i++) if ((a[i] === 0) === (b[i] === 0)) same++;
  return same / a.length;
}
