import { createHash } from "node:crypto";
import { ConfigurationError, ModelError } from "../domain/mod.ts";
import type { LaidNetwork } from "../models/mod.ts";
import type { BatchFitState } from "./fit_batches.ts";
import { readStateFile, writeStateFile } from "./fit_state_file.ts";
import type { PickerFitConfiguration } from "./fit_picker.ts";
import type { TraceSplit } from "./split_traces.ts";

/** Where the state of a picker's training is kept, and what it belongs to. */
export interface PickerCheckpointOptions {
  /** Path of the file; kept nowhere without. */
  checkpointPath?: string;
  /** Go on from it. */
  resume?: boolean;
  /** Seed of the training. */
  seed: number;
  /** How it is trained. */
  configuration: PickerFitConfiguration;
  /** On what. */
  traces: TraceSplit;
}

/**
 * What `fitPicker` needs to go on from a file and to keep one. Throws ModelError where the file belongs
 * to another training, ConfigurationError where there is none to go on from.
 */
export async function openPickerCheckpoint(
  network: LaidNetwork,
  options: PickerCheckpointOptions,
): Promise<{
  resumeFrom?: BatchFitState;
  saveState?: (state: BatchFitState) => Promise<void>;
}> {
  const { checkpointPath: path, resume = false, seed, configuration, traces } = options;
  if (path === undefined) {
    if (!resume) return {};
    throw new ConfigurationError("Cannot resume: this training keeps no checkpoint.", "resume");
  }
  const key = {
    ...{ seed, configuration },
    start: digestOf(network.weights),
    traces: [...traces.train, ...traces.validation].map(({ name }) => name),
    trained: traces.train.length,
  };
  const saveState = (state: BatchFitState) => writeStateFile(path, { state, key });
  if (!resume) return { saveState };
  const { state, key: found } = await readStateFile(path);
  if (JSON.stringify(found) === JSON.stringify(key)) return { resumeFrom: state, saveState };
  throw new ModelError(
    `Cannot resume from "${path}": it belongs to another training. To throw it away, train with ` +
      "--restart.",
    path,
  );
}

function digestOf(weights: Float32Array): string {
  const { buffer, byteOffset, byteLength } = weights;
  return createHash("sha256").update(new Uint8Array(buffer, byteOffset, byteLength)).digest("hex");
}
