import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { MovingMean, RandomStream } from "@quakecast/quakecast/mathematics";
import {
  akaikeOnset,
  autoregressiveOnset,
  carlTrigger,
  ClassicStaLta,
  findTriggers,
  fitAutoregression,
  predictionErrors,
  RecursiveStaLta,
  squareSamples,
} from "@quakecast/quakecast/models";

function noise(count: number, seed = 1): Float64Array {
  const random = new RandomStream(seed);
  return Float64Array.from({ length: count }, () => random.normal());
}

/** Pushes samples in pieces of random length. */
function pushPieces(
  stream: { push(samples: Float64Array): Float64Array },
  samples: Float64Array,
): number[] {
  const random = new RandomStream(9);
  const out: number[] = [];
  for (let from = 0; from < samples.length;) {
    const to = Math.min(samples.length, from + 1 + random.integer(70));
    out.push(...stream.push(samples.subarray(from, to)));
    from = to;
  }
  return out;
}

Deno.test("MovingMean equals the plain mean and leaves nothing of a strong stretch behind", () => {
  const samples = noise(500).map((value, i) => value * value * (i > 100 && i < 120 ? 1e18 : 1));
  for (const length of [1, 2, 7, 100]) {
    const means = new MovingMean(length).push(samples);
    means.forEach((mean, i) => {
      const last = samples.subarray(Math.max(0, i + 1 - length), i + 1);
      const plain = last.reduce((sum, value) => sum + value, 0) / last.length;
      assert(Math.abs(mean / plain - 1) < 1e-12, `${length} at ${i}`);
    });
    assertEquals(pushPieces(new MovingMean(length), samples), [...means]);
  }
  assertThrows(() => new MovingMean(0), RangeError);
});

Deno.test("STA/LTA is the ratio of two means, whole and in pieces", () => {
  const lengths = { shortSamples: 5, longSamples: 40 };
  const energy = squareSamples(noise(300));
  const ratios = new ClassicStaLta(lengths).push(energy);
  for (let i = 40; i < 300; i++) {
    const mean = (count: number) =>
      energy.subarray(i + 1 - count, i + 1).reduce((sum, value) => sum + value, 0) / count;
    assertAlmostEquals(ratios[i], mean(5) / mean(40), 1e-12);
  }
  assertEquals(ratios.subarray(0, 4), new Float64Array(4));
  assertEquals(pushPieces(new ClassicStaLta(lengths), energy), [...ratios]);
  // A step of energy from 1 to 9 lifts the ratio to 9 · 40 / (35 + 5 · 9) five samples later.
  const step = Float64Array.from({ length: 200 }, (_, i) => i < 100 ? 1 : 9);
  assertAlmostEquals(new ClassicStaLta(lengths).push(step)[104], 4.5, 1e-12);
  assertEquals(new ClassicStaLta(lengths).push(new Float64Array(60)), new Float64Array(60));
});

Deno.test("recursive STA/LTA follows a step as the closed form says", () => {
  const lengths = { shortSamples: 10, longSamples: 50 };
  const step = Float64Array.from({ length: 400 }, (_, i) => i < 200 ? 1 : 9);
  const ratios = new RecursiveStaLta(lengths).push(step);
  const mean = (count: number, n: number) => {
    const before = 1 - (1 - 1 / count) ** Math.min(n, 199);
    return n < 200 ? before : 9 + (before - 9) * (1 - 1 / count) ** (n - 199);
  };
  for (let n = 60; n < 400; n++) assertAlmostEquals(ratios[n], mean(10, n) / mean(50, n), 1e-10);
  assertEquals(ratios.subarray(0, 50), new Float64Array(50));
  assertEquals(pushPieces(new RecursiveStaLta(lengths), step), [...ratios]);
});

Deno.test("Carl's trigger is negative in noise and positive at an onset", () => {
  const samples = noise(2000).map((value, i) => i < 1000 ? value : 12 * value);
  const eta = carlTrigger(samples, { shortSamples: 50, longSamples: 400, ratio: 2, quiet: 0.5 });
  assert(eta.subarray(400, 1000).every((value) => value < 0));
  const first = eta.findIndex((value, i) => i >= 1000 && value > 0);
  assert(first >= 1000 && first < 1040, `${first}`);
});

