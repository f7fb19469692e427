import type { BackendReport } from "../engine/backend/mod.ts";
import type { AblationGain, ModelCard, Scores } from "../engine/domain/mod.ts";

/** What a training is told from. */
export interface TrainingAnswer {
  /** The model's card. */
  card: ModelCard;
  /** What really ran. */
  backend: BackendReport;
  /** Folder of the model. */
  out: string;
  /** The plot of actual against predicted magnitudes, where there is one. */
  plot?: string;
}

/** A training as a JSON document. */
export function trainingDocument(
  { card, backend, out, plot }: TrainingAnswer,
): Record<string, unknown> {
  const { epochs, scores, baselines, skill, configuration } = card;
  return {
    model: configuration.model,
    task: configuration.task,
    name: card.name,
    out,
    ...(plot === undefined ? {} : { plot }),
    backend: backend.backend,
    threads: backend.threads,
    simd: backend.simd,
    epochs,
    bestEpoch: card.bestEpoch,
    scores,
    baselines,
    skill,
    card,
  };
}

/** A training as text: the verdict first, then the table of skill. */
export function describeTraining(
  { card, backend, out, plot }: TrainingAnswer,
  table: string,
): string {
  const { epochs, bestEpoch, configuration, spans } = card;
  const last = epochs.at(-1);
  const lines = [
    card.skill.sentence,
    "",
    table,
    "",
    ...describePointErrors(card),
    ...describeAblation(card),
    `Trained ${configuration.model} for task ${configuration.task}, epochs: ${epochs.length}; ` +
    (bestEpoch === 0
      ? "none did better on validation than the start, whose weights were kept"
      : `the weights of epoch ${bestEpoch} were kept`) +
    (last === undefined ? "." : `. Last validation loss ${last.valLoss.toFixed(4)}.`),
    `${spans.train.windows} windows to fit on, ${spans.validation.windows} to choose on, ` +
    `${spans.test.windows} to test on; ${card.weights} weights.`,
    `Ran on ${backend.backend}, ${backend.threads} ${
      backend.threads === 1 ? "thread" : "threads"
    }.`,
    `Saved to ${out}.`,
    ...(plot === undefined ? [] : [`Drew actual against predicted magnitudes to ${plot}.`]),
  ];
  return lines.join("\n");
}

/** Test RMSE of the network beside those of the simplest guesses, where the card holds them. */
export function describePointErrors({ scores, baselines }: ModelCard): string[] {
  const network = rmseOf(scores);
  const mean = rmseOf(baselines["training mean"]?.scores);
  const persistence = rmseOf(baselines["magnitude persistence"]?.scores);
  if (network === undefined || mean === undefined || persistence === undefined) return [];
  return [
    `Test RMSE: network ${network.toFixed(4)}, training mean ${mean.toFixed(4)}, persistence ` +
    `${persistence.toFixed(4)}.`,
  ];
}

/** What the covariates are worth, where there were some. */
export function describeAblation(
  { ablation, data, modalities, configuration }: ModelCard,
): string[] {
  if (ablation === undefined) return [];
  const { withCovariates, withoutCovariates, gainNats, low, high } = ablation;
  const inputs = [...configuration.tides ? ["tides"] : [], ...data.covariates];
  const sign = (value: number) => (value < 0 ? "" : "+") + value.toFixed(3);
  const gain = (of: string, { gainNats, low, high }: AblationGain) =>
    `On the test part ${of} gained ${
      sign(gainNats)
    } nats per window over the same network trained ` +
    `without, 95 % interval ${sign(low)} to ${sign(high)}.`;
  return [
    `Validation log score with ${inputs.join(", ")} ${withCovariates.toFixed(3)}, ` +
    `without ${withoutCovariates.toFixed(3)}: gain ${sign(gainNats)} nats per window, 95 % ` +
    `interval ${sign(low)} to ${sign(high)}.`,
    ...(ablation.test === undefined ? [] : [gain(inputs.join(", "), ablation.test)]),
    ...(ablation.groups ?? []).map((group) => gain(group.without, group)),
    ...(modalities?.cases.slice(1) ?? []).map(({ skill }) => skill.sentence),
  ];
}

function rmseOf(scores: Scores | undefined): number | undefined {
  const value = (scores?.point as Scores | undefined)?.rmse;
  return typeof value === "number" ? value : undefined;
}
