import type { CatalogueDrift, DriftReport, InputsDrift } from "../domain/mod.ts";
import { formatDate, formatProbability } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { TableCell } from "./table.ts";

/** What a person reads first. */
const VERDICTS = {
  steady: "Steady: nothing has changed that calls for another training.",
  watch: "Watch: something has changed, but the model still holds; look again soon.",
  retrain: "Retrain: the model is not what it was.",
} as const;

/** A report on drift as text: the verdict, why, and a table for each monitor. */
export function driftText(report: DriftReport): string {
  const { model, watchedFromMs, watchedUntilMs, falseAlarmRate, verdict, reasons } = report;
  const { sinceMs, inputs, catalogue } = report;
  return [
    `${VERDICTS[verdict]}` +
    (sinceMs === null ? "" : ` The change most probably began about ${formatDate(sinceMs)}.`),
    reasons.map((reason) => `- ${reason}`).join("\n"),
    `${model} was watched from ${formatDate(watchedFromMs)} to ${formatDate(watchedUntilMs)}. ` +
    `Where nothing changes, ${
      formatProbability(falseAlarmRate)
    } of such reports say something else ` +
    "than steady.",
    monitorTable(report),
    ...(catalogue === null ? [] : [catalogueTable(catalogue)]),
    ...(inputs === null ? [] : [inputTable(inputs)]),
  ].join("\n\n");
}

function monitorTable({ skill, calibration, inputs, catalogue }: DriftReport): string {
  const { before, watched } = skill;
  const rows: TableCell[][] = [[
    `gain over ${skill.baseline} (nats per window)`,
    before === null ? "none to compare with" : interval(before),
    interval(watched),
    ...chance(skill.probability, skill.level),
    yes(skill.isChanged),
  ], [
    `calibration (largest cumulative sum, limit ${calibration.limit.toFixed(2)}, one false alarm ` +
    `in ${Math.round(calibration.averageRunLength)} windows)`,
    calibration.against === "uniform" ? "uniform" : `${calibration.windowsBefore} windows`,
    `${calibration.largest.toFixed(2)} in ${calibration.windows} windows`,
    ...chance(calibration.probability, calibration.level),
    calibration.direction ?? "no",
  ]];
  if (catalogue !== null) {
    const { training, level } = catalogue;
    rows.push([
      `magnitudes from ${catalogue.modelCompleteness} on (events)`,
      String(training.events),
      String(catalogue.watched.events),
      ...chance(catalogue.magnitudeProbability, level),
      yes(catalogue.isRecordedOtherwise),
    ], [
      `typical rate from magnitude ${catalogue.commonCompleteness} on (against training)`,
      "1.00",
      catalogue.rateRatio.toFixed(2),
      ...chance(catalogue.rateProbability, level),
      yes(catalogue.isRateChanged),
    ]);
  }
  if (inputs !== null) {
    const told = inputs.features.filter(({ probability }) => probability !== null).length;
    rows.push([
      "inputs (population stability, below)",
      "",
      `${told} of ${inputs.features.length} can be told`,
      ...chance(inputs.probability, inputs.level),
      yes(inputs.isChanged),
    ]);
  }
  return formatTable(rows, {
    columns: [
      { title: "monitor" },
      { title: "before" },
      { title: "watched" },
      { title: "chance without a change", align: "right" },
      { title: "alarm below", align: "right" },
      { title: "changed" },
    ],
  });
}

function catalogueTable({ training, watched, commonCompleteness }: CatalogueDrift): string {
  const withError = (value: number | null, error: number | null) =>
    value === null ? "unknown" : `${value.toFixed(2)} ± ${(error ?? NaN).toFixed(2)}`;
  const complete = (value: number | null) => value === null ? "unknown" : value.toFixed(1);
  return formatTable([
    [
      "completeness (maximum curvature)",
      complete(training.completeness),
      complete(watched.completeness),
    ],
    [
      `b-value from magnitude ${commonCompleteness} on`,
      withError(training.bValue, training.bValueError),
      withError(watched.bValue, watched.bValueError),
    ],
    [
      "all events that count (a day)",
      training.ratePerDay.toFixed(3),
      watched.ratePerDay.toFixed(3),
    ],
    [
      `those from magnitude ${commonCompleteness} on (a day)`,
      training.completeRatePerDay.toFixed(3),
      watched.completeRatePerDay.toFixed(3),
    ],
  ], {
    columns: [
      { title: "catalogue" },
      { title: "training", align: "right" },
      { title: "watched", align: "right" },
    ],
  });
}

function inputTable({ features }: InputsDrift): string {
  return formatTable(
    features.map((one) => [
      one.feature,
      one.stability.toFixed(3),
      one.limit === null ? "" : one.limit.toFixed(3),
      one.ruleOfThumb,
      one.probability === null
        ? `untold (worth ${one.effectiveWatched.toFixed(0)} independent steps)`
        : shortChance(one.probability),
      yes(one.isChanged),
    ]),
    {
      columns: [
        { title: "input" },
        { title: "stability index", align: "right" },
        { title: "its limit", align: "right" },
        { title: "rule of thumb 0.1, 0.25" },
        { title: "chance without a change", align: "right" },
        { title: "changed" },
      ],
    },
  );
}

function interval({ nats, low, high }: { nats: number; low: number; high: number }): string {
  return `${nats.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function chance(probability: number | null, level: number): [string, string] {
  return [probability === null ? "untold" : shortChance(probability), level.toFixed(4)];
}

function shortChance(probability: number): string {
  return probability < 1e-4 ? "< 0.0001" : probability.toFixed(4);
}

function yes(isSo: boolean): string {
  return isSo ? "yes" : "no";
}
