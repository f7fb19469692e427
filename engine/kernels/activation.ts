/** What is applied to each output of a product or convolution; codes as in `assembly/vector_math.ts`. */
export const ACTIVATIONS = ["linear", "relu", "tanh", "sigmoid"] as const;

/** Name of an activation. */
export type Activation = (typeof ACTIVATIONS)[number];

/** Code of an activation in the kernels. */
export function activationCode(activation: Activation): number {
  return ACTIVATIONS.indexOf(activation);
}
