/**
 * Tensors, layers and gradients on WebAssembly, the only room that knows tfjs.
 * In: shapes and typed arrays. Out: networks, their predictions, and the bytes of saved networks.
 * May import domain, mathematics and kernels.
 * @module
 */
export * from "./backend_report.ts";
export type { RunningKernels } from "./run_kernels_on.ts";
export * from "./start_backend.ts";
export * from "./tensors.ts";
export * from "./seeded_dropout.ts";
export * from "./save_network.ts";
export * from "./load_network.ts";
export * from "./predict_in_batches.ts";
