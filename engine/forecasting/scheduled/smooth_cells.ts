import type { Grid } from "../../domain/mod.ts";

/** Widths of smoothing that are chosen from, cells. */
const WIDTHS = [0.5, 1, 2, 4];

/** Part of the events, the last, by which the width is chosen. */
const CHOOSING = 0.2;

/** Part that is spread evenly: an event may come where none ever came. */
const EVEN = 0.05;

/**
 * Where events will be, by where they were: numbers by cell, smoothed by a Gaussian whose width is that
 * which foresees the last fifth of the events best from the others, and a part spread evenly.
 *
 * Gives the share of each cell; they add up to 1.
 */
export function smoothCells(
  cells: readonly number[],
  { grid, inside }: { grid: Grid; inside: Uint8Array },
): Float64Array {
  const first = Math.floor((1 - CHOOSING) * cells.length);
  const shares = (part: readonly number[], width: number) => spread(part, { grid, inside, width });
  let [best, most] = [WIDTHS[WIDTHS.length - 1], -Infinity];
  for (const width of first === 0 ? [] : WIDTHS) {
    const share = shares(cells.slice(0, first), width);
    const score = cells.slice(first).reduce((sum, cell) => sum + Math.log(share[cell]), 0);
    if (score > most) [best, most] = [width, score];
  }
  return shares(cells, best);
}

function spread(
  cells: readonly number[],
  { grid, inside, width }: { grid: Grid; inside: Uint8Array; width: number },
): Float64Array {
  const { rows, columns } = grid;
  const counts = new Float64Array(rows * columns);
  for (const cell of cells) counts[cell]++;
  const alongRows = blur(counts, { count: rows, step: columns, lines: columns, next: 1, width });
  const smooth = blur(alongRows, { count: columns, step: 1, lines: rows, next: columns, width });
  let [total, open] = [0, 0];
  for (let cell = 0; cell < smooth.length; cell++) {
    // A cell in which an event was counted is open, however little of it lies inside.
    if (inside[cell] === 0 && counts[cell] === 0) smooth[cell] = 0;
    else open++;
    total += smooth[cell];
  }
  return smooth.map((value, cell) => {
    const even = inside[cell] === 0 && counts[cell] === 0 ? 0 : 1 / open;
    return total === 0 ? even : (1 - EVEN) * value / total + EVEN * even;
  });
}

/** Smooths every line of a grid; what would leave it stays at its edge. */
function blur(
  values: Float64Array,
  { count, step, lines, next, width }: {
    count: number;
    step: number;
    lines: number;
    next: number;
    width: number;
  },
): Float64Array {
  const reach = Math.ceil(3 * width);
  const weights = Array.from(
    { length: 2 * reach + 1 },
    (_, i) => Math.exp(-0.5 * ((i - reach) / width) ** 2),
  );
  const sum = weights.reduce((all, one) => all + one, 0);
  const result = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < count; i++) {
      const value = values[line * next + i * step];
      if (value === 0) continue;
      for (let k = -reach; k <= reach; k++) {
        const at = Math.min(count - 1, Math.max(0, i + k));
        result[line * next + at * step] += value * weights[k + reach] / sum;
      }
    }
  }
  return result;
}
