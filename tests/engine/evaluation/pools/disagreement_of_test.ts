import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { disagreementOf, mixDistributions } from "../../../../engine/evaluation/mod.ts";

Deno.test("who says the same does not disagree; who excludes the other does so wholly", () => {
  const distribution = [0.5, 0.3, 0.2];
  const same = disagreementOf([{ weight: 2, distribution }, { weight: 1, distribution }]);
  assertAlmostEquals(same.jensenShannon, 0, 1e-15);
  assertAlmostEquals(same.expected.low, 0.7, 1e-12);
  const apart = disagreementOf([
    { weight: 1, distribution: [1] },
    { weight: 3, distribution: [0, 0, 1] },
  ]);
  assertAlmostEquals(apart.jensenShannon, -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), 1e-12);
  assertAlmostEquals(apart.share, 1, 1e-12);
  assertEquals(apart.probability, { low: 0, high: 1 });
  assertEquals(apart.expected, { low: 0, high: 2 });
});

Deno.test("the divergence is the entropy of the pool less the mean entropy of the members", () => {
  const entropy = (law: readonly number[]) =>
    law.reduce((sum, p) => p > 0 ? sum - p * Math.log(p) : sum, 0);
  const members = [
    { weight: 0.2, distribution: [0.9, 0.1] },
    { weight: 0.5, distribution: [0.4, 0.3, 0.2, 0.1] },
    { weight: 0.3, distribution: [0.1, 0.1, 0.8] },
  ];
  const pooled = mixDistributions(members);
  assertAlmostEquals(pooled.reduce((sum, p) => sum + p, 0), 1, 1e-12);
  const wanted = entropy(pooled) -
    members.reduce((sum, { weight, distribution }) => sum + weight * entropy(distribution), 0);
  assertAlmostEquals(disagreementOf(members).jensenShannon, wanted, 1e-12);
});

Deno.test("members without weight are not heard, and somebody must be", () => {
  const members = [{ weight: 1, distribution: [0.5, 0.5] }, { weight: 0, distribution: [0, 1] }];
  const { share, probability } = disagreementOf(members);
  assertEquals(share, 0);
  assert(probability.high === 0.5);
  assertThrows(() => disagreementOf([members[1]]), InputError, "none has a weight");
});
