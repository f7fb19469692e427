import { assert, assertEquals, assertMatch } from "@std/assert";
import type { LeaderBoard, LeaderBoardRow } from "../../../engine/domain/mod.ts";
import { drawParallelCoordinates, leaderBoardText } from "../../../engine/drawing/mod.ts";

const trial = (rank: number, given: Partial<LeaderBoardRow> = {}): LeaderBoardRow => ({
  ...{ rank, trial: 10 + rank, rung: 1, epochs: 9, epochsInAll: 27, seconds: 1.25 },
  ...{ nats: 0.1 - 0.01 * rank, low: 0, high: 0.2, point: { layers: 1, l2: 1e-4, window: 7 } },
  ...given,
});

const BOARD: LeaderBoard = {
  space: [
    { name: "layers", kind: "choice", choices: [1, 2] },
    {
      ...{ name: "units-2", kind: "integer", low: 8, high: 32, log: true },
      when: { name: "layers", among: [2] },
    },
    { name: "l2", kind: "real", low: 1e-6, high: 1e-2, log: true },
    { name: "window", kind: "integer", low: 7, high: 27, log: false },
  ],
  ...{ rungs: 3, baselineWins: false },
  rows: [
    trial(1, { rung: 3, point: { layers: 2, "units-2": 8, l2: 1e-4, window: 17 } }),
    trial(2, { rung: 3 }),
    trial(3),
    trial(4, { nats: -50, low: -90, high: -1 }),
    trial(5, { nats: -Infinity, low: -Infinity, high: -Infinity, failure: "no finite score" }),
  ],
};

/** Where the lines of trials cross the axes, from top to bottom, the winner last. */
function crossingsOf(svg: string): number[][] {
  return [...svg.matchAll(/class="trial" d="M([^"]+)"/g)].map(([, path]) =>
    path.split("L").map((point) => Number(point.split(" ")[0]))
  );
}

Deno.test("each trial with a score crosses every axis where its values lie, logarithms as such", () => {
  const svg = drawParallelCoordinates(BOARD);
  const lines = crossingsOf(svg);
  assertEquals(lines.map((line) => line.length), [5, 5, 5, 5]);
  const [winner] = lines.slice(-1);
  const [left, right] = [64, 406];
  const middle = (left + right) / 2;
  assertEquals(winner.slice(1, 4), [left, middle, middle]); // 8 of 8 to 32; 1e-4 of 1e-6 to 1e-2; 17 of 7 to 27
  assert(lines[0][1] < left, "a trial that was not asked runs beside the axis");
  assertEquals(lines[0][4], left); // it lies far below the others
  assert(winner[4] > lines[1][4]);
});

Deno.test("the winner is drawn last and thick, the last rung in colour, and failures are told", () => {
  const svg = drawParallelCoordinates(BOARD);
  const looks = [...svg.matchAll(/class="trial"[^>]*stroke="(#\w+)" stroke-width="([\d.]+)"/g)]
    .map(([, colour, width]) => [colour, Number(width)]);
  assertEquals(looks, [["#555555", 0.8], ["#555555", 0.8], ["#0072b2", 1.3], ["#d55e00", 3]]);
  for (const title of ["l2 (weight of squares in the loss, logarithmic)", "window (steps back)"]) {
    assert(svg.includes(title), title);
  }
  const words = svg.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  assertMatch(
    words,
    /4 trials, each a line from what it is to what it gained\. Failed, and left out: 1\./,
  );
  assertMatch(words, /nats per window/);
  assert(drawParallelCoordinates({ ...BOARD, rows: BOARD.rows.slice(4) }).includes("No trial has"));
});

Deno.test("a leader board tells gain, interval, rung and cost, and what the trials are", () => {
  const text = leaderBoardText(BOARD, { most: 4 });
  assertMatch(text, /^The winner, trial 11: layers 2, units-2 8, l2 0\.0001, window 17\.$/m);
  assertMatch(text, /^ +1 +11 +\+0\.0900 \[\+0\.0000, \+0\.2000\] +3 +27 +1\.\d$/m);
  assertMatch(text, /^rank +layers +units 2 +l2 +window$/m);
  assertMatch(text, /^ +1 +2 +8 +0\.0001 +17$/m);
  assertMatch(text, /^ +2 +1 +none +0\.0001 +7$/m);
  assertMatch(text, /and 1 more trial\./);
  assertMatch(leaderBoardText(BOARD), /^ +5 +15 +failed +1 +27 +1\.\d +no finite score$/m);
});

Deno.test("where the baseline wins, the board and its plot name no trial the winner", () => {
  const board = { ...BOARD, baselineWins: true };
  assertMatch(
    leaderBoardText(board),
    /^The winner is the baseline; the best trial, 11: layers 2, /,
  );
  const words = drawParallelCoordinates(board).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  assertMatch(words, /The baseline wins: none beat it by more than its standard error\./);
  assertMatch(words, /best trial/);
  assertEquals(/winner|trial 11 wins/.test(words), false);
});
