import type { RateCell } from "./rate_cell.ts";

/** A cell in words: "35.0° to 35.5° N, 117.5° to 118.0° W". */
export function nameCell([west, south]: RateCell, cellDegrees: number): string {
  return `${span(south, south + cellDegrees, "NS")}, ${span(west, west + cellDegrees, "EW")}`;
}

function span(from: number, to: number, [positive, negative]: string): string {
  const [least, most] = from < 0 && to <= 0 ? [-to, -from] : [from, to];
  const side = from < 0 && to <= 0 ? negative : positive;
  return `${degrees(least)} to ${degrees(most)} ${side}`;
}

function degrees(value: number): string {
  return `${Number(value.toFixed(3))}°`;
}
