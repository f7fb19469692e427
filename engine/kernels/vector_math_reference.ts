import type { Activation } from "./activation.ts";

const FUNCTIONS: Readonly<Record<Activation, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

/** activation(x), in double precision. */
export function activationReference(x: Float32Array, activation: Activation): Float64Array {
  return Float64Array.from(x, FUNCTIONS[activation]);
}

/** e^x, in double precision. */
export function exponentialsReference(x: Float32Array): Float64Array {
  return Float64Array.from(x, Math.exp);
}
