import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { matchPicks, type PickedTrace, scorePicks } from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

Deno.test("matchPicks: the nearest pairs first, each pick and label once", () => {
  const pairs = (labels: number[], picks: number[], tolerance: number) =>
    matchPicks(labels, picks, tolerance).map(({ label, pick }) => `${label}${pick}`).sort();
  assertEquals(pairs([], [1], 0.5), []);
  assertEquals(pairs([1], [], 0.5), []);
  assertEquals(pairs([1], [1.4, 0.9], 0.5), ["01"]);
  assertEquals(pairs([1, 1.3], [1.2], 0.5), ["10"]);
  assertEquals(pairs([1, 2], [2.1, 1.1], 0.3), ["01", "10"]);
  assertEquals(pairs([1], [1.3], 0.3), ["00"]); // a tolerance is reached, whatever the rounding
  assertEquals(pairs([1], [1.302], 0.3), []);
});

Deno.test("scorePicks: counts and residuals of a case done by hand", () => {
  const traces: PickedTrace[] = [
    { labels: { P: [10], S: [15] }, picks: { P: [10.05, 20], S: [15.4] } },
    { labels: { P: [10], S: [] }, picks: { P: [9.85], S: [12] } },
    { labels: { P: [10] }, picks: {} },
  ];
  const { P, S } = scorePicks(traces, { tolerancesSeconds: [0.1, 0.3] });
  assertEquals([P.labels, P.picks, S.labels, S.picks], [3, 3, 1, 2]);
  const [tight, loose] = P.scores;
  assertEquals([tight.matched, loose.matched], [1, 2]);
  assertAlmostEquals(loose.precision.value!, 2 / 3);
  assertAlmostEquals(loose.recall.value!, 2 / 3);
  assertAlmostEquals(loose.f1.value!, 2 / 3);
  assertAlmostEquals(loose.meanSeconds!, (0.05 - 0.15) / 2);
  assertAlmostEquals(loose.sigmaSeconds!, Math.sqrt(2 * 0.1 ** 2));
  assertAlmostEquals(loose.meanAbsoluteSeconds!, 0.1);
  assertEquals([tight.sigmaSeconds, S.scores[0].meanSeconds], [null, null]);
  assertEquals(scorePicks([], {}).P.scores[0].f1, { value: null, low: null, high: null });
});

Deno.test("scorePicks: intervals hold a binomial share about as often as they say", () => {
  const random = new RandomStream(3);
  let held = 0;
  for (let run = 0; run < 100; run++) {
    const traces = Array.from({ length: 150 }, () => ({
      labels: { P: [0] },
      picks: { P: [random.uniform() < 0.8 ? 0 : 9] },
    }));
    const [{ recall }] = scorePicks(traces, { seed: run, replicates: 200, phases: ["P"] }).P.scores;
    if (recall.low! <= 0.8 && recall.high! >= 0.8) held++;
  }
  assert(held >= 88 && held <= 100, `${held}`);
});
