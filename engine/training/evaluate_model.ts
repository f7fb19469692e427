import {
  type CalibrationGates,
  type Catalogue,
  type Covariate,
  type ExampleRange,
  type Examples,
  type ExampleSpan,
  formatTime,
  InsufficientDataError,
  type Scores,
  type Skill,
} from "../domain/mod.ts";
import {
  keepComplete,
  listModalityGaps,
  type Preparation,
  prepareExamples,
} from "../preprocessing/mod.ts";
import { countBefore } from "../models/mod.ts";
import { outcomesOf, thresholdOf } from "./contest.ts";
import { gateModelCalibration } from "./fit_model_calibration.ts";
import { overlapOf } from "./make_card.ts";
import { measureSkill } from "./measure_skill.ts";
import { rangeIndices } from "./predict_raw.ts";
import { scoreRange } from "./score_range.ts";
import { seriesOf, type TestSeries } from "./answer_series.ts";
import { taskOfModel, type TrainedModel } from "./trained_model.ts";

/** Fewest windows that are scored. */
const FEWEST_WINDOWS = 8;

/** How a model does on windows it never saw. */
export interface Evaluation {
  /** The windows. */
  span: ExampleSpan;
  /** The network's scores. */
  scores: Scores;
  /** Mean log score of the network, nats per window. */
  logScore: number;
  /** Each baseline's mean log score, nats per window, and its scores. */
  baselines: Record<string, { logScore: number; scores: Scores }>;
  /** Skill against the baseline that the card names. */
  skill: Skill;
  /** Information gain of each baseline, and of the network, over the one that the card names. */
  gains: { name: string; nats: number; low: number; high: number }[];
  /** Whether the calibrations that the model keeps hold on these windows. */
  calibration?: CalibrationGates;
  /** Windows in which each group of inputs was missing and masked; left out where none was. */
  masked?: Record<string, number>;
  /** Answers beside outcomes. */
  series: TestSeries;
}

/**
 * Scores a model on the part of a catalogue that lies after its validation part, so that nothing
 * it has learned from is scored. The same catalogue as in training gives the card's test scores.
 *
 * Throws InsufficientDataError when too few windows lie after it.
 */
export function evaluateModel(
  model: TrainedModel,
  { catalogue, covariates }: { catalogue: Catalogue; covariates: readonly Covariate[] },
): Evaluation {
  const { preparation, startFrom, baselines, network, configuration, card } = model;
  const examples = prepareExamples(catalogue, preparation, { covariates });
  const range = unseenRange(examples, { model, name: catalogue.name });
  const { seed } = configuration;
  const contest = {
    ...{ network, startFrom, baselines, examples, seed },
    catalogue: keepComplete(catalogue, preparation.completeness),
    task: taskOfModel(model),
    target: preparation,
    threshold: thresholdOf(preparation, baselines),
  };
  const scored = scoreRange(contest, range);
  const overlap = overlapOf(preparation);
  const skillOver = { baseline: card.skill.baseline, overlap, seed };
  const best = scored.baselines.find(({ name }) => name === card.skill.baseline)!;
  return {
    span: {
      from: formatTime(examples.issueTimeMs[range.start]),
      to: formatTime(examples.issueTimeMs[range.end - 1]),
      windows: range.end - range.start,
    },
    scores: scored.network.scores,
    logScore: scored.network.meanLogScore,
    baselines: Object.fromEntries(
      scored.baselines.map(({ name, meanLogScore, scores }) => [
        name,
        { logScore: meanLogScore, scores },
      ]),
    ),
    skill: measureSkill(scored, { ...skillOver, model: configuration.model }),
    gains: [scored.network, ...scored.baselines].map((answers) => {
      const gain = measureSkill({ ...scored, network: answers }, { ...skillOver, model: "" });
      const name = answers === scored.network ? configuration.model : answers.name;
      return { name, nats: gain.nats, low: gain.low, high: gain.high };
    }),
    ...(model.calibration === undefined ? {} : {
      calibration: gateModelCalibration(model.calibration, {
        ...{ contest, scored, range, baseline: card.skill.baseline },
      }),
    }),
    ...countMasked(examples, { preparation, range }),
    series: seriesOf(scored.network, {
      best,
      observed: outcomesOf(examples, range),
      issueTimeMs: examples.issueTimeMs.slice(range.start, range.end),
      targetSize: examples.targetSize,
    }),
  };
}

function countMasked(
  examples: Examples,
  { preparation, range }: { preparation: Preparation; range: ExampleRange },
): Pick<Evaluation, "masked"> {
  const masked: Record<string, number> = {};
  for (const example of rangeIndices(range)) {
    for (const { name, isMissing } of listModalityGaps(examples, preparation, example)) {
      if (isMissing) masked[name] = (masked[name] ?? 0) + 1;
    }
  }
  return Object.keys(masked).length === 0 ? {} : { masked };
}

/** The examples whose outcomes are known, from the first that the card tested on. */
function unseenRange(
  examples: Examples,
  { model, name }: { model: TrainedModel; name: string },
): ExampleRange {
  const unseenFromMs = Date.parse(model.card.spans.test.from);
  const start = countBefore(examples.issueTimeMs, unseenFromMs);
  let end = examples.count;
  while (end > start && Number.isNaN(examples.targets[(end - 1) * examples.targetSize])) end--;
  if (end - start >= FEWEST_WINDOWS) return { start, end };
  throw new InsufficientDataError(
    `Cannot evaluate on catalogue "${name}": after ${model.card.spans.test.from}, up to which the ` +
      "model was fitted and chosen, it has",
    { have: end - start, need: FEWEST_WINDOWS, of: "windows" },
  );
}
