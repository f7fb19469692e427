import { DAY_MS } from "../domain/mod.ts";
import { listUnusualInputs } from "../preprocessing/mod.ts";
import type { TrainedModel } from "../training/mod.ts";
import type { ForecastSituation } from "./forecast_parts.ts";
import { warnOfCovariates } from "./warn_of_covariates.ts";
import { warnOfModalities } from "./warn_of_modalities.ts";
import { warnOfRate } from "./warn_of_rate.ts";
import { warnOfSilence } from "./warn_of_silence.ts";

/** Years after the training data from which a model counts as old. */
const OLD_AFTER_YEARS = 2;

/** What a reader must know before believing a forecast. */
export function listWarnings(model: TrainedModel, parts: ForecastSituation): string[] {
  return [
    ...warnOfTime(model, parts),
    ...warnOfSilence(model, parts),
    ...warnOfRate(model, parts),
    ...warnOfModalities(model, parts),
    ...warnOfCovariates(model, parts),
    ...listUnusualInputs(parts.examples, model.preparation),
    ...(parts.data.read.skippedRows > 0
      ? [`${parts.data.read.skippedRows} rows of the catalogue could not be read and were skipped.`]
      : []),
  ];
}

function warnOfTime({ card }: TrainedModel, { issuedAt }: ForecastSituation): string[] {
  const issueTimeMs = Date.parse(issuedAt);
  const unseenFrom = card.spans.test.from;
  if (issueTimeMs < Date.parse(unseenFrom)) {
    return [
      `The issue time lies before ${unseenFrom}: the model was fitted on what came after it, so ` +
      "this is not a forecast and the skill does not hold for it.",
    ];
  }
  const years = (issueTimeMs - Date.parse(card.data.to)) / (365.25 * DAY_MS);
  if (years < OLD_AFTER_YEARS) return [];
  return [`The model's data end ${years.toFixed(1)} years before the issue time: train it anew.`];
}
