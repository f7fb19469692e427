/** A kernel of the WebAssembly module: scratch, outputs, inputs, sizes, range of units. */
export type Kernel = (...args: number[]) => void;

/** Names of the kernels that the module exports; each stands in the file of its stem. */
export const KERNEL_NAMES = [
  "activation",
  "activationGradient",
  "adamStep",
  "addInto",
  "additiveAttention",
  "averagePool",
  "averagePoolGradient",
  "channelMoments",
  "columnProduct",
  "convolutionFilters",
  "convolve",
  "copyBlocks",
  "copyGrid",
  "dropout",
  "etasGroups",
  "etasSlopes",
  "etasSums",
  "exponentials",
  "exponentialsOfDoubles",
  "fill",
  "gruBackward",
  "gruForward",
  "layerNorm",
  "logarithmsOfDoubles",
  "lstmBackward",
  "lstmForward",
  "matrixProduct",
  "maxPool",
  "maxPoolGradient",
  "multiplyInto",
  "normFactors",
  "normInputSlopes",
  "normSlopes",
  "packColumns",
  "packGates",
  "packGatesTransposed",
  "packPhase",
  "scaleShift",
  "sgdStep",
  "simpleRnnBackward",
  "simpleRnnForward",
  "softmax",
  "softmaxGradient",
  "squaredNorm",
  "sumRows",
  "unpackGates",
] as const;

/** Name of a kernel. */
export type KernelName = (typeof KERNEL_NAMES)[number];

/** What the module exports. */
export type KernelExports = Readonly<Record<KernelName, Kernel>> & {
  /** Writes the kernels' constants in front of a scratch. */
  readonly prepareScratch: (scratch: number) => void;
};
