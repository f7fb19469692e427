import type { NetworkExplanation, StepExplanation } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatCount, formatDate, formatNumber, formatSigned } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import { wrapText } from "./wrap_text.ts";

const WIDTH = 100;

/** Why a network forecasts what it does, as text: two sentences, features, and the steps that did most. */
export function networkExplanationText(
  explanation: NetworkExplanation,
  { most = 8 }: { most?: number } = {},
): string {
  const { headline, sentences, warnings, explained, average } = explanation;
  const lines = (text: string) => wrapText(cleanLine(text), WIDTH).join("\n");
  return [
    lines(headline),
    ...sentences.map(lines),
    ...warnings.map((warning) => lines(`Warning: ${warning}`)),
    featureTable(explanation),
    ...(explanation.steps.some(({ amount }) => amount !== 0) ? [stepTable(explanation, most)] : []),
    lines(
      `Explained is the ${explained.what}, before any calibration, by integrated gradients against ` +
        `an average window: ${average.window}; the baseline there is ${average.start}. ` +
        describeCompleteness(explanation),
    ),
    lines(describePermutation(explanation)),
  ].join("\n\n");
}

function featureTable({ features, explained, start }: NetworkExplanation): string {
  const hasFactor = explained.scale !== "linear";
  const factor = (amount: { factor?: number }) =>
    hasFactor ? [`× ${(amount.factor ?? 1).toFixed(3)}`] : [];
  const rows = [
    [
      `the baseline (${start.baseline})`,
      ...[signed(start.amount), ...factor(start), "", "", ""],
    ],
    ...features.map((feature) => [
      feature.name,
      signed(feature.amount),
      ...factor(feature),
      `${(100 * feature.share).toFixed(0)} %`,
      signed(feature.occlusion),
      intervalOf(feature.permutation),
    ]),
  ];
  const right = "right" as const;
  return formatTable(rows, {
    columns: [
      { title: "input" },
      { title: `attribution, ${explained.unit}`, align: right },
      ...(hasFactor ? [{ title: "factor", align: right }] : []),
      { title: "part", align: right },
      { title: "lost without it", align: right },
      { title: "permutation, nats per window", align: right },
    ],
  });
}

function intervalOf(measured: { nats: number; low: number; high: number } | undefined): string {
  if (measured === undefined) return "";
  const { nats, low, high } = measured;
  return `${signed(nats)} [${signed(low)}, ${signed(high)}]`;
}

function stepTable({ steps, explained }: NetworkExplanation, most: number): string {
  const largest = steps.toSorted((one, other) => Math.abs(other.amount) - Math.abs(one.amount))
    .slice(0, most);
  const told = steps.filter((step) => largest.includes(step));
  const row = (step: StepExplanation) => [
    `${formatDate(step.from)} to ${formatDate(step.to)}`,
    signed(step.amount),
    ...(step.factor === undefined ? [] : [`× ${step.factor.toFixed(3)}`]),
    signed(step.occlusion),
    step.feature,
  ];
  const right = "right" as const;
  const table = formatTable(told.map(row), {
    columns: [
      { title: "step, UTC" },
      { title: `attribution, ${explained.unit}`, align: right },
      ...(explained.scale === "linear" ? [] : [{ title: "factor", align: right }]),
      { title: "lost without it", align: right },
      { title: "most by" },
    ],
  });
  return told.length === steps.length
    ? table
    : `The ${told.length} of ${formatCount(steps.length)} steps that did most:\n${table}`;
}

function describeCompleteness({ completeness, explained }: NetworkExplanation): string {
  const { sum, difference, error, tolerance, isAbsolute, isComplete, slopes } = completeness;
  const amounts = `Attributions sum to ${signed(sum)} ${explained.unit}, the difference is ` +
    signed(difference);
  const off = isAbsolute
    ? `${error.toExponential(1)} ${explained.unit} (an amount, for the difference is nearly 0; ` +
      `${formatNumber(tolerance)} is allowed)`
    : `${(100 * error).toFixed(2)} % of it (${(100 * tolerance).toFixed(0)} % is allowed)`;
  return `${amounts}: off by ${off}, ${slopes} slopes were taken` +
    `${isComplete ? "" : "; that is not complete, and shares are rough"}.`;
}

function describePermutation({ permutation }: NetworkExplanation): string {
  if ("reason" in permutation) return `There is no permutation importance: ${permutation.reason}.`;
  const { windows, from, to, repeats, blockLength, logScore } = permutation;
  return `Permutation: the log score that is lost on ${formatCount(windows)} windows of the ` +
    `validation part (${formatDate(from)} to ${formatDate(to)}, log score ${
      logScore.toFixed(3)
    }) ` +
    `when a feature's series is that of another window, mean of ${repeats} shuffles; brackets: 95 % ` +
    `interval by blocks of ${blockLength} windows. What spans 0 is not worth telling.`;
}

/** A signed number with three decimals; 0 without a sign. */
function signed(value: number): string {
  return Math.abs(value) < 5e-4 ? "0.000" : formatSigned(value);
}
