import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { SearchDimension, SearchPoint } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { proposePoint, searchSpaceOf } from "../../../../engine/training/mod.ts";

const SPACE: SearchDimension[] = [
  { name: "layers", kind: "choice", choices: [1, 2] },
  { name: "units-1", kind: "integer", low: 4, high: 64, log: true },
  {
    ...{ name: "units-2", kind: "integer", low: 4, high: 64, log: true },
    when: { name: "layers", among: [2] },
  },
  { name: "rate", kind: "real", low: 1e-5, high: 1e-1, log: true },
  { name: "dropout", kind: "real", low: 0, high: 0.5, log: false },
  { name: "batch", kind: "choice", choices: [16, 32, 64, 128] },
];

/** Best, 0, with two layers of 16 and 8 units, a rate of 10^-3, a dropout of 0.2 and a batch of 64. */
function gainOf(point: SearchPoint): number {
  const far = (name: string, value: number) => Math.log2(Number(point[name]) / value) ** 2;
  const second = point.layers === 2 ? 0.2 * far("units-2", 8) : 1;
  const batch = point.batch === 64 ? 0 : 0.5;
  return -0.2 * far("units-1", 16) - second - 0.1 * far("rate", 1e-3) - batch -
    20 * (Number(point.dropout) - 0.2) ** 2;
}

/** The best of 40 trials, ten at once, each on what the generations before it have shown. */
function bestOfSearch(seed: number, { blind }: { blind: boolean }): number {
  let ranked: SearchPoint[] = [];
  for (let generation = 0; generation < 4; generation++) {
    const proposed: SearchPoint[] = [];
    for (let i = 1; i <= 10; i++) {
      const trial = 10 * generation + i;
      const seen = blind ? [] : ranked;
      proposed.push(
        proposePoint({ space: SPACE, seed, trial, ranked: seen, pending: [...proposed] }),
      );
    }
    ranked = [...ranked, ...proposed].toSorted((a, b) => gainOf(b) - gainOf(a));
  }
  return gainOf(ranked[0]);
}

Deno.test("the Parzen estimator beats drawing evenly on a known function", () => {
  const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
  const led = seeds.map((seed) => bestOfSearch(seed, { blind: false }));
  const blind = seeds.map((seed) => bestOfSearch(seed, { blind: true }));
  const wins = seeds.filter((_, i) => led[i] > blind[i]).length;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  assert(wins >= 29, `it wins ${wins} of 40`); // by chance in one of 300 such tests
  assert(mean(led) > 0.6 * mean(blind), `${mean(led)} against ${mean(blind)}`);
});

Deno.test("a proposal follows from seed, number and what may be seen", () => {
  const ranked = [1, 2, 3, 4, 5, 6].map((trial) =>
    proposePoint({ space: SPACE, seed: 3, trial, ranked: [] })
  );
  const asked = { space: SPACE, seed: 3, trial: 7, ranked };
  assertEquals(proposePoint(asked), proposePoint(asked));
  assertNotEquals(proposePoint(asked), proposePoint({ ...asked, trial: 8 }));
  assertNotEquals(proposePoint(asked), proposePoint({ ...asked, seed: 4 }));
  assertNotEquals(proposePoint(asked), proposePoint({ ...asked, ranked: ranked.toReversed() }));
  assertNotEquals(proposePoint(asked), proposePoint({ ...asked, pending: ranked }));
});

Deno.test("proposals keep to their ranges, and a condition decides what is asked", () => {
  const random = new RandomStream(5);
  let ranked: SearchPoint[] = [];
  for (let trial = 1; trial <= 300; trial++) {
    const point = proposePoint({ space: SPACE, seed: 1, trial, ranked: ranked.slice(0, 40) });
    assertEquals("units-2" in point, point.layers === 2);
    for (const dimension of SPACE) {
      const value = point[dimension.name];
      if (value === undefined) continue;
      if (dimension.kind === "choice") assert(dimension.choices.includes(value));
      else assert(Number(value) >= dimension.low && Number(value) <= dimension.high);
      if (dimension.kind === "integer") assert(Number.isInteger(value));
    }
    ranked = random.uniform() < 0.5 ? [point, ...ranked] : [...ranked, point];
  }
});

Deno.test("without results each value is equally likely, by its logarithm where factors count", () => {
  const points = Array.from(
    { length: 2000 },
    (_, i) => proposePoint({ space: SPACE, seed: 9, trial: i + 1, ranked: [] }),
  );
  const share = (test: (point: SearchPoint) => boolean) => points.filter(test).length / 2000;
  const close = (found: number, wanted: number) =>
    assert(Math.abs(found - wanted) < 0.04, `${found} for ${wanted}`); // 3.6 standard errors of 1/2
  close(share(({ rate }) => Number(rate) < 1e-3), 0.5);
  close(share(({ dropout }) => Number(dropout) < 0.1), 0.2);
  close(share(({ batch }) => batch === 16), 0.25);
  close(share(({ layers }) => layers === 2), 0.5);
  close(
    share((point) => Number(point["units-1"]) <= 16),
    Math.log(16.5 / 3.5) / Math.log(64.5 / 3.5),
  );
});

Deno.test("after many trials nearly all proposals are of the good kind", () => {
  const space: SearchDimension[] = [{ name: "kind", kind: "choice", choices: ["a", "b", "c"] }];
  const ranked = Array.from({ length: 60 }, (_, i) => ({ kind: i < 12 ? "b" : i % 2 ? "a" : "c" }));
  const drawn = Array.from(
    { length: 100 },
    (_, i) => proposePoint({ space, seed: 2, trial: i + 61, ranked }).kind,
  );
  assert(drawn.filter((kind) => kind === "b").length > 95);
  assert(searchSpaceOf({ model: "cnn", task: "map" }).some(({ name }) => name === "kernel-size"));
});
