import { EnvironmentError } from "../domain/mod.ts";
import type { layers, tf } from "./tensors.ts";

/** tfjs. */
export interface Tensors {
  /** Tensors, gradients and kernels of tfjs-core: `tf.tensor`, `tf.tidy`. */
  tf: typeof tf;
  /** Layers and networks of tfjs-layers: `layers.layers.dense`, `layers.model`. */
  layers: typeof layers;
}

let loaded: Tensors | undefined;

/**
 * Loads tfjs, which nothing but training and tensors needs: a process that only forecasts saves the
 * time and the memory. `startBackend` loads it too.
 */
export async function loadTensors(): Promise<Tensors> {
  const { tf, layers } = await import("./tensors.ts");
  return loaded ??= { tf, layers };
}

/** tfjs, where it is loaded already; throws EnvironmentError where it is not. */
export function loadedTensors(): Tensors {
  if (loaded !== undefined) return loaded;
  throw new EnvironmentError("Cannot use tensors: the backend was not started.", "backend");
}
