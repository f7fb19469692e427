import type { WaveformEnvelope } from "../../../../engine/domain/mod.ts";

/** Where an envelope is drawn, pixels. */
export interface EnvelopeFrame {
  /** Place of a time, UTC epoch milliseconds, from the left. */
  readonly place: (timeMs: number) => number;
  /** Bins beyond it, and left of 0, are left out. */
  readonly width: number;
  /** Where the mean lies, from the top. */
  readonly middle: number;
  /** Of the largest swing from the one end to the other. */
  readonly height: number;
}

/** A path through the least and largest samples of the bins that are seen, scaled by them alone; "" without any. */
export function envelopePath(
  { startMs, binSeconds, least, largest }: WaveformEnvelope,
  { place, width, middle, height }: EnvelopeFrame,
): string {
  const bins: { x: number; low: number; high: number; i: number }[] = [];
  least.forEach((low, i) => {
    const high = largest[i];
    const x = place(startMs + (i + 0.5) * 1000 * binSeconds);
    if (low !== null && high !== null && x >= -2 && x <= width + 2) bins.push({ x, low, high, i });
  });
  if (bins.length === 0) return "";
  const mean = bins.reduce((sum, { low, high }) => sum + (low + high) / 2, 0) / bins.length;
  const swing = bins.reduce((most, { low, high }) => Math.max(most, high - mean, mean - low), 0);
  const scale = swing > 0 ? height / 2 / swing : 0;
  const y = (value: number) => (middle - (value - mean) * scale).toFixed(1);
  return bins.map(({ x, low, high, i }, k) => {
    const isFirst = k === 0 || bins[k - 1].i !== i - 1;
    return `${isFirst ? "M" : "L"}${x.toFixed(1)} ${y(high)}L${x.toFixed(1)} ${y(low)}`;
  }).join("");
}
