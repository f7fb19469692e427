import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { blockBootstrapMean, RandomStream } from "../../../../engine/mathematics/mod.ts";
import { expectNext } from "../../../../engine/training/tuning/expect_next.ts";

const stretchesOf = (nats: readonly number[]) => nats.map((each) => ({ nats: each, windows: 50 }));

Deno.test("stretches that differ by more than chance give the classical prediction interval", () => {
  // Mean 0.02, standard deviation 0.04 of three; t of two degrees 4.3026527; √(1 + 1/3).
  const mean = { nats: 0.02, low: 0.015, high: 0.025 };
  const next = expectNext(mean, { stretches: stretchesOf([-0.02, 0.02, 0.06]), windows: 50 });
  const half = 4.3026527 * 0.04 * Math.sqrt(4 / 3);
  assertAlmostEquals(next.low, 0.02 - half, 1e-7);
  assertAlmostEquals(next.high, 0.02 + half, 1e-7);
  assertEquals([next.windows, next.fromStretches], [50, 3]);
});

Deno.test("stretches that are all alike leave the error of the mean and of the next stretch", () => {
  const mean = { nats: 0.02, low: 0.02 - 1.959963985, high: 0.02 + 1.959963985 };
  const half = (nats: readonly number[], windows: number) => {
    const { low, high } = expectNext(mean, { stretches: stretchesOf(nats), windows });
    assertAlmostEquals(low + high, 0.04, 1e-9);
    return (high - low) / 2 / 1.959963985;
  };
  // The variance of the mean is 1, of 150 windows or of 50.
  assertAlmostEquals(half([0.02, 0.02, 0.02], 50), Math.sqrt(1 + 3), 1e-6);
  assertAlmostEquals(half([0.02, 0.02, 0.02], 150), Math.sqrt(1 + 1), 1e-6);
  assertAlmostEquals(half([0.02], 50), Math.sqrt(1 + 1), 1e-6);
  const same = expectNext({ nats: 0, low: 0, high: 0 }, {
    ...{ stretches: stretchesOf([0, 0, 0]), windows: 50 },
  });
  assertEquals([same.low, same.high], [0, 0]);
});

Deno.test("19 of 20 next stretches lie in the range, and far fewer in the interval of the mean", () => {
  const random = new RandomStream("next stretches");
  for (const between of [0, 0.3]) {
    let [inRange, inInterval] = [0, 0];
    for (let run = 0; run < 1000; run++) {
      const drawn = Array.from({ length: 4 }, () => {
        const level = between * random.normal();
        return Array.from({ length: 50 }, () => level + random.normal());
      });
      const means = drawn.map((gains) => gains.reduce((sum, gain) => sum + gain, 0) / gains.length);
      const seen = drawn.slice(0, 3).flat();
      const { mean: nats, low, high } = blockBootstrapMean(seen, {
        ...{ blockLength: 6, random, replicates: 100 },
      });
      const next = expectNext({ nats, low, high }, {
        ...{ stretches: stretchesOf(means.slice(0, 3)), windows: 50 },
      });
      if (means[3] >= next.low && means[3] <= next.high) inRange++;
      if (means[3] >= low && means[3] <= high) inInterval++;
    }
    const told = `scatter ${between}: range ${inRange}, interval ${inInterval} of 1000`;
    // Three standard errors of 1000 draws at 0.95 are 21.
    assert(inRange >= 929, told);
    assert(inInterval < 800, told);
  }
});
