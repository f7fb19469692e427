import type { LeaderBoard, LeaderBoardRow, SearchPoint } from "../domain/mod.ts";
import { formatSigned } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";

/** Trials of a search, the best first: what they are, what they scored and what they cost. */
export function tabulateLeaderBoard({ rows, rungs }: LeaderBoard): Table {
  const winner = rows[0]?.point ?? {};
  return {
    columns: [
      ...["rank", "trial"].map((title) => ({ title })),
      { title: "gain, nats per window" },
      { title: "95 % interval" },
      { title: `rung of ${rungs}`, align: "right" },
      ...["epochs", "seconds"].map((title) => ({ title, align: "right" as const })),
      { title: "what differs from the first" },
    ],
    rows: rows.map((row) => [
      ...[row.rank, row.trial, gainOf(row), intervalOf(row), row.rung],
      ...[String(row.epochsInAll), row.seconds.toFixed(1)],
      row.rank === 1 ? describePoint(row.point) : describeDifference(row.point, winner),
    ]),
  };
}

/** A leader board as plain text; `most` rows of it, all unless given. */
export function leaderBoardText(board: LeaderBoard, { most = Infinity } = {}): string {
  const { columns, rows } = tabulateLeaderBoard(board);
  return formatTable(rows.slice(0, most), { columns, width: 120 });
}

/** A point of a search in a line. */
export function describePoint(point: SearchPoint): string {
  return Object.entries(point).map(([name, value]) => `${name} ${value}`).join(", ");
}

function describeDifference(point: SearchPoint, winner: SearchPoint): string {
  const differing = Object.entries(point).filter(([name, value]) => winner[name] !== value);
  return differing.length === 0 ? "nothing" : describePoint(Object.fromEntries(differing));
}

function gainOf({ nats, failure }: LeaderBoardRow): string {
  return failure === undefined ? formatSigned(nats) : "failed";
}

function intervalOf({ low, high, failure }: LeaderBoardRow): string {
  return failure ?? `[${formatSigned(low)}, ${formatSigned(high)}]`;
}
