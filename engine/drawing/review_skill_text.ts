import type { MeanWithInterval, ReviewSkill } from "../domain/mod.ts";
import { formatTable } from "./format_table.ts";

const KINDS = [
  { kind: "pick", title: "Picks", unit: "s", digits: 3 },
  { kind: "event", title: "Epicentres", unit: "km", digits: 2 },
  { kind: "magnitude", title: "Magnitudes", unit: "", digits: 2 },
] as const;

/** How automatic and reviewed answers differ month by month, and what corrections of forecasts are worth. */
export function reviewSkillText(skill: ReviewSkill): string {
  const parts = KINDS.filter(({ kind }) => skill[kind].length > 0).map(
    ({ kind, title, unit, digits }) => {
      const rows = skill[kind].map(({ period, accepted, revised, rejected, distance, bias }) => [
        ...[period, String(accepted), String(revised), String(rejected)],
        ...[tell(distance, digits), ...(kind === "event" ? [] : [tell(bias, digits)])],
      ]);
      const of = unit === "" ? "" : ` (${unit})`;
      const names = ["accepted", "revised", "rejected", `distance${of}`];
      const all = kind === "event" ? names : [...names, `program - person${of}`];
      const columns = [{ title: "month" }, ...all.map(rightOf)];
      return `${title}: what programs found beside what persons left\n${
        formatTable(rows, { columns })
      }`;
    },
  );
  if (skill.forecast.length > 0) parts.push(forecastTable(skill));
  const left = tellLeftOut(skill);
  if (left !== undefined) parts.push(left);
  if (parts.length === 0) return sayNothingStands(skill);
  return [
    ...parts,
    "In brackets 95 % intervals. Persons look at what most needs it: these are no shares of all.",
  ].join("\n\n");
}

/** Why there is nothing to compare: nobody has reviewed anything, or all of it was undone. */
export function sayNothingStands({ undone }: Pick<ReviewSkill, "undone">): string {
  if (undone === 0) return "Nobody has reviewed anything.";
  const were = undone === 1 ? "1 item was" : `${undone} items were`;
  return `No review stands: ${were} reviewed, and every review undone.`;
}

function forecastTable({ forecast }: ReviewSkill): string {
  const rows = forecast.map((one) => [
    ...[one.period, String(one.forecasts), String(Math.round(one.occurred))],
    ...[one.without.toFixed(3), one.with.toFixed(3), tell(one.gain, 3)],
  ]);
  const names = ["forecasts", "with events", "Brier without", "Brier with", "gain by corrections"];
  const columns = [{ title: "month" }, ...names.map(rightOf)];
  return `Forecasts: with and without the experts' corrections\n${formatTable(rows, { columns })}`;
}

function tellLeftOut({ forecastsLeftOut: left }: ReviewSkill): string | undefined {
  const parts = [
    [left.withoutOutcome, "with no outcome yet"],
    [left.late, "reviewed when their time had begun"],
    [left.rejected, "rejected"],
    [left.withoutProbability, "revised without a probability"],
  ].filter(([count]) => count !== 0).map(([count, why]) => `${count} ${why}`);
  return parts.length === 0 ? undefined : `Forecasts left out: ${parts.join(", ")}.`;
}

function rightOf(title: string) {
  return { title, align: "right" as const };
}

function tell(value: MeanWithInterval | undefined, digits: number): string {
  if (value === undefined) return "";
  const { mean, low, high } = value;
  if (low === undefined || high === undefined) return mean.toFixed(digits);
  return `${mean.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}
