import type { LeaderBoard, LeaderBoardRow, SearchPoint } from "../domain/mod.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";

/** Trials of a search, the best first: what they are, what they scored and what they cost. */
export function tabulateLeaderBoard({ rows, rungs }: LeaderBoard): Table {
  const winner = rows[0]?.point ?? {};
  return {
    columns: [
      ...["rank", "trial"].map((title) => ({ title })),
      { title: "gain, nats per window" },
      { title: `rung of ${rungs}` },
      ...["epochs", "seconds"].map((title) => ({ title, align: "right" as const })),
      { title: "what differs from the first" },
    ],
    rows: rows.map((row) => [
      ...[row.rank, row.trial, describeGain(row), row.rung],
      ...[String(row.epochsInAll), row.seconds.toFixed(1)],
      row.failure ?? describeDifference(row.point, winner),
    ]),
  };
}

/** A leader board as plain text, with what the winner is; `most` rows of it, all unless given. */
export function leaderBoardText(board: LeaderBoard, { most = Infinity } = {}): string {
  const { columns, rows } = tabulateLeaderBoard(board);
  const left = rows.length - most;
  return [
    `The winner, trial ${board.rows[0].trial}: ${describePoint(board.rows[0].point)}.`,
    "",
    formatTable(rows.slice(0, most), { columns }),
    ...(left > 0 ? [`... and ${left} more trials.`] : []),
  ].join("\n");
}

/** A point of a search in a line. */
export function describePoint(point: SearchPoint): string {
  return Object.entries(point).map(([name, value]) => `${name} ${value}`).join(", ");
}

function describeDifference(point: SearchPoint, winner: SearchPoint): string {
  const differing = Object.entries(point).filter(([name, value]) => winner[name] !== value);
  return differing.length === 0 ? "" : describePoint(Object.fromEntries(differing));
}

function describeGain({ nats, low, high, failure }: LeaderBoardRow): string {
  if (failure !== undefined) return "failed";
  return `${signed(nats)} [${signed(low)}, ${signed(high)}]`;
}

/** Four decimals: trials of one search are often closer to each other than models are. */
function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}
