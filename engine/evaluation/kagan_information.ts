import { InputError } from "../domain/mod.ts";

/**
 * Kagan's I1 of a map of rates: the mean over events of log2 of the rate density of their cell over
 * that of uniform rates, bits an event. Events in cells without a rate are left out of the sum but
 * not of the mean, as pyCSEP does; null without events.
 *
 * Throws InputError where the columns differ in length.
 * Source: Kagan 2009, GJI 177, equation 7.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { kaganInformation } from "@quakecast/quakecast/evaluation";
 * // All events lie where the density is twice the uniform one: a bit each.
 * assert(kaganInformation([3, 1], { counts: [1, 0], areaKm2: [1, 1] })! < 1);
 * assert(kaganInformation([4, 0], { counts: [5, 0], areaKm2: [1, 1] }) === 1);
 * ```
 */
export function kaganInformation(
  rates: ArrayLike<number>,
  { counts, areaKm2 }: { counts: ArrayLike<number>; areaKm2: ArrayLike<number> },
): number | null {
  if (counts.length !== rates.length || areaKm2.length !== rates.length) {
    throw new InputError(
      `Cannot take the information of ${rates.length} rates, ${counts.length} counts and ` +
        `${areaKm2.length} areas: need as many`,
    );
  }
  let [events, rate, area, bits] = [0, 0, 0, 0];
  for (let cell = 0; cell < rates.length; cell++) {
    events += counts[cell];
    rate += rates[cell];
    area += areaKm2[cell];
  }
  for (let cell = 0; cell < rates.length; cell++) {
    if (counts[cell] === 0 || rates[cell] === 0) continue;
    bits += counts[cell] * Math.log2(rates[cell] / areaKm2[cell] / (rate / area));
  }
  return events === 0 ? null : bits / events;
}
