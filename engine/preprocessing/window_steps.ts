import type { Catalogue } from "../domain/mod.ts";
import type { Steps } from "./align_covariate.ts";
import { binEdges, binsEndingAt } from "./align_to_bins.ts";
import { targetRows } from "./build_series.ts";
import type { Preparation } from "./preparation.ts";

/**
 * When each step of the window begins and ends that `prepareLatest` makes as of a time: bins, or of
 * task magnitude the stretch from the event before up to an event.
 */
export function windowSteps(
  catalogue: Catalogue,
  preparation: Preparation,
  { issueTimeMs }: { issueTimeMs: number },
): Steps {
  const { task, window, binMs, minMagnitude } = preparation;
  if (task !== "magnitude") {
    return binEdges(binsEndingAt(issueTimeMs + 1, { binMs, count: window }));
  }
  const ends = Array.from(targetRows(catalogue, minMagnitude), (row) => catalogue.timeMs[row] + 1)
    .filter((endMs) => endMs <= issueTimeMs + 1).slice(-window - 1);
  return { startMs: Float64Array.from(ends.slice(0, -1)), endMs: Float64Array.from(ends.slice(1)) };
}
