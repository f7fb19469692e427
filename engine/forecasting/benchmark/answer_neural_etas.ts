import type { PointProcessTerms } from "../../domain/mod.ts";
import { type PointProcessScores, scorePointProcess } from "../../evaluation/mod.ts";
import { scoreNeuralEtas, writeEtasParameters } from "../../models/mod.ts";
import { type NeuralEtasFit, predictNeuralEtas } from "../../training/mod.ts";
import { fitNeuralTask, layNeuralTask, type NeuralTask } from "./lay_neural_task.ts";
import { meanTerms, spreadOf } from "./mean_terms.ts";
import type { PointProcessAnswer, PointProcessTask } from "./point_process_task.ts";

/**
 * The neural ETAS: its ETAS fitted on the training part alone, its networks too, stopped on validation,
 * once for each seed; where the test is scored the networks are then trained anew on both parts, as long
 * as was best. Its score is the mean of theirs, as the mean of what they say of each event.
 */
export async function answerNeuralEtas(task: PointProcessTask): Promise<PointProcessAnswer> {
  const { span, kernels, seed = 1, seeds = 1 } = task;
  const laid = layNeuralTask(task);
  const { components, spans } = laid;
  const fits: NeuralEtasFit[] = [];
  const [answers, stopped]: PointProcessTerms[][] = [[], []];
  for (let i = 0; i < seeds; i++) {
    const fit = await fitNeuralTask(task, { ...laid, seed: seed + i });
    const range = { start: span.from, end: span.to };
    const [answer, before] = [fit.model, fit.stopped].map((model) => {
      const said = predictNeuralEtas(model, { components, range, kernels });
      return scoreNeuralEtas({ components, span: spans.length - 1, range, ...said });
    });
    answers.push(answer);
    stopped.push(before);
    fits.push(fit);
  }
  return { terms: meanTerms(answers), note: noteOf({ fits, answers, stopped, laid, seed }) };
}

function noteOf(
  { fits, answers, stopped, laid, seed }: {
    fits: readonly NeuralEtasFit[];
    answers: readonly PointProcessTerms[];
    stopped: readonly PointProcessTerms[];
    laid: NeuralTask;
    seed: number;
  },
): Record<string, unknown> {
  const scores: PointProcessScores[] = answers.map(scorePointProcess);
  const before = scorePointProcess(meanTerms(stopped));
  return {
    ...describeNeuralFit(laid, fits[0]),
    ...(laid.refit && { before_training_anew: { tll: before.tll, sll: before.sll } }),
    tll_spread: spreadOf(scores.map(({ tll }) => tll)),
    sll_spread: spreadOf(scores.map(({ sll }) => sll)),
    seeds: fits.map(({ choices }, i) => ({
      ...{ seed: seed + i, tll: scores[i].tll, sll: scores[i].sll },
      ...describeHeads(choices),
    })),
  };
}

/** What is told of a fit but its scores. */
export function describeNeuralFit(
  { kept: { parameters, shape }, train, validation, refit }: NeuralTask,
  { model }: NeuralEtasFit,
): Record<string, unknown> {
  const { neighbours, floorKm, uniformShare } = shape;
  return {
    trained_on: train.end - train.start,
    stopped_on: validation.end - validation.start,
    trained_anew_on: refit === undefined ? null : refit.end - refit.start,
    start: writeEtasParameters(parameters),
    weights: [model.rate, model.place, model.magnitude]
      .reduce((sum, network) => sum + (network?.weights.length ?? 0), 0),
    background: { neighbours, floor_km: floorKm, uniform_share: uniformShare },
  };
}

/** What each network is worth on validation. */
export function describeHeads(choices: NeuralEtasFit["choices"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(choices).map(([head, { start, best, epoch }]) => [head, {
      best_epoch: epoch,
      validation_start: start,
      validation_best: best,
    }]),
  );
}
