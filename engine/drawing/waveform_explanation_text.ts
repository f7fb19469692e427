import type {
  AttributionPart,
  Completeness,
  MagnitudeExplanation,
  PickExplanation,
} from "../domain/mod.ts";
import { formatTable } from "./format_table.ts";

const right = "right" as const;

/** Why a picker says an arrival, as text: the sentences, then what lies where, then what silence does. */
export function pickExplanationText(explanation: PickExplanation): string {
  const { question, sentences, components, times, silenced, completeness, logOdds } = explanation;
  const silence = formatTable(
    silenced.map(({ part, probability }) => [part, probability.toFixed(3)]),
    { columns: [{ title: "silent" }, { title: "probability", align: right }] },
  );
  return [
    question,
    sentences.join("\n"),
    layParts(components, { part: "component", unit: "log-odds" }),
    layParts(times, { part: "time after the pick", unit: "log-odds" }),
    silence,
    `Log-odds of ${logOdds.record.toFixed(2)} against ${logOdds.baseline.toFixed(2)} of the ` +
    `noise before it. ${tellCompleteness(completeness, "answers")}`,
    `Parts of all are of the sum of what half seconds add, signs dropped; ${
      (100 * explanation.within2Seconds).toFixed(0)
    } % of it lies within 2 s of the pick. This explains the network, not the Earth.`,
    ...notesOf(explanation),
  ].join("\n\n");
}

/** Why a network says a magnitude, as text. */
export function magnitudeExplanationText(explanation: MagnitudeExplanation): string {
  const { question, sentences, terms, components, seconds, completeness } = explanation;
  const number = (value: number) => value.toFixed(2);
  const made = formatTable(
    terms.map(({ term, record, baseline }) => [
      term,
      ...[record, baseline, record - baseline].map(number),
    ]),
    {
      columns: [
        { title: "magnitude is the sum of" },
        { title: "record", align: right },
        { title: "noise alone", align: right },
        { title: "difference", align: right },
      ],
    },
  );
  return [
    question,
    sentences.join("\n"),
    made,
    layParts(components, { part: "component", unit: "magnitude" }),
    layParts(seconds, { part: "time after P", unit: "magnitude" }),
    tellCompleteness(completeness, "slopes"),
    "Parts are those of the sum of absolute integrated gradients. This explains the model, not the Earth.",
    ...notesOf(explanation),
  ].join("\n\n");
}

function layParts(
  parts: readonly AttributionPart[],
  { part, unit }: { part: string; unit: string },
): string {
  const rows = parts.map((one) => [one.part, `${(100 * one.share).toFixed(1)} %`, signed(one.net)]);
  return formatTable(rows, {
    columns: [
      { title: part },
      { title: "part of all", align: right },
      { title: `adds, ${unit}`, align: right },
    ],
  });
}

function tellCompleteness(
  { sum, difference, error, isAbsolute, isComplete, slopes }: Completeness,
  of: "slopes" | "answers",
): string {
  const off = isAbsolute ? error.toPrecision(2) : `${(100 * error).toFixed(2)} %`;
  const warning = isComplete ? "" : "; that is not complete, and parts are rough";
  return `The parts add up to ${signed(sum)}, the difference is ${
    signed(difference)
  }: off by ${off}, with ${slopes} ${of}${warning}.`;
}

function notesOf({ notes }: PickExplanation | MagnitudeExplanation): string[] {
  return notes.length === 0
    ? []
    : [[...new Set(notes.map(({ message }) => message))].map((one) => `Note: ${one}`).join("\n")];
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
}
