import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  chanceOfCount,
  GATE_LEVEL,
  gateScored,
  type ScoredForecast,
} from "../../../../engine/forecasting/mod.ts";
import {
  negativeBinomialCumulative,
  negativeBinomialSample,
  RandomStream,
} from "../../../../engine/mathematics/mod.ts";

const DAYS = 150;

/** Days of a negative binomial law, forecast by one whose mean is so many times as high. */
function history(seed: number, { factor = 1, dispersionFactor = 1 } = {}): ScoredForecast[] {
  const random = new RandomStream(`history ${seed}`);
  return Array.from({ length: DAYS }, () => {
    const truth = { mean: 0.5 + 3 * random.uniform(), dispersion: 0.5 };
    const said = { mean: factor * truth.mean, dispersion: dispersionFactor * truth.dispersion };
    const count = negativeBinomialSample(truth, random);
    const below = count === 0 ? 0 : negativeBinomialCumulative(count - 1, said);
    const upTo = negativeBinomialCumulative(count, said);
    return {
      transform: below + random.uniform() * (upTo - below),
      probability: 1 - negativeBinomialCumulative(0, said),
      happened: count > 0,
    };
  });
}

/** Whether each day's forecast may be published, by those before it. */
function lived(scored: readonly ScoredForecast[]): boolean[] {
  const consistency = {
    ...{ windows: 30, days: 1, catalogues: 500, level: 0.05 },
    tests: [{ question: "number", valid: 30, passed: 29 }],
  };
  return scored.map((_, day) => gateScored(scored.slice(0, day), { consistency }).passed);
}

Deno.test("of 200 histories of a right law one day in a hundred is withheld at most", () => {
  const histories = Array.from({ length: 200 }, (_, seed) => lived(history(seed)));
  const days = histories.flat();
  const withheld = days.filter((passed) => !passed).length / days.length;
  const ever = histories.filter((one) => one.includes(false)).length / histories.length;
  // The chance on any day is at most 1 %; over 150 days of looking more histories are withheld once.
  assert(withheld <= GATE_LEVEL, `${withheld} of all days`);
  assert(withheld > 0.0005, `a gate that never closes is none: ${withheld}`);
  assert(ever < 0.25, `${ever} of all histories`);
});

Deno.test("a law with three times the rate, or a third of it, is withheld within two weeks", () => {
  for (const factor of [3, 1 / 3]) {
    let withheld = 0;
    const delays = Array.from({ length: 50 }, (_, seed) => {
      const passed = lived(history(seed, { factor }));
      const first = passed.indexOf(false);
      withheld += passed.slice(60).filter((one) => !one).length / (DAYS - 60) / 50;
      return first;
    });
    assert(withheld > 0.95, `factor ${factor}: later withheld on ${withheld} of the days`);
    const middle = delays.sort((one, other) => one - other)[25];
    assert(middle >= 3 && middle <= 14, `factor ${factor}: ${middle} days`);
  }
});

Deno.test("a law that is far too sure is withheld far more often than a right one", () => {
  const shares = Array.from({ length: 20 }, (_, seed) => {
    const passed = lived(history(seed, { dispersionFactor: 0.01 }));
    return passed.slice(60).filter((one) => !one).length / (DAYS - 60);
  });
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  assert(mean > 0.2, `withheld on ${mean} of the days`);
});

Deno.test("a model that has mended is heard again", () => {
  const wrong = history(1, { factor: 3 }).slice(0, 30);
  const passed = lived([...wrong, ...history(2)]);
  assert(!passed[30] && passed.at(-1), "withheld, then heard again");
});

Deno.test("before ten are scored the tests of training decide, and without them nothing is published", () => {
  const consistency = (passed: number, valid = 30) => ({
    ...{ windows: valid, days: 1, catalogues: 500, level: 0.05 },
    tests: [{ question: "number", valid, passed }],
  });
  assertEquals(gateScored([], { consistency: null }).passed, false);
  assertEquals(gateScored([], { consistency: null }).restsOn, "nothing");
  assertEquals(gateScored([], { consistency: consistency(28) }).restsOn, "card");
  assertEquals(gateScored([], { consistency: consistency(28) }).passed, true);
  assertEquals(gateScored([], { consistency: consistency(20) }).passed, false);
  assertEquals(gateScored([], { consistency: consistency(5, 5) }).passed, false, "too few tests");
});

Deno.test("the chance of a number of unlike trials is the binomial one where they are alike", () => {
  assertAlmostEquals(chanceOfCount(new Array(20).fill(0.9), 12), 2 * 0.0004156350188454762, 1e-12);
  assertAlmostEquals(chanceOfCount([0.5, 0.5], 0), 0.5, 1e-12);
  assertAlmostEquals(chanceOfCount([0.2, 0.7], 2), 2 * 0.14, 1e-12);
  assertEquals(chanceOfCount([0.5, 0.5], 1), 1);
});
