import { EnvironmentError } from "../domain/mod.ts";
import type { SeededDropout } from "./seeded_dropout.ts";
import type { layers, tf } from "./tensors.ts";

/** tfjs, and the layer that this room adds. */
export interface Tensors {
  /** Tensors, gradients and kernels of tfjs-core: `tf.tensor`, `tf.tidy`. */
  tf: typeof tf;
  /** Layers and networks of tfjs-layers: `layers.layers.dense`, `layers.model`. */
  layers: typeof layers;
  /** Dropout with seeded masks. */
  SeededDropout: typeof SeededDropout;
}

let loaded: Tensors | undefined;

/**
 * Loads tfjs, which nothing but training and tensors needs: a process that only forecasts saves the
 * time and the memory. `startBackend` loads it too.
 */
export async function loadTensors(): Promise<Tensors> {
  const [tensors, { SeededDropout }] = await Promise.all([
    import("./tensors.ts"),
    import("./seeded_dropout.ts"),
  ]);
  return loaded ??= { tf: tensors.tf, layers: tensors.layers, SeededDropout };
}

/** tfjs, where it is loaded already; throws EnvironmentError where it is not. */
export function loadedTensors(): Tensors {
  if (loaded !== undefined) return loaded;
  throw new EnvironmentError("Cannot use tensors: the backend was not started.", "backend");
}
