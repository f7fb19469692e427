import type {
  Ablation,
  AblationGain,
  Covariate,
  ExampleRange,
  ForecastConfiguration,
  ModelCard,
  ReportProgress,
} from "../domain/mod.ts";
import type { FittedBaseline } from "../models/mod.ts";
import { TIDES_MODALITY } from "../preprocessing/mod.ts";
import { overlapOf } from "./make_card.ts";
import { measureSkill } from "./measure_skill.ts";
import { type ScoredRange, scoreNetwork } from "./score_range.ts";
import type { TrainingData } from "./training_data.ts";
import { trainOnce } from "./train_once.ts";

/** What an ablation is measured with. */
export interface AblationOptions {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** Baselines of the training part: no covariate moves them. */
  baselines: FittedBaseline[];
  /** Scores with the covariates on the part that chose the epoch. */
  validation: ScoredRange;
  /** Scores with the covariates on the test part. */
  test: ScoredRange;
  /** Stops it. */
  signal?: AbortSignal;
  /** Watches. */
  report?: ReportProgress;
}

/**
 * What covariates and tides are worth: the same network trained without them, both judged on validation
 * and on the test part, in nats per window with a block-bootstrap interval; and, where there are
 * several groups, without each. Undefined when there are none.
 */
export async function measureAblation(
  data: TrainingData,
  options: AblationOptions,
): Promise<ModelCard["ablation"]> {
  const groups = [...new Set(data.covariates.map(groupOf))];
  if (options.configuration.tides) groups.unshift(TIDES_MODALITY);
  if (groups.length === 0) return undefined;
  const all = await trainWithout(data, { ...options, names: groups });
  const singles: NonNullable<Ablation["groups"]> = [];
  for (const name of groups.length > 1 ? groups : []) {
    const { test } = await trainWithout(data, { ...options, names: [name] });
    singles.push({ without: name, ...test });
  }
  return {
    withCovariates: options.validation.network.meanLogScore,
    withoutCovariates: all.validationLogScore,
    ...all.validation,
    test: all.test,
    ...(singles.length === 0 ? {} : { groups: singles }),
  };
}

function groupOf({ name, modality = name }: Covariate): string {
  return modality;
}

/** Trains the same network without some groups of inputs and sets the full one against it. */
async function trainWithout(
  data: TrainingData,
  { configuration, baselines, validation, test, signal, report, names }: AblationOptions & {
    names: readonly string[];
  },
): Promise<{ validationLogScore: number; validation: AblationGain; test: AblationGain }> {
  const covariates = data.covariates.filter((covariate) => !names.includes(groupOf(covariate)));
  const isNamed = (rule: string) => covariates.some((left) => rule.startsWith(`${left.name}:`));
  const covariateRules = configuration.covariateRules.filter(isNamed);
  const tides = configuration.tides && !names.includes(TIDES_MODALITY);
  const watch: ReportProgress | undefined = report &&
    ((progress) =>
      report({ ...progress, stage: `${progress.stage} without ${names.join(" and ")}` }));
  const { contest, parts, preparation } = await trainOnce({ ...data, covariates }, {
    configuration: { ...configuration, covariateRules, tides },
    ...{ baselines, signal, report: watch },
  });
  const gain = (full: ScoredRange, range: ExampleRange) => {
    const without = scoreNetwork(contest, range);
    const { nats, low, high } = measureSkill({ network: full.network, baselines: [without] }, {
      ...{ baseline: without.name, model: configuration.model, seed: configuration.seed },
      overlap: overlapOf(preparation),
    });
    return { without, gain: { gainNats: nats, low, high } };
  };
  const onValidation = gain(validation, parts.validation);
  const onTest = gain(test, parts.test);
  contest.network.dispose();
  return {
    validationLogScore: onValidation.without.meanLogScore,
    validation: onValidation.gain,
    test: onTest.gain,
  };
}
