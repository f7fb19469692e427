import { assertEquals, assertMatch } from "@std/assert";
import type { ModelSearch } from "../../../../engine/domain/mod.ts";
import { describeSearch } from "../../../../engine/training/mod.ts";

const gain = (nats: number, half: number) => ({ nats, low: nats - half, high: nats + half });

function searchOf(epochs: number, stretches: number[], untouched = gain(0, 0)): ModelSearch {
  const windows = 100;
  const span = { from: "2020-01-01T00:00:00.000Z", to: "2020-06-01T00:00:00.000Z", windows };
  const point = { dropout: 0.1 };
  const trained = gain(-0.02, 0.01);
  return {
    ...{ trials: 8, asked: 8, sampler: "", generation: 4, rungs: [30], eta: 3, folds: 3 },
    ...{ space: [], seed: 1, sentence: "" },
    winner: { ...gain(0.02, 0.01), trial: 3, point, epochs },
    nested: {
      ...{ ...gain(0.01, 0.02), windows: windows * stretches.length },
      stretches: stretches.map((epochs) => ({ ...span, ...gain(0, 0.01), point, epochs, trained })),
      trained,
    },
    next: { low: -0.03, high: 0.05, windows, fromStretches: stretches.length },
    untouched: { ...untouched, windows, holdsNested: false, isAsExpected: true },
  };
}

Deno.test("a network that wins is told with what to expect of it", () => {
  const start =
    "The best of 8 trials scored +0.020 nats per window over the best baseline, on the " +
    "stretches it was chosen on, which flatters it; choosing anew on earlier stretches alone ";
  const end =
    "; on one more stretch of 100 windows expect anything from -0.030 to +0.050 (95 %). On the " +
    "last part, which no search has seen, the winner scored +0.040 [+0.030, +0.050], inside that range.";
  const scored = "scored +0.010 [-0.010, +0.030] on average there";
  const toldOf = (...epochs: number[]) => describeSearch(searchOf(30, epochs, gain(0.04, 0.01)));
  assertEquals(toldOf(30, 10), `${start}${scored}${end}`);
  assertMatch(
    describeSearch(searchOf(30, [30])),
    /no epoch that beat its baseline on validation: on the last part, .* as that baseline\.$/,
  );
  assertEquals(
    toldOf(30, 0),
    `${start}took the baseline 1 of 2 times and ${scored}, where networks would have scored -0.020 ` +
      `[-0.030, -0.010]${end}`,
  );
});

Deno.test("a baseline that wins is called so, with what networks would have scored", () => {
  const start =
    "The winner is the baseline: none of 8 trials beat it by more than its standard error. " +
    "The best scored +0.020 [+0.010, +0.030] nats per window over it, on the stretches it was chosen " +
    "on, which flatters it; choosing anew on earlier stretches alone took the baseline each time, " +
    "where networks would have scored -0.020 [-0.030, -0.010]. The model answers as its baseline, on " +
    "the last part, which no search has seen, as anywhere";
  assertEquals(describeSearch(searchOf(0, [0, 0])), `${start}.`);
  assertEquals(
    describeSearch(searchOf(0, [0, 0], gain(-0.01, 0.01))),
    `${start}; it scored -0.010 [-0.020, +0.000] there.`,
  );
});