Deno.test("findTriggers gives where a ratio goes up and down", () => {
  const ratios = [0, 1, 5, 9, 3, 2, 1, 6, NaN, 5];
  const found = findTriggers(ratios, { on: 4, off: 2 });
  assertEquals(found, [
    { on: 2, off: 6, peakSample: 3, peak: 9 },
    { on: 7, off: 8, peakSample: 7, peak: 6 },
    { on: 9, off: 10, peakSample: 9, peak: 5 },
  ]);
  assertEquals(findTriggers([], { on: 4, off: 2 }), []);
});

/** x[n] = 1.2 x[n-1] - 0.8 x[n-2] + noise of the given deviation, after a start that is cut off. */
function resonance(count: number, deviation: number, seed: number): Float64Array {
  const drive = noise(count + 200, seed);
  const wave = new Float64Array(count + 200);
  for (let n = 2; n < wave.length; n++) {
    wave[n] = 1.2 * wave[n - 1] - 0.8 * wave[n - 2] + deviation * drive[n];
  }
  return wave.subarray(200);
}

Deno.test("fitAutoregression finds the numbers a series was made with", () => {
  const { coefficients, errorVariance } = fitAutoregression(resonance(20_000, 3, 5), 2);
  assertAlmostEquals(coefficients[0], 1.2, 0.02);
  assertAlmostEquals(coefficients[1], -0.8, 0.02);
  assertAlmostEquals(errorVariance, 9, 0.3);
  const sine = Float64Array.from({ length: 400 }, (_, n) => Math.sin(n / 3));
  const errors = predictionErrors(sine, fitAutoregression(sine, 2));
  assert(errors.subarray(2).every((error) => Math.abs(error) < 0.02));
  assertEquals(fitAutoregression(new Float64Array(20), 3).errorVariance, 0);
  assertThrows(() => fitAutoregression([1, 2, 3], 2), RangeError);
});

Deno.test("akaikeOnset finds where the variance changes, as a slow search over all cuts does", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const samples = noise(300, seed).map((value, i) => i < 180 ? value : 6 * value);
    const onset = akaikeOnset([samples])!;
    const variance = (values: Float64Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    };
    let [best, least] = [0, Infinity];
    for (let k = 5; k <= 295; k++) {
      const criterion = k * Math.log(variance(samples.subarray(0, k))) +
        (300 - k) * Math.log(variance(samples.subarray(k)));
      if (criterion < least) [best, least] = [k, criterion];
    }
    assertEquals(onset.sample, best);
    assert(Math.abs(onset.sample - 180) <= 8);
    assertAlmostEquals(onset.gain, 300 * Math.log(variance(samples)) - least, 1e-8);
  }
  assertEquals(akaikeOnset([new Float64Array(100)]), undefined);
  assertEquals(akaikeOnset([noise(8)]), undefined);
  assertEquals(akaikeOnset([]), undefined);
});

Deno.test("autoregressiveOnset finds a change of colour that keeps the variance", () => {
  // White noise of the variance of the resonance: only the prediction can tell them apart.
  const wave = resonance(3000, 1, 3);
  const deviation = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  let near = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const white = noise(300, seed).map((value) => value * deviation);
    const samples = Float64Array.of(...white, ...resonance(200, 1, seed + 50));
    const onset = autoregressiveOnset([samples], {
      order: 2,
      noiseSamples: 150,
      signalSamples: 100,
    })!;
    if (Math.abs(onset.sample - 300) <= 10) near++;
  }
  assert(near >= 17, `${near} of 20`);
  const options = { order: 4, noiseSamples: 8, signalSamples: 50 };
  assertEquals(autoregressiveOnset([noise(100)], options), undefined);
  const silent = { order: 2, noiseSamples: 30, signalSamples: 30 };
  assertEquals(autoregressiveOnset([new Float64Array(100)], silent), undefined);
});
