import { assertEquals } from "@std/assert";
import type { ModelSearch } from "../../../../engine/domain/mod.ts";
import { describeSearch } from "../../../../engine/training/mod.ts";

const gain = (nats: number, half: number) => ({ nats, low: nats - half, high: nats + half });

function searchOf(epochs: number, stretches: number[], untouched = gain(0, 0)): ModelSearch {
  const windows = 100;
  const span = { from: "2020-01-01T00:00:00.000Z", to: "2020-06-01T00:00:00.000Z", windows };
  const point = { dropout: 0.1 };
  return {
    ...{ trials: 8, asked: 8, sampler: "", generation: 4, rungs: [30], eta: 3, folds: 3 },
    ...{ space: [], seed: 1, sentence: "" },
    winner: { ...gain(0.02, 0.01), trial: 3, point, epochs },
    nested: {
      ...{ ...gain(0.01, 0.02), windows: windows * stretches.length },
      stretches: stretches.map((each) => ({ ...span, ...gain(0.01, 0.02), point, epochs: each })),
    },
    next: { low: -0.03, high: 0.05, windows, fromStretches: stretches.length },
    untouched: { ...untouched, windows, holdsNested: false, isAsExpected: true },
  };
}

Deno.test("a network that wins is told with what to expect of it", () => {
  assertEquals(
    describeSearch(searchOf(30, [30, 0], gain(0.04, 0.01))),
    "The best of 8 trials scored +0.020 nats per window over the best baseline, on the stretches it " +
      "was chosen on, which flatters it; choosing anew on earlier stretches alone scored +0.010 " +
      "[-0.010, +0.030] on average: expect that in the long run, and on one stretch of 100 windows " +
      "anything from -0.030 to +0.050 (95 %). On the last part, which no search has seen, the winner " +
      "scored +0.040 [+0.030, +0.050], inside that range.",
  );
});

Deno.test("a baseline that wins is called so, with what searches on less would have chosen", () => {
  const start =
    "The winner is the baseline: none of 8 trials beat it by more than its standard error. " +
    "The best scored +0.020 [+0.010, +0.030] nats per window over it, on the stretches it was chosen " +
    "on, which flatters it; choosing anew on earlier stretches alone took ";
  const end =
    " The model answers as its baseline, on the last part, which no search has seen, as anywhere";
  assertEquals(describeSearch(searchOf(0, [0, 0])), `${start}the baseline too.${end}.`);
  assertEquals(
    describeSearch(searchOf(0, [30, 0], gain(-0.01, 0.01))),
    `${start}a network 1 of 2 times and scored +0.010 [-0.010, +0.030] on average.${end}; it scored ` +
      "-0.010 [-0.020, +0.000] there.",
  );
});
