import { readCheckpoint, writeCheckpoint } from "../storage/mod.ts";
import type { FitState } from "./fit_state.ts";

interface StateHeader {
  key: unknown;
  epoch: number;
  step: number;
  history: FitState["history"];
  best: { epoch: number; valLoss: number | null };
}

/** Writes the state of a training as one file, with what it belongs to, whole or not at all. */
export async function writeStateFile(
  path: string,
  { state, key }: { state: FitState & { average?: Float32Array }; key: object },
): Promise<void> {
  const { epoch, optimiser, history, best, average } = state;
  const header: StateHeader = {
    key,
    epoch,
    step: optimiser.step,
    history,
    best: { epoch: best.epoch, valLoss: best.valLoss },
  };
  const arrays = new Map([
    ["weights", state.weights],
    ["best", best.weights],
    ["first", optimiser.first],
    ["second", optimiser.second],
  ]);
  if (average !== undefined) arrays.set("average", average);
  await writeCheckpoint(path, { header: header as unknown as Record<string, unknown>, arrays });
}

/**
 * Reads the state of a training, and what it belongs to; the average of a training that keeps none are
 * its weights. Throws ModelError when there is none or it is damaged.
 */
export async function readStateFile(
  path: string,
): Promise<{ state: FitState & { average: Float32Array }; key: unknown }> {
  const checkpoint = await readCheckpoint(path);
  const header = checkpoint.header as unknown as StateHeader;
  const array = (name: string) => checkpoint.arrays.get(name) as Float32Array;
  const weights = array("weights");
  const state = {
    epoch: header.epoch,
    weights,
    optimiser: { step: header.step, first: array("first"), second: array("second") },
    history: header.history.map((record) => ({ ...record, valLoss: record.valLoss ?? NaN })),
    // JSON writes NaN, of a training without validation, as null.
    best: { ...header.best, valLoss: header.best.valLoss ?? NaN, weights: array("best") },
    average: checkpoint.arrays.has("average") ? array("average") : weights.slice(),
  };
  return { state, key: header.key };
}
