import type { DeclusteringReport } from "../domain/mod.ts";
import { formatCount } from "./format_number.ts";

/** What declustering kept, in one sentence or two. */
export function declusterText(report: DeclusteringReport): string {
  const { method, completeness, events, kept, etas } = report;
  const counts = `${formatCount(kept)} of ${formatCount(events)} events of magnitude ` +
    `${completeness} or more`;
  if (etas === undefined || method === "gardner-knopoff") {
    return `Declustering by the windows of Gardner and Knopoff keeps ${counts}.`;
  }
  const how = etas.rule === "draw"
    ? `each drawn by its background probability (seed ${etas.seed})`
    : `those with a background probability of at least ${etas.threshold}`;
  const from = etas.parametersFrom === "fit" ? "fitted here" : "as given";
  return `Declustering by ETAS keeps ${counts}, ${how}. The probabilities add up to ` +
    `${formatCount(Math.round(etas.expectedBackground))} background events; parameters ${from}.`;
}
