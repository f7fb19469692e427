import type { Catalogue, Covariate, ExampleRange, ForecastConfiguration } from "../domain/mod.ts";
import {
  type ExampleParts,
  fitPreparation,
  keepComplete,
  modalityMasksOf,
  type Preparation,
  prepareExamples,
  splitExamples,
} from "../preprocessing/mod.ts";
import { fitBaselines, type FittedBaseline, taskOf } from "../models/mod.ts";
import { chooseStart, positiveWeightOf } from "./choose_start.ts";
import { type Contest, questionOf, thresholdOf } from "./contest.ts";
import { fitNetwork, type FitResult } from "./fit_network.ts";
import type { FitOptions } from "./fit_state.ts";
import { inputNoiseOf } from "./input_noise.ts";
import { targetsOf } from "./predict_raw.ts";

/** What one training takes. */
export interface TrainOnceOptions
  extends Pick<FitOptions, "resumeFrom" | "saveState" | "signal" | "report"> {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** Baselines, where they have been fitted on this training part before; fitted here unless given. */
  baselines?: FittedBaseline[];
}

/** One training: everything fitted, and the windows it was fitted on. */
export interface TrainedOnce {
  /** What was fitted before the network. */
  preparation: Preparation;
  /** The parts of the windows. */
  parts: ExampleParts;
  /** The trained network. */
  fit: FitResult;
  /** The network, its baselines and its windows, ready to be scored. */
  contest: Contest;
}

/**
 * Prepares, splits by time, fits the baselines and, starting from the best of them, the network: the
 * part of a training that cross-validation and ablation repeat.
 *
 * Throws InsufficientDataError when a part holds too few windows.
 */
export async function trainOnce(
  { catalogue, covariates }: { catalogue: Catalogue; covariates: readonly Covariate[] },
  options: TrainOnceOptions,
): Promise<TrainedOnce> {
  const { configuration } = options;
  const target = fitPreparation(catalogue, configuration, { covariates });
  const examples = prepareExamples(catalogue, target, { covariates });
  const parts = splitExamples(examples, target);
  const task = taskOf(configuration);
  const known = { catalogue: keepComplete(catalogue, target.completeness), target, examples, task };
  const baselines = options.baselines ?? fitBaselinesOn(known, parts.train);
  const { startFrom, start } = chooseStart({ ...known, baselines }, parts);
  const fit = await fitNetwork(configuration, {
    ...{ ...options, ...parts, examples, task, start },
    inputNoise: inputNoiseOf(configuration, target),
    modalityDropout: { masks: modalityMasksOf(target), share: target.modalityDropout ?? 0 },
    positiveWeight: positiveWeightOf(configuration, { examples, train: parts.train }),
  });
  const threshold = thresholdOf(target, baselines);
  const { network } = fit;
  const { seed } = configuration;
  const contest = { ...known, network, baselines, startFrom, threshold, seed };
  return { preparation: target, parts, fit, contest };
}

/** Fits the baselines of a question to a range of windows. */
export function fitBaselinesOn(
  known: Pick<Contest, "catalogue" | "target" | "examples">,
  range: ExampleRange,
): FittedBaseline[] {
  return fitBaselines({
    ...questionOf(known, range),
    targets: targetsOf(known.examples, range),
  });
}
