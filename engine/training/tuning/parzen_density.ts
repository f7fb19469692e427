import type { ChoiceDimension, NumberDimension } from "../../domain/mod.ts";
import {
  type RandomStream,
  standardNormalCumulative,
  standardNormalQuantile,
} from "../../mathematics/mod.ts";
import { numberScale } from "./number_scale.ts";

/** Width of a kernel among one alone, as a share of the range. */
const WIDTH = 0.3;

/** A density over the values of one dimension, from values that were seen. */
export interface ParzenDensity {
  /** Draws a value. */
  draw(random: RandomStream): number | string;
  /** Logarithm of the density at a value, up to a constant of the dimension. */
  logDensity(value: number | string): number;
}

/**
 * Kernels at the values seen and one wide one over the whole range, all of equal weight, cut at the
 * ends; the more there are, the narrower. Numbers that count in factors are laid out by their logarithm.
 *
 * Source: Bergstra, Bardenet, Bengio & Kégl 2011, section 4.2; widths fall as in Scott 1992, since ways to
 * the next neighbour are too ragged for a handful of values.
 */
export function densityOfNumbers(
  dimension: NumberDimension,
  seen: readonly number[],
): ParzenDensity {
  const scale = numberScale(dimension);
  const kernels = kernelsAt(seen.map(scale.place));
  return {
    draw(random) {
      const { centre, width } = kernels[random.integer(kernels.length)];
      const [from, to] = [0, 1].map((end) => standardNormalCumulative((end - centre) / width));
      const share = from + random.uniform() * (to - from);
      const place = centre +
        width * standardNormalQuantile(Math.min(1 - 1e-15, Math.max(1e-15, share)));
      return scale.value(Math.min(1, Math.max(0, place)));
    },
    logDensity(value) {
      const place = scale.place(Number(value));
      const densities = kernels.map(({ centre, width }) => {
        const inside = standardNormalCumulative((1 - centre) / width) -
          standardNormalCumulative(-centre / width);
        return Math.exp(-0.5 * ((place - centre) / width) ** 2) / (width * inside);
      });
      return Math.log(densities.reduce((sum, density) => sum + density, 0) / kernels.length);
    },
  };
}

/** How often each value was seen, and once more each, so that none is ruled out. */
export function densityOfChoices(
  { choices }: ChoiceDimension,
  seen: readonly (number | string)[],
): ParzenDensity {
  const counts = choices.map((choice) => 1 + seen.filter((value) => value === choice).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    draw(random) {
      let rest = random.integer(total);
      return choices[counts.findIndex((count) => (rest -= count) < 0)];
    },
    logDensity: (value) => Math.log(counts[choices.indexOf(value)] / total),
  };
}

function kernelsAt(places: readonly number[]): { centre: number; width: number }[] {
  const width = WIDTH * (places.length + 1) ** -0.2;
  return [...places.map((centre) => ({ centre, width })), { centre: 0.5, width: 1 }];
}
