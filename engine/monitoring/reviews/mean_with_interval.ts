import type { MeanWithInterval } from "../../domain/mod.ts";
import { blockBootstrapMean, RandomStream } from "../../mathematics/mod.ts";

/** Mean of the numbers among values with its bootstrap interval; undefined where there is none. */
export function meanWithInterval(values: readonly number[]): MeanWithInterval | undefined {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return undefined;
  if (known.length < 3) return { mean: known.reduce((sum, one) => sum + one, 0) / known.length };
  const random = new RandomStream("skill of reviews");
  const { mean, low, high } = blockBootstrapMean(known, { blockLength: 1, random });
  return { mean, low, high };
}
