import { ConfigurationError, type ForecastConfiguration, ModelError } from "../domain/mod.ts";
import type { FitState } from "./fit_state.ts";
import { readStateFile, writeStateFile } from "./fit_state_file.ts";
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
    write: (state) => writeStateFile(path, { state, key }),
  };
}

/**
 * Reads the state of a training.
 *
 * Throws ModelError when there is no checkpoint, it is damaged, or it belongs to another training.
 */
async function readFitState(path: string, key: CheckpointKey): Promise<FitState> {
  const { state, key: found } = await readStateFile(path);
  refuseOtherTraining(path, { found: found as CheckpointKey, key });
  const { average: _, ...rest } = state;
  return rest;
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
