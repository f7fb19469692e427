import type { ModelCard, Scores } from "../engine/domain/mod.ts";
import type { formatTable } from "../engine/drawing/mod.ts";
import type { Evaluation } from "../engine/forecasting/mod.ts";

/** Names of scores as people write them, where they differ from those in JSON. */
const WORDS: Readonly<Record<string, string>> = {
  count: "windows",
  logScore: "log score",
  crps: "CRPS",
  mae: "MAE",
  rmse: "RMSE",
  r2: "R2",
  positives: "windows with it",
  threshold: "alarm from probability",
  f1: "F1",
  mcc: "MCC",
  rocAuc: "ROC AUC",
  averagePrecision: "average precision",
  logLoss: "log loss",
  brier: "Brier score",
};

/** What an evaluation is told from. */
export interface EvaluationAnswer {
  /** The model's card. */
  card: ModelCard;
  /** How it did. */
  evaluation: Evaluation;
}

/** An evaluation as text: the verdict first, then everybody's gain, then the scores. */
export function describeEvaluation(
  { card, evaluation }: EvaluationAnswer,
  table: typeof formatTable,
): string {
  const { span, skill, gains, baselines } = evaluation;
  const network = card.configuration.model;
  const sign = (value: number) => (value < 0 ? "" : "+") + value.toFixed(3);
  const logScores: Record<string, number> = {
    ...Object.fromEntries(Object.entries(baselines).map(([name, it]) => [name, it.logScore])),
    [network]: evaluation.logScore,
  };
  const rows = gains.map(({ name, nats, low, high }) =>
    name === skill.baseline
      ? [`${name} (reference)`, logScores[name].toFixed(3), "0", ""]
      : [name, logScores[name].toFixed(3), sign(nats), `[${sign(low)}, ${sign(high)}]`]
  );
  const right = "right" as const;
  return [
    skill.sentence,
    `Scored on ${span.windows} windows issued from ${span.from} to ${span.to}.`,
    table(rows, {
      columns: [
        { title: "forecaster" },
        { title: "log score", align: right },
        { title: "gain, nats per window", align: right },
        { title: "95 % interval", align: right },
      ],
    }),
    table(scoreRows(evaluation), {
      columns: [
        { title: "score" },
        { title: network, align: right },
        { title: skill.baseline, align: right },
      ],
    }),
    ...calibrationLines(evaluation, { network }),
    ...Object.entries(evaluation.masked ?? {}).map(([name, windows]) =>
      `Inputs of ${name} were missing and masked in ${windows} of ${evaluation.span.windows} windows.`
    ),
  ].join("\n\n");
}

/** Whether the calibrations hold on these windows, a line each. */
function calibrationLines(
  { calibration, skill }: Evaluation,
  { network }: { network: string },
): string[] {
  if (calibration === undefined) return [];
  return [[network, calibration.network], [skill.baseline, calibration.baseline]].flatMap(
    ([name, gates]) =>
      Object.entries(gates).map(([part, { sentence }]) =>
        `${name}${part === "cells" ? ", in cells" : ""}: ${sentence}`
      ),
  );
}

/** Every single number of the scores; tables and counts of cases stay in the JSON. */
function scoreRows({ scores, baselines, skill }: Evaluation): string[][] {
  const [ours, theirs] = [scores, baselines[skill.baseline].scores].map(flatten);
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const show = (value: number | undefined) =>
    value === undefined ? "undefined" : Number.isInteger(value) ? String(value) : value.toFixed(4);
  return names.map((name) => [name, show(ours.get(name)), show(theirs.get(name))]);
}

function flatten(scores: Scores): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [group, members] of Object.entries(scores)) {
    if (members === null || typeof members !== "object" || Array.isArray(members)) continue;
    for (const [name, value] of Object.entries(members)) {
      const of = group === "binary" ? String(scores.event) : group;
      if (typeof value === "number") numbers.set(`${of}: ${WORDS[name] ?? name}`, value);
    }
  }
  return numbers;
}
