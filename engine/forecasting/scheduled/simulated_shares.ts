import { cellsInside, type ForecastArea } from "./forecast_area.ts";
import { smoothCells } from "./smooth_cells.ts";

/** Weights of simulated places that are chosen from; past places have the rest. */
const WEIGHTS = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99];

/** Part of the events, of the last catalogues, by which the weight is chosen. */
const CHOOSING = 0.2;

/**
 * Where simulated events are, by cell. So few of them tell the share of a quiet cell badly, and past places
 * know nothing of what has just begun: simulated places are smoothed and mixed with past ones as foresees
 * the last fifth of the catalogues best from the others.
 *
 * Gives the share of each cell, to six digits; they add up to 1 but for rounding.
 */
export function simulatedShares(
  cells: readonly number[],
  { area, past }: { area: ForecastArea; past: readonly number[] },
): number[] {
  const grid = { grid: area.grid, inside: cellsInside(area) };
  const first = Math.floor((1 - CHOOSING) * cells.length);
  const early = smoothCells(cells.slice(0, first), grid);
  let [weight, most] = [0, -Infinity];
  for (const one of WEIGHTS) {
    const score = cells.slice(first).reduce(
      (sum, cell) => sum + Math.log(one * early[cell] + (1 - one) * past[cell] + Number.MIN_VALUE),
      0,
    );
    if (score > most) [weight, most] = [one, score];
  }
  const simulated = smoothCells(cells, grid);
  return past.map((share, cell) =>
    Number((weight * simulated[cell] + (1 - weight) * share).toPrecision(6))
  );
}
