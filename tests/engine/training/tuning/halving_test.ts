import { assertEquals } from "@std/assert";
import {
  countOnRungs,
  keepBest,
  layGenerations,
  layRungs,
} from "../../../../engine/training/mod.ts";

const standing = (number: number, score: number, rung = 1) => ({ number, score, rung });

Deno.test("halving keeps the best one in eta, rounded up, the earlier one of equals", () => {
  const trials = [standing(1, 0.1), standing(2, 0.3), standing(3, 0.3), standing(4, -2)];
  assertEquals(keepBest(trials, 3).map(({ number }) => number), [2, 3]);
  assertEquals(keepBest(trials, 4).map(({ number }) => number), [2]);
  assertEquals(keepBest([...trials].reverse(), 4).map(({ number }) => number), [2]);
});

Deno.test("halving keeps no trial that failed, and puts a higher rung first", () => {
  const failed = [standing(1, -Infinity), standing(2, -Infinity), standing(3, -1)];
  assertEquals(keepBest(failed, 2).map(({ number }) => number), [3]);
  const climbed = [standing(1, 0.9, 1), standing(2, 0.1, 2), standing(3, 0.2, 1)];
  assertEquals(keepBest(climbed, 1).map(({ number }) => number), [2, 1, 3]);
});

Deno.test("rungs rise to all epochs and none is there twice", () => {
  assertEquals(layRungs({ epochs: 27, rungs: 3, eta: 3 }), [3, 9, 27]);
  assertEquals(layRungs({ epochs: 30, rungs: 3, eta: 3 }), [3, 10, 30]);
  assertEquals(layRungs({ epochs: 2, rungs: 3, eta: 3 }), [1, 2]);
  assertEquals(layRungs({ epochs: 5, rungs: 1, eta: 3 }), [5]);
  assertEquals(countOnRungs(10, { rungs: 3, eta: 3 }), [10, 4, 2]);
});

Deno.test("generations share the trials out, all of them", () => {
  assertEquals(layGenerations({ trials: 40, generation: 10 }).map(({ last }) => last), [
    ...[10, 20, 30, 40],
  ]);
  assertEquals(layGenerations({ trials: 7, generation: 3 }), [
    { first: 1, last: 3 },
    { first: 4, last: 7 },
  ]);
  assertEquals(layGenerations({ trials: 2, generation: 10 }), [{ first: 1, last: 2 }]);
});
