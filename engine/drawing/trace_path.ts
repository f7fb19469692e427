import type { Samples } from "../domain/mod.ts";
import { type Axis, placeOn } from "./axis_ticks.ts";

/** Columns to a unit of the figure: finer than a screen shows. */
const COLUMNS_PER_UNIT = 2;

/** Samples and where their wiggle is drawn. */
export interface TracePathOptions {
  /** The samples. [sample] */
  samples: Samples;
  /** Value of the horizontal axis at the first sample. */
  start: number;
  /** Step of the horizontal axis from sample to sample. */
  step: number;
  /** Horizontal axis. */
  horizontal: Axis;
  /** Vertical axis. */
  vertical: Axis;
}

/**
 * Path data of a trace: where many samples fall on one column, a line from the smallest to the
 * largest, so that no peak is lost.
 */
export function tracePath(
  { samples, start, step, horizontal, vertical }: TracePathOptions,
): string {
  const [from, to] = horizontal.domain;
  const first = Math.max(0, Math.ceil((from - start) / step));
  const last = Math.min(samples.length - 1, Math.floor((to - start) / step));
  const parts: string[] = [];
  let column = NaN;
  let low = Infinity;
  let high = -Infinity;
  let end = 0;
  const y = (value: number) => placeOn(vertical, value).toFixed(1);
  const flush = () => {
    if (Number.isNaN(column)) return;
    const x = (column / COLUMNS_PER_UNIT).toFixed(1);
    parts.push(`${parts.length === 0 ? "M" : "L"}${x} ${y(low)}`);
    if (high > low) parts.push(`V${y(high)}`, `V${y(end)}`);
  };
  for (let i = first; i <= last; i++) {
    const value = samples[i];
    if (!Number.isFinite(value)) continue;
    const here = Math.round(placeOn(horizontal, start + i * step) * COLUMNS_PER_UNIT);
    if (here !== column) {
      flush();
      [column, low, high] = [here, value, value];
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    end = value;
  }
  flush();
  return parts.join("");
}
