import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { fitRecurrent, type RecurrentFit } from "../../training/mod.ts";
import type { PointProcessTask } from "./point_process_task.ts";
import { trainingPartsOf } from "./training_parts.ts";

/** Fits by their data and what they are made of. */
const FITS = new WeakMap<PointBenchmark, Map<string, RecurrentFit>>();

/**
 * The recurrent process of a task and a seed: fitted on the training part alone, stopped on validation.
 * A fit to the same parts of the same data is known.
 */
export async function fitRecurrentTask(
  task: PointProcessTask,
  seed: number,
): Promise<RecurrentFit> {
  const { data, kernels, signal, onProgress, magnitudeStep = 0.1 } = task;
  const { events, mc, startMs } = data;
  const parts = trainingPartsOf(task);
  const fits = FITS.get(data) ?? new Map<string, RecurrentFit>();
  FITS.set(data, fits);
  const key = JSON.stringify({ ...parts, mc, startMs, magnitudeStep, seed });
  const fit = fits.get(key) ?? await fitRecurrent(events, {
    ...{ ...parts, mc, magnitudeStep, startMs, seed, kernels, signal, onProgress },
  });
  fits.set(key, fit);
  return fit;
}
