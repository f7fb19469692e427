import { InputError } from "../../domain/mod.ts";
import type { KerasModel } from "./hdf5_messages.ts";
import { readInWorker } from "./read_in_worker.ts";

export type { KerasModel } from "./hdf5_messages.ts";

/**
 * Reads a whole model that Keras 2 saved as HDF5: its configuration and its weights, in a thread that is
 * gone afterwards.
 *
 * Throws InputError for a file that is no HDF5 or damaged, holds no such model, or holds weights of
 * another type than 32-bit floats.
 *
 * Source: keras/saving/hdf5_format.py: the attribute `model_config`, and the groups of `model_weights`
 * with their `layer_names` and `weight_names`.
 */
export async function readKerasHdf5(bytes: Uint8Array, source: string): Promise<KerasModel> {
  const expected = "a whole model that Keras 2 saved as HDF5";
  const models: KerasModel[] = [];
  await readInWorker({ kerasBytes: bytes }, (answer) => {
    if (answer.kind === "keras") models.push(answer.model);
  }, { source, expected });
  const [model] = models;
  if (model === undefined) {
    throw new InputError(`Cannot read ${source}: no model came`, { expected });
  }
  return model;
}
