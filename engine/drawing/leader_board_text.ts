import type { LeaderBoard, LeaderBoardRow, SearchDimension, SearchPoint } from "../domain/mod.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";

/** Trials of a search, the best first: what they scored and what they cost. */
export function tabulateLeaderBoard({ rows, rungs }: LeaderBoard): Table {
  return {
    columns: [
      ...["rank", "trial"].map((title) => ({ title })),
      { title: "gain, nats per window" },
      { title: `rung of ${rungs}` },
      ...["epochs", "seconds"].map((title) => ({ title, align: "right" as const })),
      ...(rows.some(({ failure }) => failure !== undefined) ? [{ title: "why not" }] : []),
    ],
    rows: rows.map((row) => [
      ...[row.rank, row.trial, describeGain(row), row.rung],
      ...[String(row.epochsInAll), row.seconds.toFixed(1), row.failure ?? null],
    ]),
  };
}

/** Trials of a search, the best first: what they are, numbers to two digits. */
export function tabulatePoints({ space, rows }: LeaderBoard): Table {
  return {
    columns: [
      { title: "rank" },
      ...space.map(({ name }) => ({ title: name.replaceAll("-", " "), align: "left" as const })),
    ],
    rows: rows.map(({ rank, point }) => [rank, ...space.map((each) => describeValue(each, point))]),
  };
}

/** A leader board as plain text, with what the best trial is; `most` rows of it, all unless given. */
export function leaderBoardText(board: LeaderBoard, { most = Infinity } = {}): string {
  const [best] = board.rows;
  const left = board.rows.length - most;
  const shown = (table: Table) => formatTable(table.rows.slice(0, most), table);
  return [
    board.baselineWins
      ? `The winner is the baseline; the best trial, ${best.trial}: ${describePoint(best.point)}.`
      : `The winner, trial ${best.trial}: ${describePoint(best.point)}.`,
    "",
    shown(tabulateLeaderBoard(board)),
    "",
    shown(tabulatePoints(board)),
    ...(left > 0 ? [`... and ${left} more ${left === 1 ? "trial" : "trials"}.`] : []),
  ].join("\n");
}

/** A point of a search in a line. */
export function describePoint(point: SearchPoint): string {
  return Object.entries(point).map(([name, value]) => `${name} ${value}`).join(", ");
}

function describeValue({ name, kind }: SearchDimension, point: SearchPoint): string {
  const value = point[name];
  if (value === undefined) return "none";
  return kind === "real" ? String(Number(Number(value).toPrecision(2))) : String(value);
}

function describeGain({ nats, low, high, failure }: LeaderBoardRow): string {
  if (failure !== undefined) return "failed";
  return `${signed(nats)} [${signed(low)}, ${signed(high)}]`;
}

/** Four decimals: trials of one search are often closer to each other than models are. */
function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}
