import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  aValueClassic,
  aValueMorePositive,
  aValuePositive,
  RandomStream,
  roundMagnitude,
} from "../../../engine/mathematics/mod.ts";

/** The samples in SeismoStats' tests and documentation, which made the numbers. */
const RISING = { time: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], magnitude: [1, 2, 3, 4, 5, 6, 7, 8, 9] };
RISING.magnitude.push(11, 10);
const SMALL = {
  time: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  magnitude: [2.1, 2.3, 2, 2, 2.1, 2.2, 2.1, 2.3, 2, 2],
};

Deno.test("a-values equal SeismoStats'", () => {
  const ten = RISING.magnitude.slice(0, 9).concat(10);
  const zero = { magnitude: 0, b: 1 };
  assertEquals(aValueClassic(ten, { completeness: 1, binWidth: 10 }), 1);
  assertEquals(aValueClassic(ten, { completeness: 1, binWidth: 0, reference: zero }), 2);
  assertEquals(aValueClassic(ten, { completeness: 1, binWidth: 0, exposure: 10 }), 0);
  const small = aValuePositive(SMALL, { completeness: 2, binWidth: 0.1 })!;
  assertAlmostEquals(small, 0.9542425094393249, 1e-12);
  const options = { completeness: 1, binWidth: 1 };
  assertAlmostEquals(aValuePositive(RISING, options)!, 1, 1e-12);
  assertAlmostEquals(aValuePositive(RISING, { ...options, reference: zero })!, 2, 1e-12);
  assertAlmostEquals(aValuePositive(RISING, { ...options, exposure: 10 })!, 0, 1e-12);
});

Deno.test("a-more-positive, by hand", () => {
  // Waits 1, 1 and 0 after magnitudes 1, 2 and 3, scaled by 10^-1, 10^-2; two rises in two days.
  const events = { time: [0, 1, 2], magnitude: [1, 2, 3] };
  const found = aValueMorePositive(events, { completeness: 1, binWidth: 1, b: 1 })!;
  assertAlmostEquals(found, Math.log10(2 * 2 / (0.1 + 0.01)), 1e-12);
});

Deno.test("all three find the number of a simulated catalogue", () => {
  const random = new RandomStream("a value");
  const time = Float64Array.from({ length: 20_000 }, () => random.uniform()).sort();
  const magnitude = Float64Array.from(
    time,
    () => roundMagnitude(2.95 + random.exponential(Math.LN10), 0.1),
  );
  const options = { completeness: 3, binWidth: 0.1, b: 1 };
  const expected = Math.log10(20_000);
  assertEquals(aValueClassic(magnitude, options), expected);
  assertAlmostEquals(aValuePositive({ time, magnitude }, options)!, expected, 0.03);
  assertAlmostEquals(aValueMorePositive({ time, magnitude }, options)!, expected, 0.03);
});

Deno.test("no event, or none that exceeds another, has no positive a-value", () => {
  const options = { completeness: 3, binWidth: 0.1, b: 1 };
  assertEquals(aValueClassic([], options), -Infinity);
  for (const events of [{ time: [], magnitude: [] }, { time: [0, 1], magnitude: [4, 3.5] }]) {
    assertEquals(aValuePositive(events, options), null);
    assertEquals(aValueMorePositive(events, options), null);
  }
});
