import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  binomialSample,
  gammaln,
  kolmogorovSmirnovUniform,
  multinomialSample,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";

/** Cumulative probabilities by plain summation. */
function cumulative(trials: number, probability: number): Float64Array {
  const sums = new Float64Array(trials + 1);
  let sum = 0;
  for (let k = 0; k <= trials; k++) {
    sum += Math.exp(
      gammaln(trials + 1) - gammaln(k + 1) - gammaln(trials - k + 1) +
        k * Math.log(probability) + (trials - k) * Math.log1p(-probability),
    );
    sums[k] = sum;
  }
  return sums;
}

Deno.test("binomial numbers follow their law, few or many expected, on either side of a half", () => {
  for (const [trials, probability] of [[1, 0.3], [12, 0.5], [40, 0.7], [500, 0.002], [3000, 0.4]]) {
    const random = new RandomStream(`binomial ${trials}`);
    const sums = cumulative(trials, probability);
    const ranks = Float64Array.from({ length: 20_000 }, () => {
      const count = binomialSample({ trials, probability }, random);
      const below = count === 0 ? 0 : sums[count - 1];
      return Math.min(1, below + random.uniform() * (sums[count] - below));
    });
    const chance = kolmogorovSmirnovUniform(ranks)!.probability;
    assert(chance > 1e-3, `${trials} at ${probability}: ${chance}`);
  }
});

Deno.test("binomial numbers at the edges, and a trillion trials", () => {
  const random = new RandomStream(1);
  assertEquals(binomialSample({ trials: 0, probability: 0.5 }, random), 0);
  assertEquals(binomialSample({ trials: 9, probability: 0 }, random), 0);
  assertEquals(binomialSample({ trials: 9, probability: 1 }, random), 9);
  assertAlmostEquals(
    binomialSample({ trials: 1e12, probability: 0.25 }, random) / 1e12,
    0.25,
    1e-5,
  );
  for (const [trials, probability] of [[-1, 0.5], [1.5, 0.5], [2, NaN], [2, 1.1]]) {
    assertThrows(() => binomialSample({ trials, probability }, random), RangeError);
  }
});

Deno.test("multinomial numbers add up, keep out of empty bins and have the right means", () => {
  const random = new RandomStream(2);
  const probabilities = [0, 2, 0.5, 0, 1, 0.5, 0];
  const sums = new Float64Array(7);
  for (let draw = 0; draw < 4000; draw++) {
    const counts = multinomialSample({ trials: 30, probabilities }, random);
    assertEquals(counts.reduce((sum, count) => sum + count, 0), 30);
    counts.forEach((count, bin) => sums[bin] += count);
  }
  probabilities.forEach((probability, bin) => {
    const deviation = Math.sqrt(120_000 * probability / 4 * (1 - probability / 4));
    assertAlmostEquals(sums[bin], 30_000 * probability, 4 * deviation + 1e-9);
  });
  assertEquals([...multinomialSample({ trials: 0, probabilities: [0, 0] }, random)], [0, 0]);
  assertThrows(() => multinomialSample({ trials: 1, probabilities: [0] }, random), RangeError);
  assertThrows(() => multinomialSample({ trials: 1, probabilities: [-1] }, random), RangeError);
});
