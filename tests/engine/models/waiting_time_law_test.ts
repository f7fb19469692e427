import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  gaussLegendre,
  kolmogorovSmirnovUniform,
  normalCumulative,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";
import {
  drawWaitingTime,
  fitRenewal,
  WAITING_NUMBERS,
  waitingLogDensity,
  waitingLogSurvival,
} from "../../../engine/models/mod.ts";

/** Rate 2 a day; log-normals of e^0.5, e^−1 and e^−0.3 times its weight. */
const LAW = [Math.log(2), 0.5, -6, 0.3, -1, 0.4, -0.9, -0.3, -2.5, 0.1];

/** One law that is all exponential, for all that can be told from 32 zeros. */
const EXPONENTIAL = [Math.log(2), -80, 0, 0, -80, 0, 0, -80, 0, 0];

/** ∫ of the density over waits whose logarithms lie between two bounds, by quadrature. */
function integrate(law: readonly number[], from: number, to: number): number {
  const { nodes, weights } = gaussLegendre(20);
  const pieces = 200;
  const half = (to - from) / pieces / 2;
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const middle = from + (2 * piece + 1) * half;
    nodes.forEach((node, i) => {
      const u = middle + half * node;
      sum += weights[i] * half * Math.exp(waitingLogDensity(law, Math.exp(u)) + u);
    });
  }
  return sum;
}

Deno.test("waiting times: the density integrates to 1, and to 1 less the survival", () => {
  assertAlmostEquals(integrate(LAW, -30, 12), 1, 1e-12);
  for (const wait of [1e-6, 1e-3, 0.01, 0.4, 1, 3, 20]) {
    const below = integrate(LAW, -30, Math.log(wait));
    assertAlmostEquals(1 - Math.exp(waitingLogSurvival(LAW, wait)), below, 1e-12);
  }
  assertEquals(waitingLogSurvival(LAW, 0), 0);
});

Deno.test("waiting times: a mixture of the textbook's laws", () => {
  const weights = [1, Math.exp(0.5), Math.exp(-1), Math.exp(-0.3)];
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  for (const wait of [0.002, 0.5, 4]) {
    let survival = Math.exp(-2 * wait);
    for (let k = 1; k <= 3; k++) {
      const law = { mean: LAW[3 * k - 1], deviation: Math.exp(LAW[3 * k]) };
      survival += weights[k] * (1 - normalCumulative(Math.log(wait), law));
    }
    assertAlmostEquals(Math.exp(waitingLogSurvival(LAW, wait)), survival / whole, 1e-13);
  }
  for (const wait of [0, 0.3, 12]) {
    assertAlmostEquals(waitingLogDensity(EXPONENTIAL, wait), Math.log(2) - 2 * wait, 1e-13);
    assertAlmostEquals(waitingLogSurvival(EXPONENTIAL, wait), -2 * wait, 1e-13);
  }
  // Far out both stay finite, and the rate between them is that of what decays the slowest.
  const [density, survival] = [waitingLogDensity(LAW, 1e6), waitingLogSurvival(LAW, 1e6)];
  assert(Number.isFinite(density) && Number.isFinite(survival) && survival < -50);
  assert(Math.exp(density - survival) < 1e-4);
});

Deno.test("waiting times: slopes are those of differences, at a wait of 0 too", () => {
  const slopes = new Float64Array(WAITING_NUMBERS);
  for (const wait of [0, 1e-4, 0.02, 0.7, 9]) {
    waitingLogDensity(LAW, wait, slopes);
    for (let i = 0; i < WAITING_NUMBERS; i++) {
      const moved = (step: number) =>
        waitingLogDensity(LAW.map((value, j) => j === i ? value + step : value), wait);
      assertAlmostEquals(slopes[i], (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-7);
    }
  }
});

Deno.test("waiting times: what is drawn has the law, given what has passed too", () => {
  const random = new RandomStream("waits");
  for (const passedDays of [0, 0.05, 2, 60]) {
    const before = waitingLogSurvival(LAW, passedDays);
    const chances = Array.from({ length: 4000 }, () => {
      const wait = drawWaitingTime(LAW, { passedDays, random });
      assert(wait >= passedDays);
      return Math.exp(waitingLogSurvival(LAW, wait) - before);
    });
    const { probability } = kolmogorovSmirnovUniform(chances)!;
    assert(probability > 0.001, `after ${passedDays} days: p ${probability}`);
  }
});

Deno.test("waiting times: a renewal fit finds the law it was drawn from", () => {
  const random = new RandomStream("renewal");
  const waits = Float64Array.from(
    { length: 4000 },
    () => drawWaitingTime(LAW, { passedDays: 0, random }),
  );
  const mean = (law: ArrayLike<number>, sample: Float64Array) =>
    sample.reduce((sum, wait) => sum + waitingLogDensity(law, wait), 0) / sample.length;
  const found = fitRenewal(waits);
  // Better than the truth where it was fitted, as the most likely law must be, by few nats in all.
  const gain = 4000 * (mean(found, waits) - mean(LAW, waits));
  assert(gain > 0 && gain < 15, `${gain} nats`);
  const fresh = waits.map(() => drawWaitingTime(LAW, { passedDays: 0, random }));
  assertAlmostEquals(mean(found, fresh), mean(LAW, fresh), 0.005);
});
