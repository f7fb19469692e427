import type { SearchDimension } from "../../domain/mod.ts";

/** How a search goes about it. */
export interface SearchPlan {
  /** What is searched. */
  space: readonly SearchDimension[];
  /** Trials. */
  trials: number;
  /** Trials that are proposed at once, on what earlier generations have shown. */
  generation: number;
  /** Epochs of each rung of the halving. */
  rungs: readonly number[];
  /** One in so many goes on to the next rung. */
  eta: number;
  /** Seed. */
  seed: number;
}

/** First and last number of the trials of each generation. */
export function layGenerations(
  { trials, generation }: Pick<SearchPlan, "trials" | "generation">,
): { first: number; last: number }[] {
  const count = Math.max(1, Math.round(trials / generation));
  return Array.from({ length: count }, (_, i) => ({
    first: Math.floor(i * trials / count) + 1,
    last: Math.floor((i + 1) * trials / count),
  }));
}
