import {
  ConfigurationError,
  type ExampleRange,
  type Examples,
  formatTime,
  InsufficientDataError,
} from "../../domain/mod.ts";
import {
  type DriftMaterial,
  type DriftSteps,
  type DriftWindows,
  logScores,
  probabilityIntegralValues,
} from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { predictBaseline } from "../../models/mod.ts";
import {
  estimateCompleteness,
  keepComplete,
  prepareExamples,
  splitExamples,
} from "../../preprocessing/mod.ts";
import {
  answerWindows,
  isRounding,
  outcomesOf,
  overlapOf,
  questionOf,
  taskOfModel,
  totalsOfCells,
  type TrainedModel,
} from "../../training/mod.ts";
import type { CleanData } from "../read_and_clean.ts";

/** Part of the windows of training that a catalogue must hold for its inputs to be compared with them. */
const LEAST_TRAINING_PART = 0.5;

/**
 * What the drift of a network is told from: its inputs over the training part and since, its forecasts of
 * all windows after the training part, beside the baseline of its card, and the events.
 *
 * Throws InsufficientDataError for a catalogue that does not reach back over the training part, and
 * ConfigurationError where `fromMs` lies before the windows that the network was not fitted to.
 */
export function materialOfNetwork(
  model: TrainedModel,
  { catalogue, covariates, fromMs }: Pick<CleanData, "catalogue" | "covariates"> & {
    fromMs: number;
  },
): DriftMaterial {
  const { preparation, card } = model;
  const examples = prepareExamples(catalogue, preparation, { covariates });
  const parts = splitExamples(examples, preparation);
  const trained = parts.train.end - parts.train.start;
  const wanted = Math.ceil(LEAST_TRAINING_PART * card.spans.train.windows);
  if (trained < wanted) {
    throw new InsufficientDataError(
      `Cannot compare the inputs of "${card.name}" with its training part: catalogue ` +
        `"${catalogue.name}" must reach back over ${card.spans.train.from} to ` +
        `${card.spans.train.to}; it has`,
      { have: trained, need: wanted, of: "windows of it" },
    );
  }
  const firstMs = examples.issueTimeMs[parts.validation.start];
  if (fromMs < firstMs) {
    throw new ConfigurationError(
      `Cannot watch from ${formatTime(fromMs)} on: "${card.name}" was fitted to what came before ` +
        `${formatTime(firstMs)}.`,
      "since",
    );
  }
  return {
    model: card.name,
    steps: stepsOf(examples),
    windows: forecastsOf(model, {
      ...{ examples, catalogue: keepComplete(catalogue, preparation.completeness) },
      range: { start: parts.validation.start, end: parts.test.end },
    }),
    events: {
      ...{ timeMs: catalogue.timeMs, magnitude: catalogue.magnitude },
      places: { latitude: catalogue.latitude, longitude: catalogue.longitude },
      ...{ completeness: preparation.completeness, binWidth: preparation.magnitudeBinWidth },
      estimate: (magnitudes) => estimateCompleteness(magnitudes, "maximum-curvature"),
    },
    trainEndMs: preparation.trainEndMs,
  };
}

/** The newest step of each window; of maps the mean over the cells. */
function stepsOf({ series, stepShape, featureNames, lastStep, issueTimeMs }: Examples): DriftSteps {
  const width = featureNames.length;
  const size = stepShape.reduce((product, length) => product * length, 1);
  const values = featureNames.map((_, feature) =>
    Float64Array.from(lastStep, (step) => {
      let sum = 0;
      for (let at = step * size + feature; at < (step + 1) * size; at += width) sum += series[at];
      return sum * width / size;
    })
  );
  return { names: featureNames, endMs: issueTimeMs, values };
}

function forecastsOf(
  model: TrainedModel,
  { examples, catalogue, range }: {
    examples: Examples;
    catalogue: CleanData["catalogue"];
    range: ExampleRange;
  },
): DriftWindows {
  const { network, baselines, startFrom, preparation, card, configuration } = model;
  const contest = { network, baselines, startFrom, examples, catalogue, target: preparation };
  const table = answerWindows({ ...contest, task: taskOfModel(model) }, range);
  const best = baselines.find(({ name }) => name === card.skill.baseline)!;
  const observed = outcomesOf(examples, range);
  const own = logScores(table, observed);
  const other = logScores(predictBaseline(best, questionOf(contest, range)), observed);
  const { targetSize } = examples;
  const differences = sumCells(own.map((score, row) => score - other[row]), targetSize);
  const gain = differences.map((each) => isRounding(each) ? 0 : each);
  const start = baselines.find(({ name }) => name === startFrom)!;
  const whole = table.family === "negative-binomial" && targetSize > 1
    ? totalsOfCells(table, { targetSize, baseline: start })
    : table;
  const random = new RandomStream(configuration.seed).fork("drift");
  return {
    issueMs: examples.issueTimeMs.slice(range.start, range.end),
    endMs: examples.outcomeEndMs.slice(range.start, range.end),
    transform: probabilityIntegralValues(whole, sumCells(observed, targetSize), { random }),
    gain,
    overlap: overlapOf(preparation),
    baseline: best.name,
  };
}

function sumCells(values: Float64Array, size: number): Float64Array {
  if (size === 1) return values;
  const sums = new Float64Array(values.length / size);
  values.forEach((value, i) => sums[Math.floor(i / size)] += value);
  return sums;
}
