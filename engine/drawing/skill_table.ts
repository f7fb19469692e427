import type { ModelCard } from "../domain/mod.ts";
import type { SkillBar } from "./draw_skill_bars.ts";
import { formatSigned } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";

/** Information gain of the network and of each baseline against the card's reference. */
export function skillBars({ configuration, baselines, skill }: ModelCard): SkillBar[] {
  const reference = baselines[skill.baseline]?.testLogScore ?? NaN;
  return [
    {
      name: configuration.model,
      nats: skill.nats,
      low: skill.low,
      high: skill.high,
      isNetwork: true,
    },
    ...Object.entries(baselines).map(([name, { testLogScore }]) => ({
      name,
      nats: testLogScore - reference,
    })),
  ];
}

/** Log scores of the network and of each baseline, and their gain over the best baseline. */
export function tabulateSkill(card: ModelCard): Table {
  const { baselines, skill, configuration } = card;
  const score = (value: number) => Number.isFinite(value) ? value.toFixed(3) : "";
  const [network, ...others] = skillBars(card);
  const interval = `[${formatSigned(skill.low)}, ${formatSigned(skill.high)}]`;
  return {
    columns: [
      { title: "forecaster" },
      { title: "validation log score", align: "right" },
      { title: "test log score", align: "right" },
      { title: "information gain", align: "right" },
      { title: "95 % interval", align: "right" },
    ],
    rows: [
      [
        `network ${configuration.model}`,
        score(card.validationLogScore),
        score(card.testLogScore),
        formatSigned(network.nats),
        interval,
      ],
      ...others.toSorted((a, b) => b.nats - a.nats).map((bar) => [
        bar.name === skill.baseline ? `${bar.name} (reference)` : bar.name,
        score(baselines[bar.name].validationLogScore),
        score(baselines[bar.name].testLogScore),
        bar.name === skill.baseline ? "0" : formatSigned(bar.nats),
        "",
      ]),
    ],
  };
}

/** The same as plain text for a terminal, with a line on its units. */
export function skillTable(card: ModelCard): string {
  const { rows, columns } = tabulateSkill(card);
  return `${formatTable(rows, { columns })}\n${SKILL_NOTE}`;
}

/** What the numbers of a skill table mean. */
export const SKILL_NOTE: string =
  "Log scores and gains in nats per window; higher is better. The " +
  "reference is the best baseline on validation.";
