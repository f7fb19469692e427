// What the kernels' WebAssembly module exports. Every kernel takes first a place for its own notes
// ("scratch"), then outputs, inputs and sizes, and last the range of units that it is to do.
export { activation, exponentials } from "./vector_math";
export { columnProduct } from "./column_product";
export { convolve, packPhase } from "./convolution";
export { convolutionFilters } from "./convolution_filters";
export { matrixProduct, packColumns } from "./matrix_product";
export { averagePool, maxPool } from "./pooling";
export { averagePoolGradient, maxPoolGradient } from "./pooling_gradient";
export { sumRows } from "./sum_rows";
