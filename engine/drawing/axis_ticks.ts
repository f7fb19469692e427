import { ticks } from "d3-array";
import { COLOURS } from "./palette.ts";

/** Where an axis lies in a figure and what it spans. */
export interface Axis {
  /** First and last value. */
  domain: readonly [number, number];
  /** Their places in the figure. */
  range: readonly [number, number];
}

/** Place of a value in the figure. */
export function placeOn({ domain: [from, to], range: [start, end] }: Axis, value: number): number {
  return start + (value - from) / (to - from || 1) * (end - start);
}

/** A horizontal axis under a plot that ends at `top`: ticks, numbers and a title with its unit. */
export function drawHorizontalAxis(
  axis: Axis,
  { top, title, gridTo }: { top: number; title: string; gridTo: number },
): { markup: string; bottom: number } {
  const marks = ticks(...axis.domain, 6).map((value: number) => {
    const x = placeOn(axis, value).toFixed(1);
    return `<path d="M${x} ${gridTo}V${top}" stroke="${COLOURS.grid}"/>` +
      `<path d="M${x} ${top}v4" stroke="${COLOURS.muted}"/>` +
      `<text x="${x}" y="${top + 16}" text-anchor="middle">${formatTick(value)}</text>`;
  });
  const [start, end] = axis.range;
  const middle = (start + end) / 2;
  return {
    markup: `<g font-size="11" fill="${COLOURS.muted}">${marks.join("")}` +
      `<path d="M${start} ${top}H${end}" stroke="${COLOURS.muted}"/>` +
      `<text x="${middle}" y="${top + 32}" font-size="12" text-anchor="middle" ` +
      `fill="${COLOURS.ink}">${title}</text></g>`,
    bottom: top + 40,
  };
}

/** A vertical axis left of a plot that begins at `left`: numbers and lines across. */
export function drawVerticalAxis(
  axis: Axis,
  { left, gridTo, count = 4 }: { left: number; gridTo: number; count?: number },
): string {
  const marks = ticks(...axis.domain, count).map((value: number) => {
    const y = placeOn(axis, value);
    return `<path d="M${left} ${y.toFixed(1)}H${gridTo}" stroke="${COLOURS.grid}"/>` +
      `<text x="${left - 5}" y="${(y + 4).toFixed(1)}" text-anchor="end">${
        formatTick(value)
      }</text>`;
  });
  return `<g font-size="11" fill="${COLOURS.muted}">${marks.join("")}</g>`;
}

// Ticks are multiples of a round step; sums of it may be off in the last digit.
function formatTick(value: number): string {
  return String(Number(value.toPrecision(10))).replace("-", "−");
}
