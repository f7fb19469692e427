import { assertAlmostEquals, assertEquals } from "@std/assert";
import { judgeHonesty, type SaidAndTrue } from "../../bench/warning_honesty.ts";

Deno.test("what was said of sites and magnitudes is held against what came", () => {
  const site = (said: number[], intensity: number) => ({ said, intensity });
  const look = (error: number, isHeld: boolean) => ({ error, isHeld });
  const events: SaidAndTrue[] = [{
    sites: [site([0.9, 0.3, 0.1], 6.2), site([0.5, 0.1, 0], 4.9)],
    magnitudes: [undefined, look(0.2, true), look(0.3, true), look(0.3, true), look(0.3, true)],
  }, {
    sites: [site([0.95, 0.5, 0.1], 5), site([0.1, 0, 0], 3)],
    magnitudes: [look(-1, false), look(-0.4, true), look(0, true), look(0, true), look(0.1, false)],
  }];
  const { intensities: [five, six], magnitudes } = judgeHonesty(events);
  assertEquals(five.bins.map(({ count, came }) => [count, came]), [[1, 0], [1, 0], [2, 1]]);
  assertAlmostEquals(five.bins[2].said, 0.925, 1e-12);
  assertEquals(six.bins.map(({ count, came }) => [count, came]), [[2, 0], [1, 1], [1, 0]]);
  assertEquals(magnitudes.map(({ events }) => events), [1, 2, 2, 2, 2]);
  assertEquals(magnitudes.map(({ within90 }) => within90), [0, 1, 1, 1, 0.5]);
  assertAlmostEquals(magnitudes[1].meanError, -0.1, 1e-12);
});
