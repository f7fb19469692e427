import type { PredictiveTable } from "../domain/mod.ts";
import type { FittedBaseline } from "../models/mod.ts";

/**
 * The number in a whole region from those of its cells, window by window: a negative binomial of the
 * summed mean. Its dispersion is what the totals of the training windows had around the baseline's:
 * cells are not independent, since a large sequence fills several and each cell's own dispersion
 * averages out over hundreds of them. It is no less than that of independent cells, Σ dispersion ·
 * mean² / (Σ mean)², which a model from before totals were fitted has alone. `baseline` is the one
 * that answers, or that the network moves.
 */
export function totalsOfCells(
  cells: PredictiveTable & { family: "negative-binomial" },
  { targetSize, baseline }: { targetSize: number; baseline: FittedBaseline },
): PredictiveTable {
  const windows = cells.mean.length / targetSize;
  const mean = new Float64Array(windows);
  const excess = new Float64Array(windows);
  cells.mean.forEach((value, row) => {
    const window = Math.floor(row / targetSize);
    mean[window] += value;
    excess[window] += cells.dispersion[row] * value * value;
  });
  const fitted = baseline.parameters.totalDispersion as number | undefined;
  const dispersion = mean.map((value, window) =>
    Math.max(fitted ?? 0, value > 0 ? excess[window] / (value * value) : 0)
  );
  return { family: "negative-binomial", mean, dispersion };
}
