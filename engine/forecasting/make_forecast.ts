import { type AnswerCalibration, type Forecast, formatTime, parseDuration } from "../domain/mod.ts";
import { countIncomplete, keepComplete, prepareLatest } from "../preprocessing/mod.ts";
import { predictBaseline } from "../models/mod.ts";
import { answerWindows, questionOf, taskOfModel, type TrainedModel } from "../training/mod.ts";
import { attachSkill } from "./attach_skill.ts";
import { chooseIssueTime } from "./choose_issue_time.ts";
import { calibrateAnswer } from "./calibrate_answer.ts";
import { type Answer, publishAnswer, wholeOf } from "./publish_answer.ts";
import { type CatalogueRequest, readAndClean } from "./read_and_clean.ts";
import { refuseOtherHorizon } from "./refuse_other_horizon.ts";

/** What a forecast is asked of. */
export interface ForecastRequest extends CatalogueRequest {
  /** Must be the trained one, such as "7d"; the trained one when left out. */
  horizon?: string;
  /** ISO 8601; the last event of the catalogue when left out, never the clock. */
  issueTime?: string;
}

/**
 * The whole story: read, clean, align, normalise, window, predict, denormalise, attach skill.
 * Command line and server both call it, so the same input gives the same bytes.
 *
 * Throws InputError, ConfigurationError or InsufficientDataError for what cannot be forecast from.
 */
export async function makeForecast(
  model: TrainedModel,
  request: ForecastRequest,
): Promise<Forecast> {
  const { preparation: target, configuration, baselines, card } = model;
  refuseOtherHorizon(request.horizon, configuration);
  const data = await readAndClean(request, configuration);
  const { catalogue, covariates } = data;
  const issueTimeMs = chooseIssueTime(catalogue, request.issueTime);
  const examples = prepareLatest(catalogue, target, { issueTimeMs, covariates });
  const latest = { start: 0, end: 1 };
  const complete = keepComplete(catalogue, target.completeness);
  const known = { ...model, catalogue: complete, target, examples };
  const network = answerWindows({ ...known, task: taskOfModel(model) }, latest);
  const best = baselines.find(({ name }) => name === card.skill.baseline)!;
  const moved = baselines.find(({ name }) => name === model.startFrom)!;
  const baseline = predictBaseline(best, questionOf(known, latest));
  const publish = (source: string, answer: Answer, kept: AnswerCalibration | undefined) =>
    calibrateAnswer(publishAnswer(source, answer), { table: wholeOf(answer), calibration: kept });
  return attachSkill(model, {
    data: { ...data, cleaning: countIncomplete(data.cleaning, { cleaned: catalogue, complete }) },
    complete,
    examples,
    issuedAt: formatTime(issueTimeMs),
    endMs: issueTimeMs + parseDuration(configuration.horizon, "horizon"),
    network: publish(
      configuration.model,
      { table: network, target, baseline: moved },
      model.calibration?.network,
    ),
    baseline: publish(
      best.name,
      { table: baseline, target, baseline: best },
      model.calibration?.baseline,
    ),
  });
}
