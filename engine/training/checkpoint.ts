import {
  ConfigurationError,
  type EpochRecord,
  type ForecastConfiguration,
  ModelError,
} from "../domain/mod.ts";
import { readCheckpoint, writeCheckpoint } from "../storage/mod.ts";
import type { FitState } from "./fit_state.ts";
import type { TrainingData } from "./training_data.ts";

/** What a checkpoint belongs to: the same key means the same training. */
export interface CheckpointKey {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** SHA-256 of the catalogue as read. */
  fingerprint: string;
  /** Names of the covariates. */
  covariates: string[];
}

interface CheckpointHeader {
  key: CheckpointKey;
  epoch: number;
  step: number;
  history: EpochRecord[];
  best: { epoch: number; valLoss: number };
}

/** The checkpoint of one training: absent where no path is given. */
export interface Checkpoint {
  /** Reads the state to go on from; throws ModelError when there is none or it is another's. */
  read(): Promise<FitState>;
  /** Writes the state, whole or not at all. */
  write?: (state: FitState) => Promise<void>;
}

/** The checkpoint file of a training, known by its configuration and data. */
export function openCheckpoint(
  path: string | undefined,
  { configuration, data }: { configuration: ForecastConfiguration; data: TrainingData },
): Checkpoint {
  const key: CheckpointKey = {
    configuration,
    fingerprint: data.fingerprint,
    covariates: data.covariates.map((covariate) => covariate.name),
  };
  if (path === undefined) {
    return {
      read: () =>
        Promise.reject(
          new ConfigurationError("Cannot resume: this training has no checkpoint file.", "resume"),
        ),
    };
  }
  return {
    read: () => readFitState(path, key),
    write: (state) => writeFitState(path, { state, key }),
  };
}

/** Writes the state of a training as one file, whole or not at all. */
async function writeFitState(
  path: string,
  { state, key }: { state: FitState; key: CheckpointKey },
): Promise<void> {
  const { epoch, optimiser, history, best } = state;
  const header: CheckpointHeader = {
    key,
    epoch,
    step: optimiser.step,
    history,
    best: { epoch: best.epoch, valLoss: best.valLoss },
  };
  await writeCheckpoint(path, {
    header: header as unknown as Record<string, unknown>,
    arrays: new Map([
      ["weights", state.weights],
      ["best", best.weights],
      ["first", optimiser.first],
      ["second", optimiser.second],
    ]),
  });
}

/**
 * Reads the state of a training.
 *
 * Throws ModelError when there is no checkpoint, it is damaged, or it belongs to another training.
 */
async function readFitState(path: string, key: CheckpointKey): Promise<FitState> {
  const checkpoint = await readCheckpoint(path);
  const header = checkpoint.header as unknown as CheckpointHeader;
  refuseOtherTraining(path, { found: header.key, key });
  const array = (name: string) => checkpoint.arrays.get(name) as Float32Array;
  return {
    epoch: header.epoch,
    weights: array("weights"),
    optimiser: { step: header.step, first: array("first"), second: array("second") },
    history: header.history,
    best: { ...header.best, weights: array("best") },
  };
}

function refuseOtherTraining(
  path: string,
  { found, key }: { found: CheckpointKey; key: CheckpointKey },
): void {
  const differences = Object.keys(key.configuration).filter((name) => {
    const option = name as keyof ForecastConfiguration;
    return JSON.stringify(found?.configuration?.[option]) !==
      JSON.stringify(key.configuration[option]);
  });
  if (found?.fingerprint !== key.fingerprint) differences.push("catalogue");
  if (JSON.stringify(found?.covariates) !== JSON.stringify(key.covariates)) {
    differences.push("covariates");
  }
  if (differences.length === 0) return;
  throw new ModelError(
    `Cannot resume from "${path}": it belongs to another training, with another ` +
      `${differences.join(", ")}. To throw it away, train with --restart.`,
    path,
  );
}
