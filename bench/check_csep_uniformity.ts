import { measureUniformity } from "../tests/engine/evaluation/consistency_truths.ts";
import type { LongCheck } from "./long_check_definition.ts";

const TRUTHS = 300;
const SIMULATIONS = 10_000;
const LEVEL = 0.01;

/** Over 300 simulated truths each consistency test's quantiles must be uniform. */
export const check: LongCheck = {
  about: `quantiles of every consistency test over ${TRUTHS} simulated truths, against ` +
    `${SIMULATIONS} catalogues: Kolmogorov-Smirnov above ${LEVEL}, Holm-corrected`,
  run(report) {
    const seed = "csep uniformity";
    const tests = measureUniformity({ truths: TRUTHS, simulations: SIMULATIONS, seed });
    for (const { test, probability, corrected } of tests) {
      report(`${test}: p ${probability!.toFixed(4)}, corrected ${corrected?.toFixed(4) ?? "none"}`);
    }
    const failed = tests.filter(({ corrected }) => corrected !== null && corrected <= LEVEL);
    if (failed.length > 0) {
      throw new Error(`Not uniform: ${failed.map(({ test }) => test).join(", ")}`);
    }
    const biasOf = (name: string) => {
      const { meanOfFew, meanOfMany } = tests.find(({ test }) => test === name)!;
      return { meanOfFew, meanOfMany, bias: meanOfFew! - meanOfMany! };
    };
    return Promise.resolve({
      ...{ seed, truths: TRUTHS, simulations: SIMULATIONS, tests },
      originalMagnitudeTest: biasOf("catalogue magnitude"),
      resampledMagnitudeTest: biasOf("catalogue magnitude-resampled"),
    });
  },
};
