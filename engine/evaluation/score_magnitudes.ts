import { InputError, type MagnitudeCalibration, type MagnitudeScores } from "../domain/mod.ts";
import { standardNormalQuantile } from "../mathematics/mod.ts";

/** Central intervals whose coverage is told. */
const PROBABILITIES = [0.5, 0.68, 0.9, 0.95] as const;

/** Scores the errors of magnitudes, estimate less catalogue. Throws InputError where there are none. */
export function scoreMagnitudes(errors: ArrayLike<number>): MagnitudeScores {
  const all = Array.from(errors);
  if (all.length === 0) throw new InputError("Cannot score magnitudes: there are none");
  const mean = (of: (error: number) => number) =>
    all.reduce((sum, error) => sum + of(error), 0) / all.length;
  const meanError = mean((error) => error);
  return {
    count: all.length,
    meanError,
    meanAbsoluteError: mean(Math.abs),
    sigma: Math.sqrt(mean((error) => (error - meanError) ** 2)),
    rootMeanSquareError: Math.sqrt(mean((error) => error ** 2)),
  };
}

/**
 * Tells whether stated standard deviations hold: coverage of the normal law's central intervals.
 * Throws InputError where the columns differ in length, are empty, or a deviation is not positive.
 */
export function scoreMagnitudeSigmas(
  errors: ArrayLike<number>,
  sigmas: ArrayLike<number>,
): MagnitudeCalibration {
  const pairs = Array.from(errors, (error, i) => ({ error, sigma: sigmas[i] }));
  const isSound = pairs.length > 0 && errors.length === sigmas.length &&
    pairs.every(({ sigma }) => sigma > 0);
  if (!isSound) {
    throw new InputError("Cannot score standard deviations of magnitudes", {
      value: `${sigmas.length} for ${errors.length} errors`,
      expected: "a positive one for each",
    });
  }
  const mean = (of: (pair: { error: number; sigma: number }) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  return {
    meanSigma: mean(({ sigma }) => sigma),
    rootMeanSquareZ: Math.sqrt(mean(({ error, sigma }) => (error / sigma) ** 2)),
    coverage: PROBABILITIES.map((probability) => {
      const within = standardNormalQuantile((1 + probability) / 2);
      const share = mean(({ error, sigma }) => Math.abs(error / sigma) <= within ? 1 : 0);
      return { probability, share };
    }),
    negativeLogLikelihood: mean(({ error, sigma }) =>
      Math.log(sigma) + (error / sigma) ** 2 / 2 + Math.log(2 * Math.PI) / 2
    ),
  };
}
