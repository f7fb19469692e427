import { ticks } from "d3-array";
import type {
  LeaderBoard,
  LeaderBoardRow,
  NumberDimension,
  SearchDimension,
} from "../domain/mod.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { formatSigned } from "./format_number.ts";
import {
  drawEmptyFigure,
  drawHeading,
  FIGURE_WIDTH,
  type FigureText,
  frameSvg,
} from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";

/** One horizontal axis: where a trial crosses it, and what is written under it. */
interface Crossing {
  title: string;
  ticks: { x: number; label: string }[];
  placeOf(row: LeaderBoardRow): number | undefined;
}

const LEFT = 64;
const RIGHT = FIGURE_WIDTH - 14;
const NOT_ASKED = 28;
const STEP = 47;
const LABEL_WIDTH = 5.8;

/** What is said beside the name of a dimension. */
const UNITS: Readonly<Record<string, string>> = {
  window: "steps back",
  dropout: "share",
  "learning-rate": "first step of the optimiser",
  l2: "weight of squares in the loss",
  batch: "examples a step",
  "kernel-size": "steps",
};

/**
 * Trials as lines across the axes of a search, which lie below each other: one axis for each thing that
 * was searched, the gain on the last one. The winner is drawn thick; trials that reached the last rung in
 * colour. Where a trial was not asked, its line runs beside the axis. Where the baseline wins, the best trial
 * is drawn as a winner is and called what it is.
 */
export function drawParallelCoordinates(board: LeaderBoard): string {
  const rows = board.rows.filter(({ failure }) => failure === undefined);
  const text = describe(board, rows);
  if (rows.length === 0) return drawEmptyFigure(text, "No trial has a score.");
  const axes = [...board.space.map(axisOf), gainAxis(rows)];
  const heading = drawHeading(text);
  const top = heading.bottom + 24;
  const yOf = (axis: number) => top + axis * STEP;
  const lines = rows.toReversed().map((row) => {
    const points = axes.map((axis, i) =>
      `${(axis.placeOf(row) ?? NOT_ASKED).toFixed(1)} ${yOf(i)}`
    );
    return `<path class="trial" d="M${points.join("L")}" fill="none" ${lookOf(row, board)}>` +
      `<title>${escapeMarkup(`Trial ${row.trial}: ${formatSigned(row.nats)}`)}</title></path>`;
  });
  const drawn = axes.map((axis, i) =>
    drawAxis(axis, { y: yOf(i), hasGap: i < board.space.length && isConditional(board.space[i]) })
  );
  const body = heading.markup + lines.join("") + drawn.join("");
  return frameSvg(body, text, yOf(axes.length - 1) + 32);
}

function lookOf({ rank, rung }: LeaderBoardRow, { rungs }: LeaderBoard): string {
  if (rank === 1) return `stroke="${COLOURS.baseline}" stroke-width="3"`;
  return rung === rungs
    ? `stroke="${COLOURS.network}" stroke-width="1.3" stroke-opacity="0.8"`
    : `stroke="${COLOURS.muted}" stroke-width="0.8" stroke-opacity="0.35"`;
}

function isConditional({ when }: SearchDimension): boolean {
  return when !== undefined;
}

/** Words lie on paper, so that lines do not cross them out. */
function drawAxis(axis: Crossing, { y, hasGap }: { y: number; hasGap: boolean }): string {
  const word = (x: number, dy: number, label: string, more: string) =>
    `<text x="${x.toFixed(1)}" y="${y + dy}" ${more} stroke="${COLOURS.paper}" stroke-width="3" ` +
    `paint-order="stroke">${escapeMarkup(label)}</text>`;
  const marks = axis.ticks.map(({ x, label }) =>
    `<path d="M${x.toFixed(1)} ${y - 3}v6" stroke="${COLOURS.ink}"/>` +
    word(x, 15, label, `font-size="10" text-anchor="middle" fill="${COLOURS.muted}"`)
  );
  const gap = hasGap
    ? word(NOT_ASKED, 15, "none", `font-size="10" text-anchor="middle" fill="${COLOURS.muted}"`)
    : "";
  return `<path d="M${LEFT} ${y}H${RIGHT}" stroke="${COLOURS.ink}"/>${marks.join("")}${gap}` +
    word(6, -9, axis.title, `font-size="12" fill="${COLOURS.ink}"`);
}

function axisOf(dimension: SearchDimension): Crossing {
  const { name } = dimension;
  const unit = UNITS[name];
  const log = dimension.kind !== "choice" && dimension.log ? "logarithmic" : undefined;
  const remarks = [unit, log].filter((remark) => remark !== undefined);
  const title = name.replaceAll("-", " ") + (remarks.length > 0 ? ` (${remarks.join(", ")})` : "");
  if (dimension.kind !== "choice") return { title, ...numberAxis(dimension) };
  const { choices } = dimension;
  const inset = (RIGHT - LEFT) / choices.length / 2;
  const place = (choice: number | string) => LEFT + inset * (1 + 2 * choices.indexOf(choice));
  return {
    title,
    ticks: choices.map((choice) => ({ x: place(choice), label: String(choice) })),
    placeOf: ({ point }) => point[name] === undefined ? undefined : place(point[name]),
  };
}

