import {
  calibrateConsistency,
  type ConsistencyQuestion,
  type ConsistencyResult,
} from "../../evaluation/mod.ts";
import { binomialInterval, type RandomStream } from "../../mathematics/mod.ts";

/** How one consistency test came out over many windows. */
export interface ProspectiveTest {
  /** What was asked. */
  question: ConsistencyQuestion;
  /** Windows with an answer; none, for instance, where nothing happened. */
  valid: number;
  /** Those among them that passed: probability of at least the level. */
  passed: number;
  /** Share that passed; null without a valid window. */
  passRate: number | null;
  /** 95 % interval of that share by Clopper and Pearson; null without a valid window. */
  interval: { low: number; high: number } | null;
  /** Windows with events in cells that no simulated catalogue reached. */
  undersampled: number;
  /** Mean of the quantiles, ties randomised; null without a valid window. */
  meanQuantile: number | null;
  /** Kolmogorov-Smirnov distance of the quantiles from uniform; null without a valid window. */
  distance: number | null;
  /** Chance of as great a distance for a right forecast; null without a valid window. */
  uniformProbability: number | null;
}

/** Level below which a window fails a test. */
export const PROSPECTIVE_LEVEL = 0.05;

/** Sums up the tests of many windows: pass rates with their interval, uniformity of quantiles. */
export function summariseProspective(
  windows: readonly (readonly ConsistencyResult[])[],
  { random }: { random: RandomStream },
): ProspectiveTest[] {
  const byQuestion = new Map<ConsistencyQuestion, ConsistencyResult[]>();
  for (const result of windows.flat()) {
    byQuestion.set(result.question, [...byQuestion.get(result.question) ?? [], result]);
  }
  return Array.from(byQuestion, ([question, results]) => {
    const valid = results.filter(({ probability }) => probability !== null);
    const passed = valid.filter(({ probability }) => probability! >= PROSPECTIVE_LEVEL).length;
    const trials = valid.length;
    const fit = calibrateConsistency(results, { random: random.fork(question) });
    return {
      question,
      valid: trials,
      passed,
      passRate: trials === 0 ? null : passed / trials,
      interval: trials === 0 ? null : binomialInterval({ successes: passed, trials }),
      undersampled: results.filter(({ status }) => status === "undersampled").length,
      meanQuantile: fit.mean,
      distance: fit.distance,
      uniformProbability: fit.probability,
    };
  });
}
