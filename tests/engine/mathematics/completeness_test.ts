import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  bValueTintiMulargia,
  completenessBStability,
  completenessGoodnessOfFit,
  completenessKolmogorovSmirnov,
  completenessMaximumCurvature,
  magnitudeHistogram,
  RandomStream,
  roundMagnitude,
  slopesOfHistogram,
} from "../../../engine/mathematics/mod.ts";

/** The samples in SeismoStats' tests and documentation, in tenths; it made the numbers below. */
const HUNDRED = [
  [23, 12, 15, 12, 17, 11, 12, 15, 18, 16, 12, 15, 12, 17, 16, 11, 11, 12, 20, 11, 12, 11, 12, 16],
  [19, 13, 17, 13, 10, 12, 17, 13, 13, 11, 15, 14, 11, 21, 12, 22, 17, 16, 11, 20, 21, 12, 10, 15],
  [12, 17, 18, 11, 13, 11, 13, 14, 21, 20, 11, 22, 18, 14, 11, 10, 20, 20, 11, 10, 10, 15, 16, 37],
  [28, 15, 11, 12, 14, 23, 15, 12, 17, 11, 16, 12, 15, 11, 12, 17, 12, 16, 12, 11, 18, 12, 11, 10],
  [13, 11, 16, 16],
].flat().map((tenths) => tenths / 10);
const FEW = HUNDRED.slice(0, 36);

/** A catalogue with b = 1 of which half is missed at magnitude 2, and nearly all below. */
function thinningCatalogue(size: number): number[] {
  const random = new RandomStream("thinning");
  const magnitudes: number[] = [];
  while (magnitudes.length < size) {
    const magnitude = roundMagnitude(1 + random.exponential(Math.LN10), 0.1);
    if (random.uniform() < 1 / (1 + 10 ** (-4 * (magnitude - 2)))) magnitudes.push(magnitude);
  }
  return magnitudes;
}

Deno.test("b-stability equals SeismoStats' in every trial", () => {
  const { completeness, trials } = completenessBStability(FEW);
  assertEquals(completeness, 1.1);
  assertEquals(trials.map(({ magnitude }) => magnitude), [1, 1.1]);
  assertAlmostEquals(trials[0].change, 2.23375277112158, 1e-12);
  assertAlmostEquals(trials[1].change, 0.9457747650207577, 1e-12);
  assertAlmostEquals(trials[0].b, 0.9571853220063774, 1e-12);
  assertAlmostEquals(trials[1].b, 1.190298769977797, 1e-12);
  assertEquals(completenessBStability(HUNDRED).completeness, 1.1);
});

Deno.test("Kolmogorov-Smirnov distances and probabilities equal SeismoStats'", () => {
  const random = new RandomStream("ks");
  const few = completenessKolmogorovSmirnov(FEW, { random });
  assertEquals(few.completeness, 1);
  assertAlmostEquals(few.trials[0].distance, 0.1700244200244202, 1e-12);
  const { completeness, trials } = completenessKolmogorovSmirnov(HUNDRED, { random });
  assertEquals(completeness, 1.1);
  assertAlmostEquals(trials[0].distance, 0.11605633802816911, 1e-12);
  assertAlmostEquals(trials[1].distance, 0.07087102843116255, 1e-12);
  assertAlmostEquals(trials[1].b, 2.242124985031149 / Math.LN10, 1e-12);
  // SeismoStats' own probabilities are simulated too.
  assertAlmostEquals(trials[0].probability, 0.051, 0.04);
  assertAlmostEquals(trials[1].probability, 0.4362, 0.02);
});

Deno.test("goodness of fit equals NumPy's", () => {
  const { completeness, trials } = completenessGoodnessOfFit(HUNDRED, { level: 100 });
  assertEquals(completeness, null);
  const expected = [
    ...[87.86580140253413, 91.70960332589064, 89.62877238641738, 85.278346118695],
    ...[86.53764924799292, 90.68478323589872, 89.06212896205051],
  ];
  assertEquals(trials.length, expected.length);
  trials.forEach((trial, i) => {
    assertAlmostEquals(trial.fit, expected[i], 1e-9, `magnitude ${trial.magnitude}`);
  });
  const passed = completenessGoodnessOfFit(HUNDRED, { level: 90 });
  assertEquals(passed.completeness, trials.find(({ fit }) => fit >= 90)!.magnitude);
  assertThrows(() => completenessGoodnessOfFit(HUNDRED, { level: 0 }), RangeError);
});

Deno.test("maximum curvature equals SeismoStats'", () => {
  assertEquals(completenessMaximumCurvature(HUNDRED), 1.3);
  assertEquals(completenessMaximumCurvature(FEW), 1.4);
});

Deno.test("every method finds where a catalogue thins out", () => {
  const magnitudes = thinningCatalogue(20_000);
  const random = new RandomStream(1);
  const found = {
    stability: completenessBStability(magnitudes).completeness!,
    fit90: completenessGoodnessOfFit(magnitudes, { level: 90 }).completeness!,
    fit95: completenessGoodnessOfFit(magnitudes).completeness!,
    ks: completenessKolmogorovSmirnov(magnitudes, { random, replicates: 500 }).completeness!,
  };
  assert(found.fit90 >= 1.9 && found.fit90 <= found.fit95 && found.fit95 < 2.4, `${found.fit95}`);
  assert(found.stability > 2.1 && found.stability < 2.7, `stability ${found.stability}`);
  // 20,000 events show what is missing even where one in a hundred is.
  assert(found.ks > 2.2 && found.ks < 3, `Kolmogorov-Smirnov ${found.ks}`);
});

Deno.test("the slopes of a histogram are those of its events", () => {
  const magnitudes = thinningCatalogue(500);
  const histogram = magnitudeHistogram([...magnitudes, NaN], 0.1)!;
  assertEquals(histogram.counts.reduce((sum, count) => sum + count, 0), 500);
  slopesOfHistogram(histogram).forEach((slope, bin) => {
    const completeness = (histogram.first + bin) / 10;
    const plain = bValueTintiMulargia(magnitudes, { completeness, binWidth: 0.1 });
    assertEquals(slope === null, plain === null);
    if (slope === null || plain === null) return;
    assertEquals(slope.count, plain.count);
    assertAlmostEquals(slope.b, plain.b, 1e-10 * plain.b);
    assertAlmostEquals(slope.error, plain.error, 1e-9 * plain.error);
  });
});

Deno.test("no events, one, or all of one magnitude have no completeness by these methods", () => {
  for (const magnitudes of [[], [NaN], [3], new Array(50).fill(3), [1, 2, 3]]) {
    const random = new RandomStream(1);
    assertEquals(completenessBStability(magnitudes).completeness, null);
    assertEquals(completenessGoodnessOfFit(magnitudes).completeness, null);
    assertEquals(completenessKolmogorovSmirnov(magnitudes, { random }).completeness, null);
  }
  assertThrows(() => magnitudeHistogram([1], 0), RangeError, "width of 0");
});
