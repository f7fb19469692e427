import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  bValueAkiUtsu,
  bValueMorePositive,
  bValuePositive,
  bValueTintiMulargia,
  RandomStream,
  roundMagnitude,
} from "../../../engine/mathematics/mod.ts";

/** The sample in SeismoStats' documentation, and what SeismoStats makes of it. */
const SAMPLE = [
  [2, 2.5, 2.1, 2.2, 2.5, 2.2, 2.6, 2.3, 2.7, 2.2, 2.4, 2],
  [2.7, 2.2, 2.3, 2.1, 2.4, 2.6, 2.2, 2.2, 2.7, 2.4, 2.2, 2.5],
].flat();

function simulate(b: number, step: number): number[] {
  const random = new RandomStream(`b ${b}`);
  const lower = 3 - step / 2;
  return Array.from({ length: 20_000 }, () => {
    const magnitude = lower + random.exponential(b * Math.LN10);
    return step === 0 ? magnitude : roundMagnitude(magnitude, step);
  });
}

Deno.test("all four estimators equal SeismoStats' to ten digits", () => {
  const options = { completeness: 2, binWidth: 0.1 };
  const positive = { ...options, minimumDifference: 0.2 };
  assertAlmostEquals(bValueTintiMulargia(SAMPLE, options)!.b, 1.114920128810535, 1e-10);
  assertAlmostEquals(bValueAkiUtsu(SAMPLE, options)!.b, 1.1088369750721319, 1e-10);
  assertAlmostEquals(bValuePositive(SAMPLE, positive)!.b, 1.9188552623891313, 1e-10);
  assertAlmostEquals(bValueMorePositive(SAMPLE, positive)!.b, 2.253092817258629, 1e-10);
});

Deno.test("the slope of simulated magnitudes is found, rounded or not", () => {
  for (const b of [0.7, 1, 1.4]) {
    for (const binWidth of [0, 0.01, 0.1]) {
      const magnitudes = simulate(b, binWidth);
      const slopes = [
        bValueTintiMulargia(magnitudes, { completeness: 3, binWidth })!,
        bValueAkiUtsu(magnitudes, { completeness: 3, binWidth })!,
        bValuePositive(magnitudes, { binWidth })!,
        bValueMorePositive(magnitudes, { binWidth })!,
      ];
      for (const slope of slopes) assertAlmostEquals(slope.b, b, 5 * slope.error + 0.01 * b);
      assertEquals(slopes[0].count, 20_000);
      assert(slopes[2].count < 11_000 && slopes[3].count > 19_000);
      // Aki's own standard error is b / √n.
      assertAlmostEquals(slopes[0].error / (slopes[0].b / Math.sqrt(20_000)), 1, 0.05);
    }
  }
});

Deno.test("Shi and Bolt's error, by hand", () => {
  const slope = bValueAkiUtsu([3, 3.2, 3.4], { completeness: 3, binWidth: 0 })!;
  assertAlmostEquals(slope.b, Math.LOG10E / 0.2, 1e-12);
  assertAlmostEquals(slope.error, Math.LN10 * slope.b ** 2 * Math.sqrt(0.08 / 6), 1e-12);
});

Deno.test("a bootstrap gives Shi and Bolt's error where events are many, and the same b", () => {
  const magnitudes = simulate(1, 0.1).slice(0, 2000);
  const given = { completeness: 3, binWidth: 0.1 };
  for (
    const estimate of [bValueAkiUtsu, bValueTintiMulargia, bValuePositive, bValueMorePositive]
  ) {
    const plain = estimate(magnitudes, given)!;
    const bootstrap = { random: new RandomStream("bootstrap"), replicates: 2000 };
    const resampled = estimate(magnitudes, { ...given, bootstrap })!;
    assertEquals([resampled.b, resampled.count], [plain.b, plain.count]);
    assertAlmostEquals(resampled.error / plain.error, 1, 0.06);
    assert(resampled.error !== plain.error);
  }
  const few = { random: new RandomStream(1), replicates: 1 };
  assertThrows(() => bValueAkiUtsu(magnitudes, { ...given, bootstrap: few }), RangeError);
});

Deno.test("events below completeness and without magnitude are left out", () => {
  const options = { completeness: 2, binWidth: 0.1 };
  const more = [1.9, NaN, 1.2, ...SAMPLE, 1.94];
  assertEquals(bValueTintiMulargia(more, options), bValueTintiMulargia(SAMPLE, options));
  const positive = { completeness: 2, binWidth: 0.1 };
  assertEquals(bValuePositive(more, positive), bValuePositive(SAMPLE, { binWidth: 0.1 }));
});

Deno.test("the positive estimator is blind to the gap after a large event, the classic one is not", () => {
  const random = new RandomStream("gap");
  const recorded: number[] = [];
  for (let i = 0; i < 30_000; i++) {
    const magnitude = roundMagnitude(2.95 + random.exponential(Math.LN10), 0.1);
    // Completeness swings slowly between 3 and 4, as it does after each large event.
    if (magnitude >= 3.5 + 0.5 * Math.sin(i / 500)) recorded.push(magnitude);
  }
  const classic = bValueTintiMulargia(recorded, { completeness: 3, binWidth: 0.1 })!;
  const positive = bValuePositive(recorded, { binWidth: 0.1 })!;
  assert(classic.b < 0.8);
  assertAlmostEquals(positive.b, 1, 0.06);
});

Deno.test("too few events, or all of one magnitude, give no slope", () => {
  const options = { completeness: 3, binWidth: 0.1 };
  for (const magnitudes of [[], [3.5], [3, 3, 3], [2, 2.5]]) {
    assertEquals(bValueTintiMulargia(magnitudes, options), null);
    assertEquals(bValueAkiUtsu(magnitudes, options), null);
    assertEquals(bValuePositive(magnitudes, options), null);
    assertEquals(bValueMorePositive(magnitudes, options), null);
  }
});
