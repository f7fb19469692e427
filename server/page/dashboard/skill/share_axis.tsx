import type { JSX } from "preact";

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Where an axis from 0 to 1 lies in a figure, in its units. */
export interface ShareAxisProps {
  /** Place of 0. */
  readonly from: number;
  /** Place of 1. */
  readonly to: number;
  /** Place of the axis across: its height for a horizontal one, its left for a vertical one. */
  readonly at: number;
  /** Where the lines of the grid end. */
  readonly gridTo: number;
  /** What it shows. */
  readonly title: string;
}

/** A horizontal axis from 0 to 1, with lines up to `gridTo`. */
export function HorizontalShareAxis({ from, to, at, gridTo, title }: ShareAxisProps): JSX.Element {
  return (
    <g class="figure-axis">
      {TICKS.map((share) => {
        const x = from + share * (to - from);
        return (
          <g key={share}>
            <line class="figure-grid" x1={x} x2={x} y1={at} y2={gridTo} />
            <text x={x} y={at + 16} text-anchor="middle">{share}</text>
          </g>
        );
      })}
      <text class="figure-title" x={(from + to) / 2} y={at + 34} text-anchor="middle">{title}</text>
    </g>
  );
}

/** A vertical axis from 0 to 1, with lines to `gridTo`. */
export function VerticalShareAxis({ from, to, at, gridTo, title }: ShareAxisProps): JSX.Element {
  const middle = (from + to) / 2;
  return (
    <g class="figure-axis">
      {TICKS.map((share) => {
        const y = from + share * (to - from);
        return (
          <g key={share}>
            <line class="figure-grid" x1={at} x2={gridTo} y1={y} y2={y} />
            <text x={at - 6} y={y + 4} text-anchor="end">{share}</text>
          </g>
        );
      })}
      <text
        class="figure-title"
        x={at - 36}
        y={middle}
        text-anchor="middle"
        transform={`rotate(-90 ${at - 36} ${middle})`}
      >
        {title}
      </text>
    </g>
  );
}
