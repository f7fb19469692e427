import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, InputError } from "../../../../engine/domain/mod.ts";
import {
  type ExpertRound,
  poolExperts,
  weighExperts,
  weightsOfExperts,
} from "../../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";

const WINDOWS = 500;
const PRIOR = 0.05;

/**
 * Windows in which an event comes with a probability that varies; the model knows its mean alone, the
 * informed expert the probability, the overconfident one something else that is near 0 or 1.
 */
function simulateRounds(seed: number): ExpertRound[] {
  const random = new RandomStream(seed);
  return Array.from({ length: WINDOWS }, () => {
    const truth = random.uniform() < 0.5 ? 0.1 : 0.5;
    const happened = random.uniform() < truth;
    const score = (probability: number) => Math.log(happened ? probability : 1 - probability);
    const overconfident = random.uniform() < 0.3 ? 0.97 : 0.03;
    const experts = { informed: truth, overconfident, copycat: 0.3 };
    return {
      model: score(0.3),
      experts: Object.fromEntries(Object.entries(experts).map(([name, p]) => [name, score(p)])),
    };
  });
}

const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);

Deno.test("the informed expert gains weight, the overconfident loses it, the copycat keeps the prior", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const rounds = simulateRounds(seed);
    const { odds, pooled } = weighExperts(rounds);
    assert(odds.get("informed")! > 100 * PRIOR, `informed ${odds.get("informed")}`);
    assert(odds.get("overconfident")! < PRIOR / 100, `overconfident ${odds.get("overconfident")}`);
    assertEquals(odds.get("copycat"), PRIOR);
    const gain = sumOf(pooled) - sumOf(rounds.map(({ model }) => model));
    assert(gain > 10, `gain ${gain}`);
  }
});

Deno.test("the pool never loses more than ln(1 / prior weight of the model), whatever is said", () => {
  const bound = Math.log(1 + 3 * PRIOR);
  for (let seed = 1; seed <= 50; seed++) {
    // Who is right changes at random, and with it who would have been believed.
    const random = new RandomStream(`adversary ${seed}`);
    const rounds = Array.from({ length: WINDOWS }, () => ({
      model: -1,
      experts: Object.fromEntries(
        ["a", "b", "c"].map((
          name,
        ) => [name, random.uniform() < 0.5 ? -0.4 : -40 * random.uniform()]),
      ),
    }));
    for (const learningRate of [1, 0.3]) {
      const { pooled, regretBound } = weighExperts(rounds, { learningRate });
      assertAlmostEquals(regretBound, bound / learningRate, 1e-12);
      const gain = sumOf(pooled) - sumOf(rounds.map(({ model }) => model));
      assert(gain >= -regretBound - 1e-9, `gain ${gain}, bound ${-regretBound}`);
    }
  }
});

Deno.test("the bound is reached: experts who are always wrong cost just that", () => {
  const rounds = Array.from({ length: 200 }, () => ({ model: -1, experts: { fool: -700 } }));
  const { pooled, regretBound } = weighExperts(rounds);
  assertAlmostEquals(sumOf(pooled) + 200, -regretBound, 1e-9);
});

Deno.test("weights begin small, stay below the cap, and silence changes nothing", () => {
  const first = weightsOfExperts(["new"], new Map());
  assertAlmostEquals(first.get("new")!, 0.5 * PRIOR / (1 + PRIOR), 1e-15);
  const odds = new Map([["great", 1e12], ["silent", 1]]);
  const weights = weightsOfExperts(["great", "new"], odds, { cap: 0.4 });
  assert(sumOf([...weights.values()]) < 0.4 && weights.get("great")! > 0.399);
  const rounds: ExpertRound[] = [{ model: -1, experts: { ann: -0.5 } }, { model: -2, experts: {} }];
  const { pooled, odds: after } = weighExperts(rounds);
  assertEquals(pooled[1], -2);
  assertEquals([...after.keys()], ["ann"]);
});

Deno.test("the pool is the mixture of what is said", () => {
  const weights = new Map([["a", 0.2], ["b", 0.3]]);
  const round = { model: Math.log(0.5), experts: { a: Math.log(0.1), b: Math.log(0.9) } };
  assertAlmostEquals(Math.exp(poolExperts(round, weights)), 0.5 * 0.5 + 0.02 + 0.27, 1e-12);
});

Deno.test("weights that make no sense, and a model that held impossible what came", () => {
  for (const wrong of [{ cap: 1 }, { priorOdds: 0 }, { learningRate: 2 }, { cap: NaN }]) {
    assertThrows(() => weighExperts([], wrong), ConfigurationError, "Cannot weigh");
  }
  const rounds = [{ model: -Infinity, experts: {} }];
  assertThrows(() => weighExperts(rounds), InputError, "round 0");
});
