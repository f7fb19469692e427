/** The moving averages an optimiser keeps, all of the length of the weights. */
export interface Averages {
  /** Steps taken. */
  step: number;
  /** Adam's first moment, or the velocity of gradient descent. */
  first: Float32Array;
  /** Adam's second moment. */
  second: Float32Array;
}

/** What one step needs. */
export interface ReferenceStep {
  /** Slope of the loss by each weight. */
  gradient: Float32Array;
  /** Averages, changed in place. */
  state: Averages;
  /** Step length. */
  learningRate: number;
  /** Momentum of gradient descent. */
  momentum?: number;
}

/** Decay of Adam's averages and the number that keeps its division finite. */
const ADAM = Object.freeze({ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });

/** One step of Adam by the definition: Kingma and Ba (2015), algorithm 1. */
export function adamStepReference(
  weights: Float32Array,
  { gradient, state, learningRate }: ReferenceStep,
): void {
  state.step++;
  const { beta1, beta2, epsilon } = ADAM;
  const firstScale = 1 / (1 - beta1 ** state.step);
  const secondScale = 1 / (1 - beta2 ** state.step);
  for (let i = 0; i < weights.length; i++) {
    const slope = gradient[i];
    const first = beta1 * state.first[i] + (1 - beta1) * slope;
    const second = beta2 * state.second[i] + (1 - beta2) * slope * slope;
    state.first[i] = first;
    state.second[i] = second;
    weights[i] -= learningRate * first * firstScale / (Math.sqrt(second * secondScale) + epsilon);
  }
}

/** One step of stochastic gradient descent with momentum by the definition. */
export function sgdStepReference(
  weights: Float32Array,
  { gradient, state, learningRate, momentum = 0 }: ReferenceStep,
): void {
  state.step++;
  for (let i = 0; i < weights.length; i++) {
    state.first[i] = momentum * state.first[i] - learningRate * gradient[i];
    weights[i] += state.first[i];
  }
}
