/**
 * Probabilities of several tests, each raised so that the smallest may be read as that of any test
 * failing by chance. [test]
 *
 * Throws RangeError for a probability outside 0 to 1.
 * Source: Holm 1979, Scand. J. Stat. 6.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { holmCorrection } from "@quakecast/quakecast/mathematics";
 * assertEquals(holmCorrection([0.25, 0.0625, 0.5]), [0.5, 0.1875, 0.5]);
 * ```
 */
export function holmCorrection(probabilities: ArrayLike<number>): number[] {
  const size = probabilities.length;
  const order = Array.from({ length: size }, (_, test) => test)
    .sort((one, other) => probabilities[one] - probabilities[other]);
  const corrected = new Array<number>(size);
  let least = 0;
  order.forEach((test, rank) => {
    const probability = probabilities[test];
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`Cannot correct a probability of ${probability}`);
    }
    least = Math.max(least, Math.min(1, (size - rank) * probability));
    corrected[test] = least;
  });
  return corrected;
}
