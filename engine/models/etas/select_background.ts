import type { RandomStream } from "../../mathematics/mod.ts";

/** How events are taken for background, each by its probability. */
export type BackgroundRule =
  /** Each by a draw of its own: the number kept is right on average, the choice is one of many. */
  | { by: "draw"; random: RandomStream }
  /** Those at least so likely: the same each time, but their number is not that of the background. */
  | { by: "threshold"; threshold: number };

/**
 * Indices of the events that are taken for background.
 *
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97, algorithm 2 (stochastic declustering).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { selectBackground } from "@quakecast/quakecast/models";
 * const kept = selectBackground(Float64Array.of(0.9, 0.2, 0.5), { by: "threshold", threshold: 0.5 });
 * assertEquals([...kept], [0, 2]);
 * ```
 */
export function selectBackground(probability: Float64Array, rule: BackgroundRule): Uint32Array {
  const kept: number[] = [];
  probability.forEach((p, event) => {
    const least = rule.by === "draw" ? rule.random.uniform() : rule.threshold;
    if (rule.by === "draw" ? least < p : p >= least) kept.push(event);
  });
  return Uint32Array.from(kept);
}
