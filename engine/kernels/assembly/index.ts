// What the kernels' WebAssembly module exports. Every kernel takes first a place for its own notes
// ("scratch"), then outputs, inputs and sizes, and last the range of units that it is to do.
export { activationGradient } from "./activation_gradient";
export { adamStep } from "./adam_step";
export { addInto } from "./add_into";
export { columnProduct } from "./column_product";
export { convolve, packPhase } from "./convolution";
export { convolutionFilters } from "./convolution_filters";
export { copyBlocks } from "./copy_blocks";
export { copyGrid } from "./copy_grid";
export { exponentialsOfDoubles, logarithmsOfDoubles } from "./double_math";
export { dropout } from "./dropout";
export { etasSums } from "./etas_sums";
export { fill } from "./fill";
export { packGates, packGatesTransposed, unpackGates } from "./gates";
export { gruBackward, gruForward } from "./gru";
export { lstmBackward, lstmForward } from "./lstm";
export { matrixProduct } from "./matrix_product";
export { multiplyInto } from "./multiply_into";
export { packColumns } from "./panels";
export { averagePool, maxPool } from "./pooling";
export { averagePoolGradient, maxPoolGradient } from "./pooling_gradient";
export { scaleShift } from "./scale_shift";
export { sgdStep } from "./sgd_step";
export { simpleRnnBackward, simpleRnnForward } from "./simple_rnn";
export { softmax, softmaxGradient } from "./softmax";
export { squaredNorm } from "./squared_norm";
export { sumRows } from "./sum_rows";
export { activation, exponentials, prepareScratch } from "./vector_math";
