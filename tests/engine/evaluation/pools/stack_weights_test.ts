import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError, InsufficientDataError } from "../../../../engine/domain/mod.ts";
import { poolLogScores, shrinkWeights, stackWeights } from "../../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";

/** Log scores of members that are right by chance, the same each time. */
function scatteredScores(members: number, windows: number): Float64Array[] {
  return Array.from({ length: members }, (_, member) => {
    const random = new RandomStream(7).fork(`member ${member}`);
    return Float64Array.from({ length: windows }, () => Math.log(0.02 + random.uniform()));
  });
}

const meanOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length;

Deno.test("two Bernoulli members: the weight is that of the closed form", () => {
  // Members say 0.2 and 0.7; of 100 windows 40 have an event: the pool says 0.4 exactly, w = 0.6.
  const happened = Array.from({ length: 100 }, (_, i) => i % 5 < 2);
  const scores = [0.2, 0.7].map((p) => happened.map((yes) => Math.log(yes ? p : 1 - p)));
  const { weights, gap } = stackWeights(scores, { tolerance: 1e-12 });
  assertAlmostEquals(weights[0], 0.6, 1e-5);
  assert(gap <= 1e-12);
  // Both say more than what comes: the lower one takes all.
  const above = [0.45, 0.7].map((p) => happened.map((yes) => Math.log(yes ? p : 1 - p)));
  assert(stackWeights(above).weights[0] > 0.9999);
});

Deno.test("no weights of a fine grid do better than the stacked ones, and the gap is proven", () => {
  const scores = scatteredScores(3, 60);
  const { logScore, weights, gap } = stackWeights(scores);
  assertAlmostEquals(weights.reduce((sum, one) => sum + one, 0), 1, 1e-12);
  assert(weights.every((weight) => weight >= 0));
  assertAlmostEquals(meanOf(poolLogScores(scores, weights)), logScore, 1e-12);
  let best = { logScore: -Infinity, weights: [0, 0, 0] };
  for (let i = 0; i <= 100; i++) {
    for (let j = 0; i + j <= 100; j++) {
      const tried = [i / 100, j / 100, (100 - i - j) / 100];
      const score = meanOf(poolLogScores(scores, tried));
      if (score > best.logScore) best = { logScore: score, weights: tried };
    }
  }
  assert(best.logScore <= logScore + gap, `${best.logScore} beats ${logScore}`);
  weights.forEach((weight, k) => assertAlmostEquals(weight, best.weights[k], 0.02));
});

Deno.test("a planted best member takes all, a useless one nothing, and twins share", () => {
  const scores = scatteredScores(3, 400);
  const best = scores[0].map((_, i) => Math.max(...scores.map((column) => column[i])) + 0.1);
  const { weights } = stackWeights([...scores, best]);
  assert(weights[3] > 0.9999);
  const twins = stackWeights([best, best, scores[0]]).weights;
  assertAlmostEquals(twins[0], twins[1], 1e-12);
  assert(twins[2] < 1e-4);
});

Deno.test("scores of near nothing neither overflow nor are forgotten", () => {
  const { weights, logScore } = stackWeights([[-744, -1, -1], [-1, -744, -744]]);
  assertAlmostEquals(weights[0], 2 / 3, 1e-3);
  assert(Number.isFinite(logScore) && logScore > -3);
});

Deno.test("a single member, and windows that do not fit", () => {
  assertEquals(stackWeights([[-1, -2]]).weights, [1]);
  assertThrows(() => stackWeights([[-1], [-1, -2]]), InputError, "member 1");
  assertThrows(() => stackWeights([[-1, NaN]]), InputError, "score 1");
  assertThrows(() => stackWeights([]), InputError, "no scored window");
});

Deno.test("shrinkage: equal weights where members cannot be told apart, none where one is best", () => {
  const scores = scatteredScores(3, 100);
  const noise = shrinkWeights(scores);
  assert(noise.shrinkage > 0.3, `shrinkage ${noise.shrinkage}`);
  const best = scores[0].map((_, i) => Math.max(...scores.map((column) => column[i])) + 0.5);
  const planted = shrinkWeights([...scores, best]);
  assertEquals(planted.shrinkage, 0);
  assert(planted.weights[3] > 0.999);
  assertEquals(shrinkWeights(scores), noise);
  assertThrows(() => shrinkWeights(scatteredScores(2, 15)), InsufficientDataError, "20");
});

Deno.test("the windows after the gap take no part in the weights that they are scored by", () => {
  // Until the last stretch the first member is right, then the other: weights come from the past alone.
  const windows = 100;
  const first = Float64Array.from({ length: windows }, (_, i) => i < 80 ? -0.1 : -3);
  const other = Float64Array.from({ length: windows }, (_, i) => i < 80 ? -3 : -0.1);
  const { tried } = shrinkWeights([first, other], { gap: 5 });
  const none = tried.find(({ shrinkage }) => shrinkage === 0)!;
  // Three stretches at -0.1 and one at -3 (and a little), had the future leaked it would be higher.
  assertAlmostEquals(none.logScore, (3 * -0.1 + -3) / 4, 0.01);
});