function numberAxis({ name, low, high, log }: NumberDimension): Omit<Crossing, "title"> {
  const to = (value: number) => log ? Math.log(value) : value;
  const place = (value: number) =>
    LEFT + (RIGHT - LEFT) * (high === low ? 0.5 : (to(value) - to(low)) / (to(high) - to(low)));
  const values: number[] = log ? logTicks(low, high) : ticks(low, high, 5);
  return {
    ticks: labelTicks(values, place),
    placeOf: ({ point }) => point[name] === undefined ? undefined : place(Number(point[name])),
  };
}

/** The lower half of bad trials may lie far away: it is drawn at the left end. */
function gainAxis(rows: readonly LeaderBoardRow[]): Crossing {
  const gains = rows.map(({ nats }) => nats);
  const [low, high] = [lowestDrawn(gains), Math.max(...gains)];
  const margin = 0.04 * (high - low || 1);
  const [from, to] = [low - margin, high + margin];
  const place = (value: number) =>
    LEFT + (RIGHT - LEFT) * Math.max(0, (value - from) / (to - from));
  return {
    title: "gain over the best baseline, at 0 (nats per window)",
    ticks: labelTicks(ticks(from, to, 6), place),
    placeOf: ({ nats }) => place(nats),
  };
}

/** The axis reaches four times as far below the best as half the trials do. */
function lowestDrawn(gains: readonly number[]): number {
  const sorted = gains.toSorted((a, b) => b - a);
  const best = sorted[0];
  const middle = sorted[Math.floor(sorted.length / 2)];
  return Math.max(sorted[sorted.length - 1], best - 4 * Math.max(1e-6, best - middle));
}

/** The ends, and 1, 2 and 5 of each decade between them. */
function logTicks(low: number, high: number): number[] {
  const values = [low];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
    const decade = Math.log10(high / low) > 2 ? [1] : [1, 2, 5];
    for (const factor of decade) {
      const value = Number((factor * 10 ** exponent).toPrecision(3));
      if (value > low && value < high) values.push(value);
    }
  }
  return [...values, high];
}

/** Ticks with their labels, all of them with an exponent where one is small. */
function labelTicks(
  values: readonly number[],
  place: (value: number) => number,
): { x: number; label: string }[] {
  const areSmall = values.some((value) => value !== 0 && Math.abs(value) < 4e-4);
  const labelOf = (value: number) => {
    const exact = Number(value.toPrecision(6));
    const text = areSmall && exact !== 0 ? exact.toExponential() : String(exact);
    return text.replaceAll("-", "−");
  };
  return spread(values.map((value) => ({ x: place(value), label: labelOf(value) })));
}

/** Leaves out what would touch a word before it; the last one stays. */
function spread(marks: { x: number; label: string }[]): { x: number; label: string }[] {
  const half = ({ label }: { label: string }) => LABEL_WIDTH * label.length / 2 + 2;
  const last = marks[marks.length - 1];
  const kept: typeof marks = [];
  for (const mark of marks) {
    const before = kept[kept.length - 1];
    const isFree = before === undefined || mark.x - half(mark) > before.x + half(before);
    const leavesLast = mark === last || mark.x + half(mark) < last.x - half(last);
    if (isFree && leavesLast) kept.push(mark);
  }
  return kept;
}

function describe(board: LeaderBoard, rows: readonly LeaderBoardRow[]): FigureText {
  const failed = board.rows.length - rows.length;
  const gains = rows.map(({ nats }) => nats);
  const beyond = rows.length === 0 ? 0 : gains.filter((nats) => nats < lowestDrawn(gains)).length;
  const remarks = [
    `${rows.length} trials, each a line from what it is to what it gained.`,
    ...(board.baselineWins
      ? ["The baseline wins: none beat it by more than its standard error."]
      : []),
    ...(failed > 0 ? [`Failed, and left out: ${failed}.`] : []),
    ...(beyond > 0 ? [`Below the last axis, and drawn at its left end: ${beyond}.`] : []),
  ];
  const winner = rows[0];
  return {
    name: "search",
    title: "What the search tried, and what it gained",
    caption: remarks.join(" "),
    key: [
      {
        label: board.baselineWins ? "best trial" : "winner",
        mark: "line",
        colour: COLOURS.baseline,
      },
      { label: "last rung", mark: "line", colour: COLOURS.network },
      { label: "earlier rungs", mark: "line", colour: COLOURS.muted },
    ],
    description: winner === undefined
      ? "No trial has a score."
      : `Parallel coordinates of ${rows.length} ` +
        `trials; trial ${winner.trial} ${board.baselineWins ? "is the best" : "wins"} with ` +
        `${formatSigned(winner.nats)} nats per window: ` +
        Object.entries(winner.point).map(([name, value]) => `${name} ${value}`).join(", ") + ".",
  };
}
