import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { acceptCandidate } from "../../../engine/training/mod.ts";
import { RandomStream, standardNormalQuantile } from "../../../engine/mathematics/mod.ts";

const OPTIONS = { tolerance: 0.01, unit: "s", seed: 3 };

/** Errors whose differences have a mean and a deviation of 0.1. */
function errorsOf(mean: number, count: number, seed: number) {
  const random = new RandomStream(seed);
  const normal = () => standardNormalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random.uniform())));
  const original = Array.from({ length: count }, () => 0.3 + 0.1 * normal());
  return { original, candidate: original.map((error) => error + mean + 0.1 * normal()) };
}

Deno.test("a candidate that is surely better is accepted, one that is not is refused", () => {
  const better = acceptCandidate(errorsOf(-0.1, 50, 1), OPTIONS);
  assert(better.accepted && better.reason.startsWith("Accepted"), better.reason);
  assert(!acceptCandidate(errorsOf(0.1, 50, 1), OPTIONS).accepted);
});

Deno.test("the interval is that of a mean", () => {
  const { reviewed } = acceptCandidate(errorsOf(-0.1, 400, 2), OPTIONS);
  assertEquals(reviewed.items, 400);
  assertAlmostEquals(reviewed.high - reviewed.low, 2 * 1.96 * 0.1 / 20, 0.003); // sigma / sqrt(n)
});

Deno.test("where nothing changes, at most one in twenty is accepted", () => {
  let accepted = 0;
  for (let seed = 0; seed < 200; seed++) {
    if (acceptCandidate(errorsOf(0, 50, seed), { ...OPTIONS, seed }).accepted) accepted++;
  }
  assert(accepted <= 11, `${accepted} of 200`); // 2.5 % are expected; more than 11: p 0.01
});

Deno.test("what was known must not be forgotten", () => {
  const reviewed = errorsOf(-0.2, 50, 4);
  const worse = errorsOf(0.2, 100, 5);
  const refused = acceptCandidate(reviewed, { ...OPTIONS, rehearsal: worse });
  assert(!refused.accepted && refused.reason.includes("what it knew"), refused.reason);
  const kept = { original: [0.1, 0.2, 0.3], candidate: [0.1, 0.2, 0.3] };
  assert(acceptCandidate(reviewed, { ...OPTIONS, rehearsal: kept }).accepted);
});

Deno.test("a gain that is sure but too small to matter is refused", () => {
  const original = [0.1, 0.2, 0.3, 0.4];
  const less = (by: number) => ({ original, candidate: original.map((error) => error - by) });
  const small = acceptCandidate(less(1e-5), OPTIONS);
  assert(small.reviewed.high < 0 && !small.accepted);
  assert(small.reason.endsWith("less than the 0.01 s that count."), small.reason);
  assert(acceptCandidate(less(0.011), OPTIONS).accepted);
});

Deno.test("pairs must be pairs", () => {
  assertThrows(() => acceptCandidate({ original: [1, 2], candidate: [1] }, OPTIONS), RangeError);
  assertThrows(() => acceptCandidate({ original: [], candidate: [] }, OPTIONS), RangeError);
});
