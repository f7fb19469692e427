import {
  type ExampleRange,
  type ExampleSpan,
  type ForecastConfiguration,
  formatTime,
  type ModelCard,
} from "../domain/mod.ts";
import { countIncomplete, type ExampleParts, type Preparation } from "../preprocessing/mod.ts";
import type { Contest } from "./contest.ts";
import type { FitResult } from "./fit_network.ts";
import { bestBaseline, measureSkill } from "./measure_skill.ts";
import type { ScoredRange } from "./score_range.ts";
import type { TrainingData } from "./training_data.ts";

/** Everything a card tells of. */
export interface CardMaterials {
  /** Name of the model. */
  name: string;
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** What it was trained on. */
  data: TrainingData;
  /** What was fitted before the network. */
  preparation: Preparation;
  /** The parts of the windows. */
  parts: ExampleParts;
  /** The network, its baselines and its windows. */
  contest: Contest;
  /** The trained network. */
  fit: FitResult;
  /** Scores on the validation part. */
  validation: ScoredRange;
  /** Scores on the test part. */
  test: ScoredRange;
  /** Versions of the software. */
  versions?: Record<string, string>;
}

/** Questions, by task, as a card states them. */
const QUESTIONS = {
  rate: "the number of earthquakes",
  alarm: "the probability of at least one earthquake",
  magnitude: "the magnitude of the next earthquake",
  map: "the number of earthquakes per cell",
} as const;

/** Writes the model's passport: data, parts, history, scores, baselines and skill. */
export function makeCard(materials: CardMaterials): ModelCard {
  const { name, configuration, data, preparation, fit, test, validation } = materials;
  const { catalogue, fingerprint, covariates } = data;
  const complete = materials.contest.catalogue;
  const cleaning = countIncomplete(data.cleaning, { cleaned: catalogue, complete });
  return {
    format: 1,
    name,
    about: describe(materials),
    configuration,
    weights: fit.weights,
    data: {
      name: catalogue.name,
      fingerprint,
      events: complete.size,
      from: formatTime(catalogue.timeMs[0]),
      to: formatTime(catalogue.timeMs[catalogue.size - 1]),
      cleaning,
      covariates: covariates.map((covariate) => covariate.name),
    },
    completeness: preparation.completeness,
    minMagnitude: preparation.minMagnitude,
    spans: spansOf(materials),
    epochs: fit.history,
    bestEpoch: fit.bestEpoch,
    validationLogScore: validation.network.meanLogScore,
    testLogScore: test.network.meanLogScore,
    scores: test.network.scores,
    baselines: Object.fromEntries(test.baselines.map((baseline, i) => [baseline.name, {
      validationLogScore: validation.baselines[i].meanLogScore,
      testLogScore: baseline.meanLogScore,
      scores: baseline.scores,
    }])),
    skill: measureSkill(test, {
      baseline: bestBaseline(validation).name,
      model: configuration.model,
      overlap: overlapOf(preparation),
      seed: configuration.seed,
    }),
    versions: materials.versions ?? {},
    seed: configuration.seed,
  };
}

/** Windows whose outcomes overlap: the bins in a horizon; next events do not overlap. */
export function overlapOf(preparation: Preparation): number {
  if (preparation.task === "magnitude") return 1;
  return Math.ceil(preparation.horizonMs / preparation.binMs);
}

function describe({ configuration, preparation, contest, fit }: CardMaterials): string[] {
  const { task, horizon } = configuration;
  const when = task === "magnitude" ? "" : ` in the next ${horizon}`;
  return [
    `Answers: ${QUESTIONS[task]} of magnitude ${preparation.minMagnitude} or more${when}.`,
    "Nobody can predict the time, place and size of an earthquake; these are probabilities.",
    "Not for evacuation or life-safety decisions, nor for regions, magnitudes or networks other " +
    "than those of the training data.",
    `Starts from the baseline that is best on validation: ${contest.startFrom}.`,
    ...(configuration.epochs === 0
      ? ["The network is not trained: it answers exactly as that baseline."]
      : fit.bestEpoch === 0
      ? ["No epoch beat that baseline on validation: the network answers exactly as it does."]
      : []),
    ...preparation.remarks,
  ];
}

function spansOf({ contest: { examples }, parts }: CardMaterials): ModelCard["spans"] {
  const span = ({ start, end }: ExampleRange): ExampleSpan => ({
    from: formatTime(examples.issueTimeMs[start]),
    to: formatTime(examples.issueTimeMs[end - 1]),
    windows: end - start,
  });
  return {
    train: span(parts.train),
    validation: span(parts.validation),
    test: span(parts.test),
  };
}
