import type { AblationGain, ModelCard } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatCount, formatDate, formatNumber, formatSigned } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import { skillTable } from "./skill_table.ts";
import type { Table } from "./table.ts";
import { wrapText } from "./wrap_text.ts";

const WIDTH = 100;

/** What a model is, what it was trained on and how. */
export function tabulateCard(card: ModelCard): Table {
  const { configuration, data, spans } = card;
  const span = ({ from, to, windows }: ModelCard["spans"]["test"]) =>
    `${formatDate(from)} to ${formatDate(to)}, ${formatCount(windows)} windows`;
  const rows: [string, string][] = [
    ["model", `${card.name} (${configuration.model}, task ${configuration.task})`],
    ["weights", `${formatCount(card.weights)} trained numbers`],
    ["horizon", configuration.task === "magnitude" ? "next event" : configuration.horizon],
    ["smallest magnitude counted", String(card.minMagnitude)],
    ["complete from magnitude", String(card.completeness)],
    ["catalogue", `${data.name}, ${formatCount(data.events)} events`],
    ["catalogue span", `${formatDate(data.from)} to ${formatDate(data.to)} UTC`],
    ["catalogue fingerprint", data.fingerprint],
    ["covariates", data.covariates.join(", ") || "none"],
    ["training part", span(spans.train)],
    ["validation part", span(spans.validation)],
    ["test part", span(spans.test)],
    ["epochs", `${card.epochs.length} trained, weights of epoch ${card.bestEpoch} kept`],
    ...optionalRows(card),
    ["seed", String(card.seed)],
    ["software", Object.entries(card.versions).map((pair) => pair.join(" ")).join(", ")],
  ];
  return { columns: [{ title: "model card" }, { title: "" }], rows };
}

/** Every option of a configuration with its value. */
export function tabulateConfiguration({ configuration }: ModelCard): Table {
  return {
    columns: [{ title: "option" }, { title: "value" }],
    rows: Object.entries(configuration).map(([key, value]) => [key, optionText(value)]),
  };
}

/** A model card as plain text for a terminal. */
export function cardText(card: ModelCard): string {
  const facts = tabulateCard(card);
  const options = tabulateConfiguration(card);
  return [
    ...card.about.flatMap((sentence) => wrapText(cleanLine(sentence), WIDTH)),
    "",
    formatTable(facts.rows, { columns: facts.columns }),
    "",
    ...wrapText(cleanLine(card.skill.sentence), WIDTH),
    "",
    skillTable(card),
    "",
    formatTable(options.rows, { columns: options.columns }),
  ].join("\n");
}

function optionalRows(card: ModelCard): [string, string][] {
  const { ablation, crossValidation, calibration, modalities, search } = card;
  const rows: [string, string][] = Object.entries(calibration ?? {}).flatMap(([who, gates]) =>
    Object.entries(gates).map(([what, gate]): [string, string] => [
      `calibration, ${who}${what === "cells" ? ", in cells" : ""}`,
      gate.sentence,
    ])
  );
  if (ablation !== undefined) {
    rows.push([
      "gain by covariates",
      `${formatSigned(ablation.gainNats)} nats per window on validation, 95 % interval ` +
      `${formatSigned(ablation.low)} to ${formatSigned(ablation.high)}`,
    ]);
    if (ablation.test !== undefined) rows.push(["", `${gainText(ablation.test)}, on test`]);
    for (const gain of ablation.groups ?? []) {
      rows.push([`gain by ${gain.without}`, `${gainText(gain)}, on test`]);
    }
  }
  for (const { name, columns } of modalities?.inputs ?? []) {
    rows.push([`inputs of ${name}`, columns.join(", ")]);
  }
  for (const { missing, skill } of modalities?.cases.slice(1) ?? []) {
    const gain = gainText({ ...skill, gainNats: skill.nats });
    rows.push([`skill without ${missing.join(" and ")}`, `${gain} over ${skill.baseline}`]);
  }
  if (crossValidation !== undefined && crossValidation.folds.length > 0) {
    const scores = crossValidation.folds.map(({ logScore, baseline, baselineLogScore }) =>
      `${formatNumber(logScore)} (${baseline} ${formatNumber(baselineLogScore)})`
    );
    rows.push(["cross-validation", `nats per window of each fold: ${scores.join(", ")}`]);
  }
  if (search !== undefined) rows.push(["search", search.sentence]);
  return rows;
}

function gainText({ gainNats, low, high }: AblationGain): string {
  return `${formatSigned(gainNats)} nats per window, 95 % interval ${formatSigned(low)} to ` +
    formatSigned(high);
}

function optionText(value: unknown): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
