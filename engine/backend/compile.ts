import { compileGraph, type KernelEngine, type Predictor } from "./compiled/compile.ts";
import { readNetwork } from "./read_network.ts";
import type { NetworkArtifacts } from "./save_network.ts";
import { runningKernels } from "./start_backend.ts";

/** How a network is compiled. */
export interface CompileOptions {
  /** Examples in a call; 1 unless given. */
  batch?: number;
  /** Where it runs; on the kernels that were started, unless given. */
  engine?: KernelEngine;
  /** What errors call the network. */
  name?: string;
}

/**
 * Makes a saved network run as direct calls of kernels: buffers are planned and weights packed once,
 * and a call makes no object. Needs no tfjs.
 *
 * Throws ModelError for a damaged network, or one with layers that have no kernels.
 *
 * @example
 * ```ts
 * import { compile, loadTensors, networkToArtifacts, startBackend } from "@quakecast/quakecast/backend";
 *
 * await startBackend({ threads: 1 });
 * const { layers } = await loadTensors();
 * const dense = layers.layers.dense({ units: 1, inputShape: [2], name: "dense" });
 * const saved = await networkToArtifacts(layers.sequential({ layers: [dense], name: "line" }));
 * const { predict } = compile(saved, { batch: 2 });
 * const [first, second] = predict(Float32Array.of(0.5, 1, 1, 2)); // two examples of two numbers
 * if (Math.abs(second - 2 * first) > 1e-6) throw new Error();
 * ```
 */
export function compile(artifacts: NetworkArtifacts, options: CompileOptions = {}): Predictor {
  const { batch = 1, engine = runningKernels(), name } = options;
  const { graph, weights: values } = readNetwork(artifacts, { name });
  return compileGraph(graph, { values, batch, engine });
}
