/**
 * Kernels of neural networks in AssemblyScript, with SIMD: products, convolutions, recurrences.
 * In: addresses of 32-bit floats on a heap, and sizes. Out: calls that fill the outputs, on any
 * number of threads with the same bits. Knows neither tfjs nor earthquakes.
 * May import domain and mathematics.
 * @module
 */
export * from "./activation.ts";
export * from "./activation_gradient.ts";
export * from "./adam_step.ts";
export * from "./add_into.ts";
export * from "./attention.ts";
export * from "./batch_norm.ts";
export * from "./column_product.ts";
export * from "./convolution.ts";
export * from "./convolution_filter_gradient.ts";
export * from "./copy_blocks.ts";
export * from "./copy_grid.ts";
export * from "./double_math.ts";
export * from "./dropout.ts";
export * from "./etas_groups.ts";
export * from "./etas_law.ts";
export * from "./etas_slopes.ts";
export * from "./etas_sums.ts";
export * from "./fill.ts";
export * from "./fold_batch_norm.ts";
export * from "./gru.ts";
export * from "./kernel_call.ts";
export * from "./kernel_exports.ts";
export * from "./kernel_heap.ts";
export * from "./layer_norm.ts";
export * from "./load_kernels.ts";
export * from "./lstm.ts";
export * from "./matrix_product.ts";
export * from "./multiply_into.ts";
export * from "./pack_gates.ts";
export * from "./pooling.ts";
export * from "./power_slopes_table.ts";
export * from "./power_table.ts";
export * from "./recurrent_shape.ts";
export * from "./recurrent_slopes.ts";
export * from "./scale_shift.ts";
export * from "./scratch.ts";
export * from "./sgd_step.ts";
export * from "./simple_rnn.ts";
export * from "./softmax.ts";
export * from "./squared_norm.ts";
export * from "./tapered_omori_table.ts";
export * from "./transposed_convolution.ts";
export * from "./vector_math.ts";
export * from "./wasm_features.ts";
export * from "./window_shape.ts";
