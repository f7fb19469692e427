// What the kernels' WebAssembly module exports. Every kernel takes first a place for its own notes
// ("scratch"), then outputs, inputs and sizes, and last the range of units that it is to do.
export { activation, exponentials } from "./vector_math";
export { matrixProduct, packColumns } from "./matrix_product";
export { softmax, softmaxGradient } from "./softmax";
export { activationGradient } from "./activation_gradient";
export { addInto } from "./add_into";
export { multiplyInto } from "./multiply_into";
export { copyBlocks } from "./copy_blocks";
export { fill } from "./fill";
export { adamStep } from "./adam_step";
export { sgdStep } from "./sgd_step";
export { squaredNorm } from "./squared_norm";
