import { assert, assertEquals } from "@std/assert";
import { occlude, permutationImportance } from "../../../engine/explanation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

Deno.test("a feature is worth the variance that it explains, and what is not looked at nothing", () => {
  const random = new RandomStream(5);
  const windows = Float32Array.from({ length: 3 * 4000 }, () => random.normal());
  const options = {
    ...{ windows, size: 3, repeats: 4, blockLength: 5, random: random.fork("shuffles") },
    features: ["first", "second", "unread"].map((name, i) => ({ name, places: [i] })),
    // A Gaussian log score of an outcome 2 x + y that is known exactly by x and y.
    scoresOf: (inputs: Float32Array) =>
      Float64Array.from({ length: 4000 }, (_, i) => {
        const [known, truth] = [inputs, windows].map((of) => 2 * of[3 * i] + of[3 * i + 1]);
        return -0.5 * (known - truth) ** 2;
      }),
  };
  const [first, second, unread] = permutationImportance(options);
  // ½ · 4 · 2 σ² and ½ · 1 · 2 σ²: a shuffled value is off by twice the variance
  assert(Math.abs(first.nats - 4) < 0.25 && first.low < 4 && 4 < first.high, JSON.stringify(first));
  assert(Math.abs(second.nats - 1) < 0.07 && second.low > 0.8, JSON.stringify(second));
  assertEquals(unread, { name: "unread", nats: 0, low: 0, high: 0 });
  assertEquals(permutationImportance(options), [first, second, unread]); // seeded
});

Deno.test("occlusion of a linear answer is each part's own amount", () => {
  const weights = [1, 2, 3, 4];
  const lost = occlude({
    input: Float32Array.of(1, 1, 1, 1),
    baseline: Float32Array.of(0, 0.5, 0, 2),
    value: (inputs) =>
      Array.from(
        { length: inputs.length / 4 },
        (_, row) => weights.reduce((sum, weight, i) => sum + weight * inputs[4 * row + i], 0),
      ),
    parts: [[0, 1], [2], [3], []],
    batch: 3,
  });
  assertEquals([...lost], [2, 3, -4, 0]);
});
