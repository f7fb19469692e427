// What the kernels' WebAssembly module exports. Every kernel takes first a place for its own notes
// ("scratch"), then outputs, inputs and sizes, and last the range of units that it is to do.
export { activation, exponentials, prepareScratch } from "./vector_math";
export { columnProduct } from "./column_product";
export { packGates, packGatesTransposed, unpackGates } from "./gates";
export { lstmBackward, lstmForward } from "./lstm";
export { matrixProduct, packColumns } from "./matrix_product";
export { sumRows } from "./sum_rows";
