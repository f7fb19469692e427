/** The moving averages an optimiser keeps, all of the length of the weights. */
export interface OptimiserState {
  /** Steps taken. */
  step: number;
  /** Adam's first moment, or the velocity of sgd. */
  first: Float32Array;
  /** Adam's second moment; unused by sgd. */
  second: Float32Array;
}

/** Fresh averages for a number of weights. */
export function startOptimiser(weights: number): OptimiserState {
  return { step: 0, first: new Float32Array(weights), second: new Float32Array(weights) };
}
