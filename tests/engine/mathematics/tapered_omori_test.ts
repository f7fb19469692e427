import { assertAlmostEquals, assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import {
  gaussLegendre,
  type TaperedOmori,
  taperedOmoriIntegral,
  taperedOmoriSlopes,
  upperIncompleteGamma,
} from "../../../engine/mathematics/mod.ts";

/** California's, San Jacinto's, Salton Sea's (ω above 0), one of little taper and some extremes. */
const LAWS: readonly TaperedOmori[] = [
  { cDays: 10 ** -2.7977, omega: -0.0615, tauDays: 10 ** 3.7232 },
  { cDays: 10 ** -4.388619, omega: -0.181338, tauDays: 10 ** 3.009628 },
  { cDays: 10 ** -2.8398, omega: 0.0349, tauDays: 10 ** 2.8045 },
  { cDays: 1e-8, omega: 0, tauDays: 1e12 },
  { cDays: 1, omega: 0.99, tauDays: 1.03 },
  { cDays: 1e-3, omega: -0.98, tauDays: 30 },
];

/** The same by incomplete gamma functions, as the science has it. */
function byGamma({ cDays, omega, tauDays }: TaperedOmori, from: number, to: number): number {
  const upper = (t: number) => upperIncompleteGamma(-omega, (t + cDays) / tauDays);
  return tauDays ** -omega * Math.exp(cDays / tauDays) * (upper(from) - upper(to));
}

Deno.test("tapered Omori: the integral is the difference of incomplete gamma functions", () => {
  for (const law of LAWS) {
    for (
      const [from, to] of [[0, 1], [0, 1e4], [0.3, 40], [20, 1e3], [0, Infinity], [9, Infinity]]
    ) {
      const expected = byGamma(law, from, to);
      const actual = taperedOmoriIntegral(law, { from, to });
      // What the difference loses to cancellation is taken off.
      const lost = 1e-14 * byGamma(law, from, Infinity) / expected;
      assertLessOrEqual(Math.abs(actual / expected - 1), 1e-11 + lost, `${from} to ${to}`);
    }
  }
});

Deno.test("tapered Omori: short and late intervals keep their digits", () => {
  for (const law of LAWS) {
    for (const from of [0, 1e-6, 0.1, 30, Math.min(5e3, 5 * law.tauDays)]) {
      for (const width of [1e-9, 1e-6]) {
        const to = from + width;
        const h = (t: number) => Math.exp(-t / law.tauDays) * (t + law.cDays) ** -(1 + law.omega);
        if (width > law.cDays / 10) continue;
        // Simpson's rule, exact to the fourth power of width / (t + c)
        const simpson = (to - from) / 6 * (h(from) + 4 * h((from + to) / 2) + h(to));
        const actual = taperedOmoriIntegral(law, { from, to });
        const bend = (width / (from + law.cDays)) ** 4;
        assertLessOrEqual(Math.abs(actual / simpson - 1), 1e-13 + bend, `${from} + ${width}`);
      }
    }
  }
});

Deno.test("tapered Omori: intervals add up, far out too", () => {
  for (const law of LAWS) {
    for (const from of [0, law.tauDays, 40 * law.tauDays]) {
      const ends = [0, 1e-3, 0.1, 3, 20].map((taus) => from + taus * law.tauDays);
      const whole = taperedOmoriIntegral(law, { from, to: ends[4] });
      let sum = 0;
      for (let i = 1; i < ends.length; i++) {
        sum += taperedOmoriIntegral(law, { from: ends[i - 1], to: ends[i] });
      }
      assertAlmostEquals(sum / whole, 1, 1e-13);
    }
  }
});

Deno.test("tapered Omori: without taper, in closed form, the limit of long tapers", () => {
  for (const omega of [-0.3, 0, 1e-12, 0.4]) {
    const law = { cDays: 0.01, omega, tauDays: Infinity };
    const long = { ...law, tauDays: 1e13 };
    const whole = taperedOmoriIntegral(law, { from: 2, to: 100 });
    assertAlmostEquals(taperedOmoriIntegral(long, { from: 2, to: 100 }) / whole, 1, 1e-11);
  }
  const total = taperedOmoriIntegral({ cDays: 0.01, omega: 0.4, tauDays: Infinity }, {
    from: 0,
    to: Infinity,
  });
  assertAlmostEquals(total, 0.01 ** -0.4 / 0.4, 1e-12);
  assertEquals(taperedOmoriIntegral(LAWS[0], { from: 3, to: 3 }), 0);
});

Deno.test("tapered Omori: what is out of range is refused", () => {
  const law = LAWS[0];
  assertThrows(() => taperedOmoriIntegral({ ...law, cDays: 0 }, { from: 0, to: 1 }), RangeError);
  assertThrows(() => taperedOmoriIntegral({ ...law, tauDays: -1 }, { from: 0, to: 1 }), RangeError);
  assertThrows(() => taperedOmoriIntegral({ ...law, omega: NaN }, { from: 0, to: 1 }), RangeError);
  assertThrows(() => taperedOmoriIntegral(law, { from: 1, to: 0 }), RangeError);
  assertThrows(() => taperedOmoriIntegral(law, { from: NaN, to: 0 }), RangeError);
  const endless = { ...law, tauDays: Infinity };
  assertThrows(() => taperedOmoriIntegral(endless, { from: 0, to: Infinity }), RangeError);
});

Deno.test("Gauss-Legendre: exact for polynomials up to its degree", () => {
  for (const points of [1, 2, 5, 10, 16]) {
    const { nodes, weights } = gaussLegendre(points);
    for (let power = 0; power < 2 * points; power++) {
      const sum = nodes.reduce((total, node, i) => total + weights[i] * node ** power, 0);
      assertAlmostEquals(sum, power % 2 === 0 ? 2 / (power + 1) : 0, 1e-14, `x^${power}`);
    }
  }
  assertThrows(() => gaussLegendre(0), RangeError);
});

Deno.test("tapered Omori: integrals to many times, and their slopes by the law", () => {
  const days = [0, 0, 1e-6, 0.01, 3, 3, 400, 5_000];
  for (const law of [...LAWS, { cDays: 0.01, omega: 0.2, tauDays: Infinity }]) {
    const slopes = taperedOmoriSlopes(law, days);
    days.forEach((to, i) => {
      const integral = (changed: Partial<TaperedOmori>) =>
        taperedOmoriIntegral({ ...law, ...changed }, { from: 0, to });
      const whole = integral({});
      assertAlmostEquals(slopes.integral[i] / (whole || 1), whole === 0 ? 0 : 1, 1e-12);
      // Central differences of fourth order
      const slope = (key: keyof TaperedOmori, h: number) => {
        const at = (steps: number) => integral({ [key]: law[key] + steps * h });
        return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h);
      };
      const holds = (actual: number, expected: number, scale: number) =>
        assertLessOrEqual(
          Math.abs(actual - expected) * scale,
          1e-8 * whole,
          `${to} of ${law.tauDays}`,
        );
      holds(slopes.byC[i], slope("cDays", 1e-3 * law.cDays), law.cDays);
      holds(slopes.byOmega[i], slope("omega", 2e-4), 1);
      if (law.tauDays === Infinity) assertEquals(slopes.byTau[i], 0);
      else holds(slopes.byTau[i], slope("tauDays", 1e-3 * law.tauDays), law.tauDays);
    });
  }
  assertThrows(() => taperedOmoriSlopes(LAWS[0], [1, 0.5]), RangeError);
  assertThrows(() => taperedOmoriSlopes(LAWS[0], [-1]), RangeError);
  assertThrows(() => taperedOmoriSlopes(LAWS[0], [Infinity]), RangeError);
});
