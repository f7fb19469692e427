import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { gainBand } from "../../../server/page/dashboard/skill/gain_band.ts";

function pointsOf(gains: readonly number[]): Parameters<typeof gainBand>[0] {
  let cumulative = 0;
  return gains.map((gain, i) => {
    cumulative += gain;
    return { forecastId: `${i}`, endMs: i, events: 1, informationGainPerEvent: gain, cumulative };
  });
}

Deno.test("the band is the sum and so many deviations of it, by the plain formula", () => {
  const gains = [1, 3, 2, 6];
  const band = gainBand(pointsOf(gains));
  assertEquals(band.slice(0, 2), [{ low: null, high: null }, { low: null, high: null }]);
  const deviation = Math.sqrt((4 + 0 + 1 + 9) / 3); // about the mean 3
  assertAlmostEquals(band[3].low!, 12 - 1.96 * 2 * deviation, 1e-3);
  assertAlmostEquals(band[3].high!, 12 + 1.96 * 2 * deviation, 1e-3);
});

Deno.test("of many sums without any gain, the band holds 0 in about 95 %", () => {
  const random = new RandomStream(1);
  const held = Array.from({ length: 1000 }, () => {
    const { low, high } = gainBand(pointsOf(Array.from({ length: 60 }, () => random.normal())))
      .at(-1)!;
    return low! < 0 && high! > 0;
  }).filter(Boolean).length;
  assert(held > 925 && held < 970, `${held} of 1000`);
});
