import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { startBackend } from "../../../engine/backend/mod.ts";
import { SeededDropout } from "../../../engine/backend/seeded_dropout.ts";
import { layers, tf } from "../../../engine/backend/tensors.ts";
import { ConfigurationError } from "../../../engine/domain/mod.ts";

const ones = () => tf.ones([20, 50]);

function masks(seeds: number[], rate = 0.3): number[][] {
  const drawn = seeds.values();
  const dropout = new SeededDropout({ rate, drawSeed: () => drawn.next().value! });
  return seeds.map(() =>
    Array.from((dropout.apply(ones(), { training: true }) as tf.Tensor).dataSync())
  );
}

Deno.test("the same seeds give the same masks, others give others", async () => {
  await startBackend();
  const [first, second, again] = masks([1, 2, 1]);
  assertEquals(again, first);
  assertNotEquals(second, first);
  assertEquals(masks([1, 2, 1]), [first, second, again]);
  assertNotEquals(masks([0])[0], masks([0.5])[0]);
  assertEquals(masks([0]), masks([0])); // 0 is a seed like any other
});

Deno.test("kept values are scaled so that the mean stays", async () => {
  await startBackend();
  const [mask] = masks([5], 0.25);
  const kept = mask.filter((value) => value !== 0);
  assertEquals(new Set(kept), new Set([Math.fround(1 / 0.75)]));
  assert(Math.abs(kept.length / mask.length - 0.75) < 0.05);
});

Deno.test("nothing is dropped outside training, and no seed is drawn", async () => {
  await startBackend();
  const drawSeed = () => {
    throw new Error("a seed was drawn");
  };
  const dropout = new SeededDropout({ rate: 0.5, drawSeed });
  const input = ones();
  assertEquals((dropout.apply(input) as tf.Tensor).dataSync(), input.dataSync());
  assertThrows(() => dropout.apply(input, { training: true }), Error, "a seed was drawn");
});

Deno.test("the gradient flows through what was kept", async () => {
  await startBackend();
  const dropout = new SeededDropout({ rate: 0.5, drawSeed: () => 3 });
  const run = (x: tf.Tensor) => dropout.apply(x, { training: true }) as tf.Tensor;
  assertEquals(tf.grad(run)(ones()).dataSync(), run(ones()).dataSync());
});

Deno.test("it is saved as plain tfjs' own dropout", () => {
  const options = { rate: 0.25, name: "drop" };
  const seeded = new SeededDropout({ ...options, drawSeed: () => 1 });
  const stock = layers.layers.dropout(options);
  assertEquals(seeded.getClassName(), stock.getClassName());
  assertEquals(JSON.stringify(seeded.getConfig()), JSON.stringify(stock.getConfig()));
});

Deno.test("a rate of 1 or less than 0 is refused", () => {
  for (const rate of [1, -0.1, NaN]) {
    assertThrows(() => new SeededDropout({ rate, drawSeed: () => 1 }), ConfigurationError);
  }
});
