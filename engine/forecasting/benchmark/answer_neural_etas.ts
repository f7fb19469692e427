import type { PointProcessTerms, ScoredSpan } from "../../domain/mod.ts";
import { type PointProcessScores, scorePointProcess } from "../../evaluation/mod.ts";
import {
  type EtasParameters,
  layNeuralComponents,
  type NeuralComponents,
  scoreNeuralEtas,
  writeEtasParameters,
} from "../../models/mod.ts";
import { fitNeuralEtas, type NeuralEtasFit, predictNeuralEtas } from "../../training/mod.ts";
import { etasBefore } from "./fit_before.ts";
import { meanTerms, spreadOf } from "./mean_terms.ts";
import type { PointProcessAnswer, PointProcessTask } from "./point_process_task.ts";
import { trainingPartsOf } from "./training_parts.ts";

/**
 * The neural ETAS: its ETAS fitted on the training part alone, its networks too, stopped on validation,
 * once for each seed. Its score is the mean of theirs, as the mean of what they say of each event.
 */
export async function answerNeuralEtas(task: PointProcessTask): Promise<PointProcessAnswer> {
  const { data, span, areaKm2, kernels, onProgress, seed = 1, seeds = 1 } = task;
  const { magnitudeStep = 0.1 } = task;
  const { events, mc } = data;
  const { train, validation } = trainingPartsOf(task);
  const spans = spansOf(task);
  const { parameters } = etasBefore({ ...task, etas: undefined, span: spans[2] }).options;
  const components = layNeuralComponents(events, {
    ...{ parameters, mc, areaKm2, spans, training: 1, kernels, onProgress },
  });
  const fits: NeuralEtasFit[] = [];
  const answers: PointProcessTerms[] = [];
  for (let i = 0; i < seeds; i++) {
    const fit = await fitNeuralEtas(events, {
      ...{ components, train, validation, mc, magnitudeStep, kernels, seed: seed + i },
      onProgress: onProgress &&
        ((progress) => onProgress({ ...progress, stage: `${progress.stage} of seed ${seed + i}` })),
    });
    const range = { start: span.from, end: span.to };
    const said = predictNeuralEtas(fit.model, { components, range, kernels });
    answers.push(scoreNeuralEtas({ components, span: spans.indexOf(span), range, ...said }));
    fits.push(fit);
  }
  return {
    terms: meanTerms(answers),
    note: noteOf({ fits, answers, components, parameters, train, validation, seed }),
  };
}

/** History, training, validation and what is scored, one after the other. */
function spansOf(task: PointProcessTask): ScoredSpan[] {
  const { data: { events, startMs, trainingStartMs, validation: given }, span } = task;
  const { train, validation } = trainingPartsOf(task);
  // Where there is no validation part, its start is the time of its first event.
  const middleMs = given?.startMs ?? events.timeMs[validation.start];
  const parts: ScoredSpan[] = [
    { from: 0, to: train.start, startMs, endMs: trainingStartMs },
    { from: train.start, to: train.end, startMs: trainingStartMs, endMs: middleMs },
  ];
  if (span === given) return [...parts, span];
  const { start: from, end: to } = validation;
  return [...parts, { from, to, startMs: middleMs, endMs: span.startMs }, span];
}

function noteOf(
  { fits, answers, components, parameters, train, validation, seed }: {
    fits: readonly NeuralEtasFit[];
    answers: readonly PointProcessTerms[];
    components: NeuralComponents;
    parameters: EtasParameters;
    train: { start: number; end: number };
    validation: { start: number; end: number };
    seed: number;
  },
): Record<string, unknown> {
  const scores: PointProcessScores[] = answers.map(scorePointProcess);
  const { neighbours, floorKm, uniformShare } = components.shape;
  return {
    trained_on: train.end - train.start,
    stopped_on: validation.end - validation.start,
    start: writeEtasParameters(parameters),
    tll_spread: spreadOf(scores.map(({ tll }) => tll)),
    sll_spread: spreadOf(scores.map(({ sll }) => sll)),
    seeds: fits.map(({ choices }, i) => ({
      ...{ seed: seed + i, tll: scores[i].tll, sll: scores[i].sll },
      ...Object.fromEntries(
        Object.entries(choices).map(([head, { start, best, epoch }]) => [head, {
          best_epoch: epoch,
          validation_start: start,
          validation_best: best,
        }]),
      ),
    })),
    weights: [fits[0].model.rate, fits[0].model.place, fits[0].model.magnitude]
      .reduce((sum, network) => sum + (network?.weights.length ?? 0), 0),
    background: { neighbours, floor_km: floorKm, uniform_share: uniformShare },
  };
}
