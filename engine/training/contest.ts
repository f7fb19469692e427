import type { Catalogue, ExampleRange, Examples, ForecastTarget } from "../domain/mod.ts";
import type { Network } from "../backend/mod.ts";
import type { BaselineQuestion, FittedBaseline, TaskDefinition } from "../models/mod.ts";
import { targetsOf } from "./predict_raw.ts";

/** Who answers and on what. */
export interface Contest {
  /** The trained network. */
  network: Network;
  /** From raw numbers to distributions. */
  task: TaskDefinition;
  /** Name of the baseline that the network starts from. */
  startFrom: string;
  /** The fitted baselines. */
  baselines: FittedBaseline[];
  /** What is asked. */
  target: ForecastTarget;
  /** The events, cleaned and complete. */
  catalogue: Catalogue;
  /** The windows. */
  examples: Examples;
  /** A value that splits outcomes into reached and not, for yes-or-no scores. */
  threshold: number;
  /** Seed of randomised scores. */
  seed: number;
}

/** The question that a range of windows puts to a baseline. */
export function questionOf(
  { catalogue, target, examples }: Pick<Contest, "catalogue" | "target" | "examples">,
  range: ExampleRange,
): BaselineQuestion {
  return {
    catalogue,
    target,
    issueTimeMs: examples.issueTimeMs.subarray(range.start, range.end),
    targetSize: examples.targetSize,
  };
}

/** What happened: counts, magnitudes, or 0 and 1 for alarms. [window, target] */
export function outcomesOf(examples: Examples, range: ExampleRange): Float64Array {
  const targets = Float64Array.from(targetsOf(examples, range));
  return examples.task === "alarm" ? targets.map((count) => count >= 1 ? 1 : 0) : targets;
}

/**
 * The value that yes-or-no scores ask about: one event for alarms and cells, about as many as in a
 * mean training window for rates, one unit above the smallest target for magnitudes.
 */
export function thresholdOf(
  { task, minMagnitude }: Pick<ForecastTarget, "task" | "minMagnitude">,
  baselines: readonly FittedBaseline[],
): number {
  if (task === "rate") return Math.max(1, Math.round(trainingMean(baselines)));
  if (task === "magnitude") return Math.round((minMagnitude + 1) * 100) / 100;
  return 1;
}

function trainingMean(baselines: readonly FittedBaseline[]): number {
  return baselines.find(({ name }) => name === "poisson climatology")!.parameters.mean as number;
}
