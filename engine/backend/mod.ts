/**
 * Kernels at work on WebAssembly, and tensors, layers and gradients: the only room that knows tfjs,
 * which it loads when it is first needed.
 * In: shapes and typed arrays. Out: networks, their predictions, and the bytes of saved networks.
 * May import domain, mathematics and kernels.
 * @module
 */
export * from "./backend_report.ts";
export * from "./load_network.ts";
export * from "./load_tensors.ts";
export * from "./predict_in_batches.ts";
export type { RunningKernels } from "./run_kernels_on.ts";
export * from "./save_network.ts";
export type * from "./seeded_dropout.ts";
export * from "./start_backend.ts";
export type * from "./tensors.ts";
