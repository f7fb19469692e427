import type { CatalogueDrift, DriftReport, InputsDrift } from "../domain/mod.ts";
import { formatCount, formatProbability } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { TableCell } from "./table.ts";

/** What a person reads first. */
const VERDICTS = {
  steady: "Steady: nothing has changed that calls for another training.",
  watch: "Watch: something has changed, but the model still holds; look again soon.",
  retrain: "Retrain: the model is not what it was.",
} as const;

const INPUT_NOTE =
  "The population stability index compares an input now with its training part. Its limit allows for " +
  "the number of inputs and for how many independent steps each part is worth; the rule of thumb of " +
  "0.1 and 0.25 knows neither. Untold: fewer than 100 or 10 independent steps.";

/** A report on drift as text: the verdict, why, and a table for each monitor. */
export function driftText(report: DriftReport): string {
  const { model, watchedFromMs, watchedUntilMs, falseAlarmRate, verdict, reasons } = report;
  const { sinceMs, inputs, catalogue } = report;
  return [
    `${VERDICTS[verdict]}` +
    (sinceMs === null ? "" : ` The change most probably began about ${showDay(sinceMs)}.`),
    reasons.map((reason) => `- ${reason}`).join("\n"),
    `${model} was watched from ${showDay(watchedFromMs)} to ${showDay(watchedUntilMs)}. ` +
    `Where nothing changes, ${
      formatProbability(falseAlarmRate)
    } of such reports say something else ` +
    "than steady.",
    monitorTable(report),
    monitorNotes(report),
    ...(catalogue === null ? [] : [catalogueTable(catalogue)]),
    ...(inputs === null ? [] : [inputTable(inputs), INPUT_NOTE]),
  ].join("\n\n");
}

function monitorTable({ skill, calibration, inputs, catalogue }: DriftReport): string {
  const { before, watched } = skill;
  const rows: TableCell[][] = [[
    "gain (nats per window)",
    before === null ? "" : interval(before),
    interval(watched),
    chance(skill.probability, skill.level),
    yes(skill.isChanged),
  ], [
    "calibration (largest sum)",
    `limit ${calibration.limit.toFixed(2)}`,
    calibration.largest.toFixed(2),
    chance(calibration.probability, calibration.level),
    yes(calibration.isChanged),
  ]];
  if (catalogue !== null) {
    const { training, level } = catalogue;
    rows.push([
      `magnitudes from ${catalogue.modelCompleteness} (events)`,
      formatCount(training.events),
      formatCount(catalogue.watched.events),
      chance(catalogue.magnitudeProbability, level),
      yes(catalogue.isRecordedOtherwise),
    ], [
      `rate from ${catalogue.commonCompleteness} (independent)`,
      "1.00",
      catalogue.rateRatio.toFixed(2),
      chance(catalogue.rateProbability, level),
      yes(catalogue.isRateChanged),
    ]);
  }
  if (inputs !== null) {
    const told = inputs.features.filter(({ probability }) => probability !== null).length;
    rows.push([
      "inputs (stability index)",
      "",
      `${told} of ${inputs.features.length} told`,
      chance(inputs.probability, inputs.level),
      yes(inputs.isChanged),
    ]);
  }
  return formatTable(rows, {
    columns: [
      { title: "monitor" },
      { title: "before", align: "right" },
      { title: "watched", align: "right" },
      { title: "chance (alarm below)", align: "right" },
      { title: "changed" },
    ],
  });
}

/** What the figures of the table are measured against. */
function monitorNotes({ skill, calibration }: DriftReport): string {
  const { windows, windowsBefore, against, averageRunLength, level } = calibration;
  const standard = against === "uniform"
    ? "against uniform places in the forecast distributions"
    : `against the ${formatCount(windowsBefore)} before them`;
  return `The gain is over ${skill.baseline}, of ${formatCount(skill.watched.windows)} windows` +
    (skill.before === null ? "; without earlier ones it is held against 0" : "") +
    `. Calibration is of ${formatCount(windows)} windows that share no events, ${standard}; its ` +
    `limit is passed in so many with a chance of ${formatProbability(level)} if nothing changes, ` +
    `once in about ${
      formatCount(averageRunLength)
    }. Chances are those of as much without a change.`;
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
      one.probability === null ? "untold" : shortChance(one.probability),
      formatCount(one.effectiveTraining),
      formatCount(one.effectiveWatched),
      yes(one.isChanged),
    ]),
    {
      columns: [
        { title: "input" },
        { title: "index", align: "right" },
        { title: "limit", align: "right" },
        { title: "by 0.1, 0.25" },
        { title: "chance", align: "right" },
        { title: "worth: training", align: "right" },
        { title: "watched", align: "right" },
        { title: "changed" },
      ],
    },
  );
}

/** The day of a time. */
function showDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

function interval({ nats, low, high }: { nats: number; low: number; high: number }): string {
  return `${nats.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function chance(probability: number | null, level: number): string {
  const told = probability === null ? "untold" : shortChance(probability);
  return `${told} (${level.toFixed(4)})`;
}

function shortChance(probability: number): string {
  return probability < 1e-4 ? "< 0.0001" : probability.toFixed(4);
}

function yes(isSo: boolean): string {
  return isSo ? "yes" : "no";
}
