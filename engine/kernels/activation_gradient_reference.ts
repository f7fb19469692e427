import type { Activation } from "./activation.ts";

const SLOPES: Readonly<Record<Activation, (y: number) => number>> = {
  linear: () => 1,
  relu: (y) => Number(y > 0),
  tanh: (y) => 1 - y * y,
  sigmoid: (y) => y * (1 - y),
};

/** dy f'(x), in double precision, with f' taken from y = f(x). */
export function activationGradientReference(
  { y, dy, activation }: { y: Float32Array; dy: Float32Array; activation: Activation },
): Float64Array {
  return Float64Array.from(y, (value, i) => dy[i] * SLOPES[activation](value));
}
