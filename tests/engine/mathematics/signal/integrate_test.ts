import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  differentiateInFrequency,
  differentiateInTime,
  integrateInFrequency,
  integrateInTime,
  linearTrend,
  RandomStream,
  removeMean,
  removeTrend,
  taperEnds,
} from "@quakecast/quakecast/mathematics";

Deno.test("calculus in time is exact for lines and their squares", () => {
  const line = Float64Array.from({ length: 50 }, (_, n) => 3 + 0.2 * n);
  const integral = integrateInTime(line, 10);
  integral.forEach((value, n) => assertAlmostEquals(value, 3 * n / 10 + n * n / 100, 1e-12));
  const slope = differentiateInTime(integral, 10);
  for (let n = 1; n < 49; n++) assertAlmostEquals(slope[n], line[n], 1e-12);
  assertEquals([...differentiateInTime([7], 10)], [0]);
  assertEquals(integrateInTime([], 10).length, 0);
});

Deno.test("calculus in frequency is exact for waves that close on themselves", () => {
  const angle = (n: number) => 2 * Math.PI * 4 * n / 200;
  const sine = Float64Array.from({ length: 200 }, (_, n) => Math.sin(angle(n)));
  const angular = 2 * Math.PI * 4 * 50 / 200;
  const slope = differentiateInFrequency(sine, 50);
  const integral = integrateInFrequency(sine, 50);
  for (let n = 0; n < 200; n++) {
    assertAlmostEquals(slope[n], angular * Math.cos(angle(n)), 1e-10);
    assertAlmostEquals(integral[n], -Math.cos(angle(n)) / angular, 1e-12);
  }
});

Deno.test("integration undoes differentiation in frequency but for the mean", () => {
  const random = new RandomStream(8);
  const noise = Float64Array.from({ length: 301 }, () => random.uniform());
  const back = integrateInFrequency(differentiateInFrequency(noise, 100), 100);
  removeMean(noise).forEach((value, n) => assertAlmostEquals(back[n], value, 1e-11));
});

Deno.test("trend and taper of few samples make sense", () => {
  assertEquals(linearTrend([]), { start: 0, slope: 0 });
  assertEquals(linearTrend([4]), { start: 4, slope: 0 });
  assert(removeTrend([1, 3, 5, 7]).every((value) => Math.abs(value) < 1e-12));
  assertEquals([...taperEnds([], 3)], []);
  assertEquals([...taperEnds([2], 3)], [2]);
  assertEquals([...taperEnds([2, 2], 3)], [0, 0]);
  assertEquals(taperEnds([1, 1, 1, 1, 1], 99)[2], 1);
});
