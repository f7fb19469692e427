import type {
  AnswerCalibration,
  ForecastConfiguration,
  ModelCalibration,
  ModelCard,
  ReportProgress,
} from "../domain/mod.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { crossValidate } from "./cross_validate.ts";
import { fitModelCalibration } from "./fit_model_calibration.ts";
import { makeCard, overlapOf } from "./make_card.ts";
import { measureAblation } from "./measure_ablation.ts";
import { measureModalities } from "./measure_modalities.ts";
import { scoreRange } from "./score_range.ts";
import { trainOnce } from "./train_once.ts";
import type { TrainingData } from "./training_data.ts";
import { digest, type TrainedModel } from "./trained_model.ts";

/** How a training is named, watched, stopped and resumed. */
export interface TrainOptions {
  /** Name of the model. */
  name: string;
  /** File for checkpoints; none are written without it. */
  checkpointPath?: string;
  /** Go on from the checkpoint. */
  resume?: boolean;
  /** Stops the training, a checkpoint being left behind. */
  signal?: AbortSignal;
  /** Watches. */
  report?: ReportProgress;
  /** Versions of the software, for the card. */
  versions?: Record<string, string>;
}

/**
 * The story of a training: prepare, split by time, fit the baselines, fit the network, score all of
 * them on the test part once, write the card.
 *
 * Throws InsufficientDataError when a part holds too few windows, ModelError for a checkpoint of
 * another training, and the signal's reason when stopped.
 */
export async function trainModel(
  data: TrainingData,
  options: TrainOptions & { configuration: ForecastConfiguration },
): Promise<TrainedModel> {
  const { configuration, signal, report } = options;
  const checkpoint = openCheckpoint(options.checkpointPath, { configuration, data });
  const resumeFrom = options.resume ? await checkpoint.read() : undefined;
  const crossValidation = await crossValidate(data, { configuration, signal, report });
  const trained = await trainOnce(data, {
    ...{ configuration, resumeFrom, signal, report },
    saveState: checkpoint.write,
  });
  const { contest, parts, preparation } = trained;
  const validation = scoreRange(contest, parts.validation);
  const test = scoreRange(contest, parts.test);
  const calibration = fitModelCalibration(contest, {
    validation: { scored: validation, range: parts.validation },
    test: { scored: test, range: parts.test },
    overlap: overlapOf(preparation),
  });
  const plain = makeCard({ ...options, ...trained, data, validation, test });
  const card: ModelCard = {
    ...plain,
    calibration: gatesOf(calibration),
    crossValidation,
    modalities: measureModalities(contest, {
      ...{ preparation, range: parts.test, scored: test, skill: plain.skill },
      overlap: overlapOf(preparation),
    }),
    ablation: await measureAblation(data, {
      ...{ configuration, baselines: contest.baselines, validation, test, signal, report },
    }),
  };
  const { network, baselines, startFrom } = contest;
  const weightsSha256 = await digest(network.artifacts.weights);
  return {
    ...{ configuration, preparation, baselines, startFrom, network, weightsSha256, calibration },
    card,
  };
}

/** What a card tells of calibrations. */
function gatesOf({ network, baseline }: ModelCalibration): ModelCard["calibration"] {
  const gates = ({ whole, cells }: AnswerCalibration) => ({
    whole: whole.gate,
    ...(cells === undefined ? {} : { cells: cells.gate }),
  });
  return { network: gates(network), baseline: gates(baseline) };
}
