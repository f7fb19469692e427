import { gammaln } from "./gamma_function.ts";
import type { RandomStream } from "./random_stream.ts";

/**
 * Draws how many of `trials` independent trials succeed, each with the same probability; exact for
 * any number of trials, in a time that does not grow with it.
 *
 * Throws RangeError unless the trials are a whole number from 0 and the probability is 0 to 1.
 * Source: Hörmann 1993 (algorithm BTRS, transformed rejection); Devroye 1986, chapter X.4 (waiting
 * times) where few successes are expected.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { binomialSample, RandomStream } from "@quakecast/quakecast/mathematics";
 * const heads = binomialSample({ trials: 10, probability: 0.5 }, new RandomStream(1));
 * assert(heads >= 0 && heads <= 10);
 * ```
 */
export function binomialSample(
  law: { trials: number; probability: number },
  random: RandomStream,
): number {
  const { trials, probability } = law;
  if (!(Number.isInteger(trials) && trials >= 0 && probability >= 0 && probability <= 1)) {
    throw new RangeError(`Cannot draw a binomial of ${trials} trials at ${probability}`);
  }
  if (trials === 0 || probability === 0) return 0;
  if (probability === 1) return trials;
  if (probability > 0.5) {
    return trials - binomialSample({ trials, probability: 1 - probability }, random);
  }
  return trials * probability < 10
    ? sampleByWaiting(trials, { probability, random })
    : sampleByRejection(trials, { probability, random });
}

/**
 * Draws how `trials` events fall into bins of the given probabilities. [bin]
 *
 * The probabilities need not add up to 1. Throws RangeError for a negative or missing one, or where
 * all are 0 and there is something to draw.
 */
export function multinomialSample(
  law: { trials: number; probabilities: ArrayLike<number> },
  random: RandomStream,
): Float64Array {
  const { trials, probabilities } = law;
  const counts = new Float64Array(probabilities.length);
  let last = -1;
  let total = 0;
  for (let bin = 0; bin < probabilities.length; bin++) {
    if (!(probabilities[bin] >= 0 && probabilities[bin] < Infinity)) {
      throw new RangeError(`Cannot draw bins: probability ${probabilities[bin]} of bin ${bin}`);
    }
    if (probabilities[bin] > 0) last = bin;
    total += probabilities[bin];
  }
  if (last < 0 && trials > 0) throw new RangeError("Cannot draw bins: all probabilities are 0");
  let left = trials;
  for (let bin = 0; bin < last && left > 0; bin++) {
    // Rounding may take the remainder a hair below the bin's own part.
    const probability = Math.min(1, probabilities[bin] / total);
    counts[bin] = binomialSample({ trials: left, probability }, random);
    left -= counts[bin];
    total = Math.max(total - probabilities[bin], 1e-300);
  }
  if (last >= 0) counts[last] += left;
  return counts;
}

interface Rare {
  probability: number;
  random: RandomStream;
}

/** Jumps from success to success by geometric waiting times. */
function sampleByWaiting(trials: number, { probability, random }: Rare): number {
  const scale = Math.log1p(-probability);
  let successes = 0;
  for (let spent = 0;; successes++) {
    spent += Math.floor(Math.log(random.uniform()) / scale) + 1;
    if (spent > trials) return successes;
  }
}

function sampleByRejection(trials: number, { probability, random }: Rare): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const logOdds = Math.log(probability) - Math.log1p(-probability);
  const mode = Math.floor((trials + 1) * probability);
  const logWeight = (k: number) => k * logOdds - gammaln(k + 1) - gammaln(trials - k + 1);
  const highest = logWeight(mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const distance = 0.5 - Math.abs(u);
    const count = Math.floor((2 * a / distance + b) * u + centre);
    if (distance >= 0.07 && v <= squeeze) return count;
    if (count < 0 || count > trials) continue;
    const left = Math.log(v * alpha / (a / (distance * distance) + b));
    if (left <= logWeight(count) - highest) return count;
  }
}
