import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { tiltDistribution } from "../../../../engine/forecasting/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";

const LAW = [0.3, 0.25, 0.2, 0.12, 0.08, 0.04, 0.01];

const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);

/** Relative entropy of one distribution to another, nats. */
const entropyTo = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, p, i) => p > 0 ? sum + p * Math.log(p / other[i]) : sum, 0);

Deno.test("a probability of one or more: 0 has the rest, the others keep their proportions", () => {
  const tilted = tiltDistribution(LAW, { probability: 0.9 });
  assertAlmostEquals(tilted[0], 0.1, 1e-12);
  assertAlmostEquals(sumOf(tilted), 1, 1e-12);
  assertAlmostEquals(tilted[2] / tilted[5], LAW[2] / LAW[5], 1e-12);
});

Deno.test("a number and its range: 5 % on either side, and the number is the mean inside", () => {
  const tilted = tiltDistribution(LAW, { number: 2.5, low: 1, high: 4 });
  assertAlmostEquals(sumOf(tilted), 1, 1e-9);
  assertAlmostEquals(tilted[0], 0.05, 1e-12);
  assertAlmostEquals(sumOf(tilted.slice(5)), 0.05, 1e-9);
  const inside = tilted.slice(1, 5);
  assertAlmostEquals(sumOf(inside.map((p, i) => p * (i + 1))) / sumOf(inside), 2.5, 1e-6);
  const low = tiltDistribution(LAW, { number: 1, low: 0, high: 3 });
  assertAlmostEquals(sumOf(low.slice(0, 4)), 0.95, 1e-9);
  // The range reaches beyond all that the model tells number by number.
  assertAlmostEquals(sumOf(tiltDistribution(LAW, { number: 9, low: 2, high: 20 })), 1, 1e-9);
});

Deno.test("no other distribution that agrees with what was said is nearer to the model's", () => {
  const saying = { number: 2.5, low: 1, high: 4 };
  const tilted = tiltDistribution(LAW, saying);
  const least = entropyTo(tilted, LAW);
  const random = new RandomStream(3);
  for (let i = 0; i < 300; i++) {
    // A step that changes neither the parts' sums nor the mean inside: (1, -2, 1) and (above: +, -).
    const [inside, above] = [random.uniform() - 0.5, random.uniform() - 0.5].map((x) => 0.02 * x);
    const other = [...tilted];
    const place = 1 + random.integer(2);
    [1, -2, 1].forEach((step, k) => other[place + k] += step * inside);
    other[5] += above;
    other[6] -= above;
    if (other.some((p) => p < 0)) continue;
    assert(entropyTo(other, LAW) >= least - 1e-9);
  }
});

Deno.test("sayings that are none are refused with their field", () => {
  const wrong = [
    [{ probability: 0 }, "nothing is certain"],
    [{ probability: 1 }, "nothing is certain"],
    [{}, "a probability, or a number"],
    [{ probability: 0.2, number: 3 }, "not both"],
    [{ number: 3, low: 1 }, "whole number"],
    [{ number: 9, low: 1, high: 4 }, "between 1 and 4"],
    [{ number: 2, low: 5, high: 4 }, "at most"],
  ] as const;
  for (const [saying, message] of wrong) {
    assertThrows(() => tiltDistribution(LAW, saying), InputError, message);
  }
  assertThrows(() => tiltDistribution([1, 0], { probability: 0.5 }), InputError, "impossible");
});
