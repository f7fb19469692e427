/** Extent of a rupture. */
export interface RuptureSize {
  /** Length along the fault, kilometres. */
  readonly lengthKm: number;
  /** Width down the fault, kilometres. */
  readonly widthKm: number;
}

/**
 * Median length and width of the rupture below ground, faults of all kinds.
 *
 * Source: Wells and Coppersmith (1994), BSSA 84, 974-1002, table 2A: log RLD = -2.44 + 0.59 M, log RW =
 * -1.01 + 0.32 M.
 */
export function ruptureSize(magnitude: number): RuptureSize {
  return { lengthKm: 10 ** (-2.44 + 0.59 * magnitude), widthKm: 10 ** (-1.01 + 0.32 * magnitude) };
}
