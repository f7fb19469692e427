import type { PoolCard } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatCount, formatDate } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";
import { wrapText } from "./wrap_text.ts";

const WIDTH = 100;

/** The card of a pool as plain text for a terminal. */
export function poolCardText(card: PoolCard): string {
  const { skill, overBestMember, overEqualWeights, weighting, members } = card;
  const sentences = [
    skill.sentence,
    overBestMember.sentence,
    overEqualWeights.sentence,
    ...card.about,
    ...card.warnings.map((warning) => `Warning: ${warning}`),
  ];
  const drawn = `Weights are stacked on validation (proven to be within ${
    weighting.gap.toExponential(0)
  } nats of the best) and drawn towards equal ones by ${
    Math.round(100 * weighting.shrinkage)
  } %, chosen on later windows of the validation part.`;
  return [
    ...sentences.flatMap((sentence) => wrapText(cleanLine(sentence), WIDTH)),
    "",
    showTable(tabulatePoolMembers(card)),
    ...wrapText(drawn, WIDTH),
    "",
    showTable(tabulatePoolCard(card)),
    ...(members.length < 2 ? [] : ["", withoutTable(card)]),
  ].join("\n");
}

const right = "right" as const;

function showTable({ rows, columns }: Table): string {
  return formatTable(rows, { columns });
}

/** The members with their weights and log scores, the pool and equal weights. */
export function tabulatePoolMembers({ members, logScores }: PoolCard): Table {
  const number = (value: number) => value.toFixed(4);
  const rows = members.map((member) => [
    cleanLine(member.name),
    `${member.kind}${member.source === member.name ? "" : ` ${cleanLine(member.source)}`}`,
    member.weight.toFixed(3),
    member.stackedWeight.toFixed(3),
    number(member.validationLogScore),
    number(member.testLogScore),
  ]);
  const pooled = (name: string, key: "pool" | "equal") => [
    ...[name, "", "", ""],
    number(logScores.validation[key]),
    number(logScores.test[key]),
  ];
  return {
    columns: [
      { title: "member" },
      { title: "kind" },
      { title: "weight", align: right },
      { title: "stacked", align: right },
      { title: "log score, validation", align: right },
      { title: "test", align: right },
    ],
    rows: [...rows, pooled("pool", "pool"), pooled("equal weights", "equal")],
  };
}

/** What a pool answers and what it was made with. */
export function tabulatePoolCard(card: PoolCard): Table {
  const { name, data, spans, versions, seed, minMagnitude, horizon } = card;
  const span = ({ from, to, windows }: PoolCard["spans"]["test"]) =>
    `${formatDate(from)} to ${formatDate(to)}, ${formatCount(windows)} windows`;
  const rows = [
    ["model", `${cleanLine(name)} (pool)`],
    ["question", `magnitude ${minMagnitude} and more in ${horizon}`],
    ["catalogue", `${cleanLine(data.name)}, ${formatCount(data.events)} events`],
    ["catalogue fingerprint", data.fingerprint],
    ["validation", span(spans.validation)],
    ["test", span(spans.test)],
    ["seed", String(seed)],
    ["software", Object.entries(versions).map((pair) => pair.join(" ")).join(", ")],
  ];
  return { columns: [{ title: "model card" }, { title: "" }], rows };
}

/** What is left where a member is missing. */
function withoutTable({ without, skill }: PoolCard): string {
  const rows = Object.entries({ "(all there)": skill, ...without }).map(([name, one]) => [
    cleanLine(name),
    `${one.nats < 0 ? "" : "+"}${one.nats.toFixed(3)}`,
    `${one.low.toFixed(3)} to ${one.high.toFixed(3)}`,
    one.beatsBaseline ? "beats the baseline" : "use the baseline",
  ]);
  return formatTable(rows, {
    columns: [
      { title: "without member" },
      { title: "gain over baseline", align: right },
      { title: "95 % interval", align: right },
      { title: "then" },
    ],
  });
}
