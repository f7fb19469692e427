import type { PointPartScores, PointProcessCard } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatCount, formatDate, formatNumber, formatSigned } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";
import { wrapText } from "./wrap_text.ts";

const WIDTH = 100;

const LEFT_OUT = "leave-one-out";

/** The card of a point process as plain text for a terminal. */
export function pointCardText(card: PointProcessCard): string {
  const sentences = [...card.about, card.skill.sentence, ...card.warnings];
  const facts = tabulatePointCard(card);
  return [
    ...sentences.flatMap((sentence) => wrapText(cleanLine(sentence), WIDTH)),
    "",
    formatTable(facts.rows, { columns: facts.columns }),
    "",
    parameterTable(card),
    ...networkLines(card),
    "",
    pointScoreTable(card.scores, card.process),
    ...consistencyLines(card),
    ...calibrationLines(card),
  ].join("\n");
}

/** Scores of a point process on its parts, nats per event, beside a Poisson process. */
export function pointScoreTable(
  scores: Partial<Record<"validation" | "test", PointPartScores>>,
  process: string,
): string {
  const number = (value: number) => value.toFixed(4);
  const rows = Object.entries(scores).flatMap(([part, one]) => {
    const { low, high, nats } = one.gain.total;
    return [
      [
        `${part}, ${formatCount(one.events)} events`,
        ...[process, number(one.tll), number(one.sll), number(one.nll), formatSigned(nats)],
        `[${formatSigned(low)}, ${formatSigned(high)}]`,
      ],
      [
        "",
        ...["poisson", number(one.poisson.tll), number(one.poisson.sll), number(one.poisson.nll)],
        ...["0", ""],
      ],
    ];
  });
  const right = "right" as const;
  return formatTable(rows, {
    columns: [
      { title: "part" },
      { title: "process" },
      { title: "TLL", align: right },
      { title: "SLL", align: right },
      { title: "NLL", align: right },
      { title: "gain", align: right },
      { title: "95 % interval", align: right },
    ],
  }) +
    "\nNats per event in time (TLL), in space (SLL) and together; gains are over the Poisson process.";
}

/** What a point process is and what it was fitted to. */
export function tabulatePointCard(card: PointProcessCard): Table {
  const { data, setting, versions } = card;
  const rows: [string, string][] = [
    ["model", `${cleanLine(card.name)} (${card.process})`],
    ["smallest magnitude", `${setting.mc}, steps of ${setting.magnitudeStep}`],
    ["region", `${formatCount(setting.areaKm2)} km2 (${setting.areaFrom})`],
    ["catalogue", `${cleanLine(data.name)}, ${formatCount(data.events)} events that count`],
    ["catalogue span", `${formatDate(data.from)} to ${formatDate(data.to)} UTC`],
    ["catalogue fingerprint", data.fingerprint],
    [
      "fitted to",
      `${formatDate(data.trainingStart)} to ${formatDate(data.fittedUntil)}, history ` +
      `from ${formatDate(data.historyStart)}`,
    ],
    ["test part", `${formatDate(data.testStart)} to ${formatDate(data.testEnd)}`],
    ["seed", String(card.seed)],
    ["software", Object.entries(versions).map((pair) => pair.join(" ")).join(", ")],
  ];
  return { columns: [{ title: "model card" }, { title: "" }], rows };
}

/** Parameters with their standard errors, and the other single numbers of the fit. */
function parameterTable({ fit }: PointProcessCard): string {
  const [parameters, errors, told] = [fit.parameters, fit.errors, fit.fit].map((group) =>
    (group ?? {}) as Record<string, unknown>
  );
  const show = (value: unknown) =>
    typeof value === "number"
      ? String(Number(value.toPrecision(6)))
      : value === null
      ? "-"
      : String(value);
  const rows = [
    ...Object.entries(parameters).map(([name, value]) => [
      name,
      show(value),
      typeof errors[name] === "number" ? formatNumber(errors[name] as number) : "",
    ]),
    ...Object.entries(told).map(([name, value]) => [name.replaceAll("_", " "), show(value), ""]),
  ];
  const right = "right" as const;
  return formatTable(rows, {
    columns: [
      { title: "parameter" },
      { title: "value", align: right },
      { title: "standard error", align: right },
    ],
  });
}

/** What the networks of a neural process gain on validation, nats per event; nothing without networks. */
function networkLines({ fit: { heads } }: PointProcessCard): string[] {
  if (typeof heads !== "object" || heads === null) return [];
  const show = (value: unknown) => typeof value === "number" ? value.toFixed(4) : "-";
  const rows = Object.entries(heads as Record<string, Record<string, unknown>>).map((
    [name, { validation_start: start, validation_best: best, best_epoch: epoch }],
  ) => [name, show(start), show(best), String(epoch)]);
  const right = "right" as const;
  return [
    "",
    formatTable(rows, {
      columns: [
        { title: "network" },
        { title: "validation without", align: right },
        { title: "with", align: right },
        { title: "epoch", align: right },
      ],
    }),
  ];
}

function consistencyLines({ consistency }: PointProcessCard): string[] {
  if (consistency === null) return [];
  const { windows, days, catalogues, level, tests } = consistency;
  const isLeftOut = tests.some(({ question }) => question.endsWith(LEFT_OUT));
  const told =
    `Of ${windows} forecasts of ${days} ${days === 1 ? "day" : "days"} in the test part, ` +
    `each of ${
      formatCount(catalogues)
    } catalogues; passed from a probability of ${level} on, which ` +
    `a right forecast has in about ${Math.round(100 * (1 - level))} %.` +
    (isLeftOut ? " Leave-one-out: places are judged by the rates of all other catalogues." : "");
  const rows = tests.map(({ question, valid, passed }) => [question, `${passed} of ${valid}`]);
  const right = "right" as const;
  return [
    "",
    formatTable(rows, {
      columns: [{ title: "consistency test" }, { title: "passed", align: right }],
    }),
    ...wrapText(told, WIDTH),
  ];
}

/** Whether the calibrations held, a line each. */
function calibrationLines({ calibration, process }: PointProcessCard): string[] {
  if (calibration === undefined) return [];
  const { days, windows, catalogues, gates } = calibration;
  const sentences = [
    `Numbers in windows of ${days} ${
      days === 1 ? "day" : "days"
    } are calibrated on ${windows} of ` +
    `the validation part, each of ${formatCount(catalogues)} catalogues.`,
    `${process}: ${gates.model.sentence}`,
    `poisson: ${gates.baseline.sentence}`,
  ];
  return ["", ...sentences.flatMap((sentence) => wrapText(cleanLine(sentence), WIDTH))];
}
