import {
  ConfigurationError,
  type Examples,
  formatTime,
  gridCellOf,
  InsufficientDataError,
  type NetworkExplanation,
  parseDuration,
  type ReportProgress,
} from "../../domain/mod.ts";
import { type ExplainedPlace, explainedScalar, explainWindow } from "../../explanation/mod.ts";
import { predictBaseline } from "../../models/mod.ts";
import {
  type ExampleParts,
  gatherBatch,
  keepComplete,
  prepareExamples,
  prepareLatest,
  splitExamples,
  windowSteps,
} from "../../preprocessing/mod.ts";
import { overlapOf, questionOf, taskOfModel, type TrainedModel } from "../../training/mod.ts";
import { chooseIssueTime } from "../choose_issue_time.ts";
import { listWarnings } from "../list_warnings.ts";
import { type CatalogueRequest, readAndClean } from "../read_and_clean.ts";
import { refuseOtherHorizon } from "../refuse_other_horizon.ts";
import { averageStart, averageWindow, hasKnownAverage } from "./average_window.ts";
import { describeExplanation } from "./describe_explanation.ts";
import { type MeasuredPermutation, measurePermutation } from "./measure_permutation.ts";

/** What is to be explained. */
export interface NetworkExplanationRequest extends CatalogueRequest {
  /** Must be the trained one, such as "7d"; the trained one when left out. */
  horizon?: string;
  /** ISO 8601; the last event of the catalogue when left out, never the clock. */
  issueTime?: string;
  /** Degrees east and north: of a map the cell there is explained instead of the whole region. */
  at?: ExplainedPlace;
  /** Shuffles of each feature for permutation importance; 10 unless given, 0 for none. */
  repeats?: number;
  /** Told how far permutation importance, which takes longest, has come. */
  onProgress?: ReportProgress;
}

/** Shuffles of each feature unless asked otherwise. */
const REPEATS = 10;

/**
 * Why a network forecasts what it does: what its baseline does, and what each input in each step does
 * against the average window, by integrated gradients; beside it occlusion, and permutation importance
 * on the validation part. The network's own answer is explained, before any calibration.
 *
 * Throws what `makeForecast` throws, and ConfigurationError for a place outside the map, or of a task
 * that has none.
 */
export async function explainNetworkForecast(
  model: TrainedModel,
  request: NetworkExplanationRequest,
): Promise<NetworkExplanation> {
  const { preparation: target, configuration, baselines, network, startFrom } = model;
  refuseOtherHorizon(request.horizon, configuration);
  const cell = request.at === undefined ? undefined : cellAt(request.at, model);
  const data = await readAndClean(request, configuration);
  const { catalogue, covariates } = data;
  const issueTimeMs = chooseIssueTime(catalogue, request.issueTime);
  const latest = prepareLatest(catalogue, target, { issueTimeMs, covariates });
  const complete = keepComplete(catalogue, target.completeness);
  const repeats = request.repeats ?? REPEATS;
  const past = repeats === 0 && hasKnownAverage(target)
    ? {}
    : openPast(() => prepareExamples(catalogue, target, { covariates }), target);
  const task = taskOfModel(model);
  const moved = baselines.find(({ name }) => name === startFrom)!;
  const question = questionOf({ catalogue: complete, target, examples: latest }, LATEST);
  const start = predictBaseline(moved, question);
  const scalar = explainedScalar(task, { cell });
  const [steps, features] = [latest.window, latest.featureNames.length];
  const average = averageWindow(target, {
    ...{ latest, known: past.examples, train: past.parts?.train },
  });
  const input = gatherBatch(latest, Int32Array.of(0));
  const explained = explainWindow({
    ...{ network, scalar, start, input, steps, features },
    baseline: average.input,
  });
  const usual = averageStart(baselines, { question, family: task.family, startFrom: moved });
  const raw = network.predict(average.input, 1);
  const situation = {
    ...{ data, complete, examples: latest, issuedAt: formatTime(issueTimeMs) },
    endMs: issueTimeMs + parseDuration(configuration.horizon, "horizon"),
  };
  return describeExplanation({
    ...{ model, situation, explained, scalar, cell, input },
    steps: windowSteps(catalogue, target, { issueTimeMs }),
    average: { scalar: scalar.of(raw, usual.table), window: average.words, start: usual.name },
    permutation: measure(model, { ...past, complete, repeats, onProgress: request.onProgress }),
    warnings: listWarnings(model, situation),
  });
}

const LATEST = { start: 0, end: 1 };

interface Past {
  examples?: Examples;
  parts?: ExampleParts;
  reason?: string;
}

/** The windows before, in their parts, or why there are none. */
function openPast(prepare: () => Examples, target: TrainedModel["preparation"]): Past {
  try {
    const examples = prepare();
    return { examples, parts: splitExamples(examples, target) };
  } catch (error) {
    if (!(error instanceof InsufficientDataError)) throw error;
    return { reason: error.message };
  }
}

function measure(
  model: TrainedModel,
  { examples, parts, reason, complete, repeats, onProgress }:
    & Past
    & Pick<NetworkExplanationRequest, "onProgress">
    & { complete: ReturnType<typeof keepComplete>; repeats: number },
): MeasuredPermutation {
  if (repeats === 0) return { features: [], report: { reason: "it was not asked for" } };
  if (examples === undefined || parts === undefined) {
    return { features: [], report: { reason: reason! } };
  }
  const { preparation: target, configuration, network, startFrom, baselines } = model;
  const contest = { network, startFrom, baselines, target, examples, catalogue: complete };
  return measurePermutation({
    contest: { ...contest, task: taskOfModel(model) },
    range: parts.validation,
    overlap: overlapOf(target),
    ...{ repeats, seed: configuration.seed, onProgress },
  });
}

function cellAt(
  [longitude, latitude]: ExplainedPlace,
  { preparation: { grid }, configuration: { model, task } }: TrainedModel,
): number {
  if (grid === undefined) {
    throw new ConfigurationError(
      `Cannot explain a place: this ${model} answers task ${task}, which has no cells.`,
      "at",
    );
  }
  const cell = gridCellOf(grid, latitude, longitude);
  if (cell >= 0) return cell;
  throw new ConfigurationError(
    `Cannot explain the place ${longitude},${latitude}: it lies outside the model's map.`,
    "at",
  );
}
