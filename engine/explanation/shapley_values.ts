import type { RandomStream } from "../mathematics/mod.ts";

/** Parts that an answer is shared out among, and how it is found. */
export interface ShapleyOptions {
  /** Orders in which the parts come, each of all parts. [order][place] */
  orders: readonly (readonly number[])[];
  /**
   * The explained scalar with some parts as they are and the others replaced; what replaces them may be
   * another on every order. [part]
   */
  value: (present: Uint8Array, order: number) => number;
}

/** What each part adds to an answer, on average over the orders in which parts come. */
export interface ShapleyValues {
  /** Amounts, in the scalar's units. [part] */
  amounts: Float64Array;
  /** The scalar with all parts. */
  value: number;
  /** The scalar with none, on average over the orders. */
  baselineValue: number;
  /** How often the scalar was found. */
  evaluations: number;
}

/**
 * Shapley values over given orders: parts come one after the other, and each adds what the answer changes by
 * when it comes. On every order the amounts sum to the difference between all and none, so they do in the mean.
 *
 * Source: Shapley 1953, A value for n-person games; Castro, Gómez & Tejada 2009, Polynomial calculation of the
 * Shapley value based on sampling, section 3.
 *
 * @example
 * ```ts
 * import { shapleyValues } from "@quakecast/quakecast/explanation";
 * const both = ([a, b]: Uint8Array) => 4 * a * b;
 * const { amounts } = shapleyValues({ orders: [[0, 1], [1, 0]], value: both });
 * if (amounts.join() !== "2,2") throw new Error();
 * ```
 */
export function shapleyValues({ orders, value }: ShapleyOptions): ShapleyValues {
  const parts = orders[0].length;
  const whole = value(new Uint8Array(parts).fill(1), 0);
  const amounts = new Float64Array(parts);
  let baselineValue = 0;
  orders.forEach((order, way) => {
    const present = new Uint8Array(parts);
    let before = value(present, way);
    baselineValue += before / orders.length;
    order.forEach((part, place) => {
      present[part] = 1;
      const after = place === parts - 1 ? whole : value(present, way);
      amounts[part] += (after - before) / orders.length;
      before = after;
    });
  });
  return { amounts, value: whole, baselineValue, evaluations: 1 + orders.length * parts };
}

/**
 * Orders of parts, each as likely, in which the parts of a group come one right after the other: over them
 * parts get Owen values, and a group what it would get as one part. Each order is followed by itself
 * backwards, which evens out who comes early.
 *
 * Source: Owen 1977, Values of games with a priori unions; Mitchell et al. 2022, Sampling permutations for
 * Shapley value estimation, JMLR 23, section 2.4.
 */
export function drawOrders(
  groups: readonly (readonly number[])[],
  { pairs, random }: { pairs: number; random: RandomStream },
): number[][] {
  const shuffled = <T>(values: readonly T[]): T[] => {
    const places = Int32Array.from(values, (_, place) => place);
    random.shuffle(places);
    return Array.from(places, (place) => values[place]);
  };
  return Array.from({ length: pairs }, () => shuffled(groups).flatMap(shuffled))
    .flatMap((order) => [order, order.toReversed()]);
}
