import { assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { type Peak, PeakFinder, type PeakOptions } from "../../../../engine/models/mod.ts";

Deno.test("PeakFinder: small curves", () => {
  const cases: [number[], number[]][] = [
    [[], []],
    [[1], []],
    [[1, 0.5], []], // the first sample is none
    [[0, 1], []], // nor is the last
    [[0, 1, 0], [1]],
    [[0, 1, 1, 0], [1]], // of a plateau, where it begins
    [[0, 0.2, 0], []], // below the threshold
    [[0, 0.3, 0], [1]], // on it
    [[0, 1, 0, 2, 0], [3]],
    [[0, 2, 0, 1, 0], [1]],
    [[0, 2, 0, 0, 0, 1, 0], [1, 5]],
    [[0, NaN, 0, 1, 0], [3]],
  ];
  for (const [curve, wanted] of cases) {
    const found = find(curve, { threshold: 0.3, minimumDistance: 2 });
    assertEquals(found.map(({ index }) => index), wanted, curve.join());
  }
});

Deno.test("PeakFinder: the place between samples is that of a parabola's top", () => {
  const curve = Array.from({ length: 21 }, (_, i) => 1 - ((i - 10.3) / 20) ** 2);
  const [{ index, offset }] = find(curve, { threshold: 0.3, minimumDistance: 2 });
  assertAlmostEquals(index + offset, 10.3);
});

Deno.test("PeakFinder: the same as sorting all maxima of random curves", () => {
  const random = new RandomStream(5);
  for (let run = 0; run < 200; run++) {
    const curve = Array.from({ length: 300 }, () => random.uniform());
    const options = { threshold: 0.6, minimumDistance: 1 + (run % 20) };
    assertEquals(find(curve, options).map(({ index }) => index), findSlowly(curve, options));
  }
});

function find(curve: readonly number[], options: PeakOptions): Peak[] {
  const peaks: Peak[] = [];
  const finder = new PeakFinder(options, (peak) => peaks.push(peak));
  curve.forEach((value, index) => finder.push(index, value));
  finder.finish();
  return peaks;
}

/** All maxima, the largest first, each hiding the smaller ones around it. */
function findSlowly(
  curve: readonly number[],
  { threshold, minimumDistance }: PeakOptions,
): number[] {
  const isPeak = (i: number) =>
    i > 0 && i < curve.length - 1 && curve[i] >= threshold && curve[i] > curve[i - 1] &&
    curve[i] >= curve[i + 1];
  const kept: number[] = [];
  for (const i of curve.map((_, i) => i).filter(isPeak).sort((a, b) => curve[b] - curve[a])) {
    if (kept.every((other) => Math.abs(other - i) > minimumDistance)) kept.push(i);
  }
  return kept.sort((a, b) => a - b);
}
