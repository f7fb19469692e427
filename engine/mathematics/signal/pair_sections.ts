import type { FilterSection } from "./filter_section.ts";

/** A root: its real and imaginary part. [2] */
export type RootPair = readonly [number, number];

/** An imaginary part below this share of the root's size is rounding. */
const REAL_BELOW = 100 * Number.EPSILON;

/**
 * Sections of second order from real zeros, as many poles (real or in conjugate pairs) and a gain:
 * the pole nearest the unit circle goes into the last section with the zeros nearest to it, and so
 * on; the gain stands in the first section. One zero and one pole at 0 make an odd count even.
 *
 * Source: SciPy's `zpk2sos(pairing="nearest")`, for filters whose zeros are all real.
 */
export function pairSections(
  zeros: readonly number[],
  poles: readonly RootPair[],
  gain: number,
): FilterSection[] {
  const { upper, real } = separate(poles);
  const freeZeros = [...zeros].sort((a, b) => a - b);
  if (real.length % 2 === 1) {
    real.push([0, 0]);
    freeZeros.push(0);
    freeZeros.sort((a, b) => a - b);
  }
  const free = [...upper, ...real];
  const sections: FilterSection[] = [];
  while (free.length > 0) {
    const first = takeLeast(free, fromCircle);
    let second: RootPair = [first[0], -first[1]];
    if (first[1] === 0) {
      const reals = free.filter((root) => root[1] === 0);
      second = takeLeast(reals, fromCircle);
      free.splice(free.indexOf(second), 1);
    }
    const distance = (zero: number) => Math.hypot(zero - first[0], first[1]);
    const [zeroA, zeroB] = [takeLeast(freeZeros, distance), takeLeast(freeZeros, distance)];
    sections.unshift(layPair([zeroA, zeroB], first, second));
  }
  const [b0, b1, b2, a0, a1, a2] = sections[0];
  sections[0] = [b0 * gain, b1 * gain, b2 * gain, a0, a1, a2];
  return sections;
}

/** Real poles, and of every pair the one above the real axis, by real part and then imaginary. */
function separate(poles: readonly RootPair[]): { upper: RootPair[]; real: RootPair[] } {
  const isReal = ([x, y]: RootPair) => Math.abs(y) <= REAL_BELOW * Math.hypot(x, y);
  const byPart = (a: RootPair, b: RootPair) => a[0] - b[0] || a[1] - b[1];
  return {
    upper: poles.filter((root) => !isReal(root) && root[1] > 0).sort(byPart),
    real: poles.filter(isReal).map(([x]): RootPair => [x, 0]).sort(byPart),
  };
}

function fromCircle([x, y]: RootPair): number {
  return Math.abs(1 - Math.hypot(x, y));
}

/** Takes out the first of the items with the least value. */
function takeLeast<Item>(items: Item[], valueOf: (item: Item) => number): Item {
  let least = 0;
  for (let i = 1; i < items.length; i++) {
    if (valueOf(items[i]) < valueOf(items[least])) least = i;
  }
  return items.splice(least, 1)[0];
}

function layPair(
  [zeroA, zeroB]: [number, number],
  [poleX, poleY]: RootPair,
  [otherX, otherY]: RootPair,
): FilterSection {
  return [
    1,
    -(zeroA + zeroB),
    zeroA * zeroB,
    1,
    -(poleX + otherX),
    poleX * otherX - poleY * otherY,
  ];
}
