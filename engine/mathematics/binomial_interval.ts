import { incompleteBetaRegularised } from "./incomplete_beta.ts";

/** Where a probability lies, seen from how often it came true. */
export interface BinomialInterval {
  /** Lower end, 0 to 1. */
  low: number;
  /** Upper end, 0 to 1. */
  high: number;
}

/**
 * The interval of a probability that is never too narrow: of `trials` independent trials `successes`
 * came true.
 *
 * Throws RangeError unless both are whole numbers, the trials from 1 and the successes up to them, or
 * for a level outside 0 to 1.
 * Source: Clopper & Pearson 1934, Biometrika 26.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { binomialInterval } from "@quakecast/quakecast/mathematics";
 * const { low, high } = binomialInterval({ successes: 0, trials: 10 });
 * assert(low === 0 && Math.abs(high - (1 - 0.025 ** 0.1)) < 1e-12);
 * ```
 */
export function binomialInterval(
  { successes, trials }: { successes: number; trials: number },
  { level = 0.95 }: { level?: number } = {},
): BinomialInterval {
  const isWhole = Number.isInteger(successes) && Number.isInteger(trials);
  if (!isWhole || successes < 0 || trials < 1 || successes > trials || !(level > 0 && level < 1)) {
    throw new RangeError(`Cannot give the ${level} interval of ${successes} in ${trials} trials`);
  }
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** Where I_x(a, b) is a probability, by halving. */
function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 200 && high - low > 1e-16; step++) {
    const middle = (low + high) / 2;
    if (incompleteBetaRegularised(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
