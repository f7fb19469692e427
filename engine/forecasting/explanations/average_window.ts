import type { ExampleRange, Examples, PredictiveTable } from "../../domain/mod.ts";
import type { Preparation } from "../../preprocessing/mod.ts";
import { type BaselineQuestion, type FittedBaseline, predictBaseline } from "../../models/mod.ts";

/** The window that a window is compared with. */
export interface AverageWindow {
  /** Its normalised numbers. [step, ...stepShape] */
  input: Float32Array;
  /** What it is, in words. */
  words: string;
}

/**
 * The average window of the training part: every step is its mean step, of maps that of each cell.
 * After z-scores the mean of a series is 0, whatever catalogue is at hand; else the mean is taken over
 * the training part of this catalogue, and where that is too short the centre of the normaliser stands
 * in.
 */
export function averageWindow(
  preparation: Pick<Preparation, "normaliser" | "task">,
  { latest, known, train }: { latest: Examples; known?: Examples; train?: ExampleRange },
): AverageWindow {
  const { normaliser, task } = preparation;
  const stepSize = latest.stepShape.reduce((product, length) => product * length, 1);
  const input = new Float32Array(latest.window * stepSize);
  if (hasKnownAverage(preparation)) {
    return { input, words: "every input at its training mean in every step" };
  }
  if (known === undefined || train === undefined) {
    const centre = { "z-score": "mean", "robust": "median", "min-max": "minimum" }[normaliser.kind];
    return { input, words: `every input at its training ${centre} in every step` };
  }
  const steps = known.lastStep[train.end - 1] + 1;
  const mean = new Float64Array(stepSize);
  for (let i = 0; i < steps * stepSize; i++) mean[i % stepSize] += known.series[i] / steps;
  for (let i = 0; i < input.length; i++) input[i] = mean[i % stepSize];
  const where = task === "map" ? " and cell" : "";
  return { input, words: `every input${where} at its mean over the training part, in every step` };
}

/** Whether the average window is 0, whatever catalogue is at hand: of series after z-scores. */
export function hasKnownAverage(
  { normaliser, task }: Pick<Preparation, "normaliser" | "task">,
): boolean {
  return normaliser.kind === "z-score" && task !== "map";
}

/** Baselines that say the same of every window: what is average, by family of distributions. */
const AVERAGES: readonly string[] = [
  "negative-binomial climatology",
  "alarm frequency",
  "gutenberg-richter",
  "training mean",
  "overdispersed smoothed seismicity",
  "smoothed seismicity",
  "poisson climatology",
  "uniform poisson",
];

/** Where a network would start from in an average window. */
export interface AverageStart {
  /** The baseline that says the same of every window. */
  name: string;
  /** What it says. [target] */
  table: PredictiveTable;
}

/**
 * What the training part had on average, as a baseline of the task's family says it that knows no time: the
 * one that the network starts from where it is such a one, since two of them differ without anything having
 * happened; the one that it starts from also where there is none.
 */
export function averageStart(
  baselines: readonly FittedBaseline[],
  { question, family, startFrom }: {
    question: BaselineQuestion;
    family: PredictiveTable["family"];
    startFrom: FittedBaseline;
  },
): AverageStart {
  const own = AVERAGES.filter((name) => name === startFrom.name);
  for (const name of [...own, ...AVERAGES]) {
    const baseline = baselines.find((candidate) => candidate.name === name);
    if (baseline === undefined) continue;
    const table = predictBaseline(baseline, question);
    if (table.family === family) return { name, table };
  }
  return { name: startFrom.name, table: predictBaseline(startFrom, question) };
}
