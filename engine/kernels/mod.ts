/**
 * Kernels of neural networks in AssemblyScript, with SIMD: products, convolutions, recurrences.
 * In: addresses of 32-bit floats on a heap, and sizes. Out: calls that fill the outputs, on any
 * number of threads with the same bits. Knows neither tfjs nor earthquakes.
 * May import domain and mathematics.
 * @module
 */
export * from "./activation.ts";
export * from "./column_product.ts";
export * from "./kernel_call.ts";
export * from "./kernel_exports.ts";
export * from "./kernel_heap.ts";
export * from "./load_kernels.ts";
export * from "./lstm.ts";
export * from "./matrix_product.ts";
export * from "./pack_gates.ts";
export * from "./scratch.ts";
export * from "./wasm_features.ts";
