/**
 * Kernels at work on WebAssembly, and tensors, layers and gradients: the only room that knows tfjs,
 * which it loads when it is first needed.
 * In: shapes and typed arrays. Out: networks, their predictions, and the bytes of saved networks.
 * May import domain, mathematics and kernels.
 * @module
 */
export * from "./backend_report.ts";
export * from "./compile.ts";
export { compileGraph, type KernelEngine, type Predictor } from "./compiled/compile.ts";
export {
  compileInputGradient,
  type InputGradient,
  type SlopesOfOutputs,
} from "./compiled/compile_input_gradient.ts";
export {
  compileTraining,
  type CompileTrainingOptions,
  type Trainer,
} from "./compiled/compile_training.ts";
export type {
  GraphLayer,
  GraphWeight,
  LayerConfig,
  NetworkGraph,
} from "./compiled/network_graph.ts";
export { createOptimiser, type Optimiser, type OptimiserOptions } from "./compiled/optimiser.ts";
export * from "./graph_artifacts.ts";
export * from "./load_tensors.ts";
export * from "./network.ts";
export * from "./read_network.ts";
export type { RunningKernels } from "./run_kernels_on.ts";
export * from "./save_network.ts";
export * from "./start_backend.ts";
export type * from "./tensors.ts";
