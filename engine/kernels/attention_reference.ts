/** What additive attention reads; queries and keys [step, width], x [step, channel]. */
export interface AttentionInputs {
  /** [step, width] */
  queries: ArrayLike<number>;
  /** [step, width] */
  keys: ArrayLike<number>;
  /** [step, channel] */
  x: ArrayLike<number>;
  /** [width] */
  weights: ArrayLike<number>;
}

/** Sizes of one example, and how far a step looks. */
export interface AttentionShape {
  /** Steps. */
  steps: number;
  /** Numbers of a query. */
  width: number;
  /** Numbers that are averaged. */
  channels: number;
  /** Steps ahead. */
  before: number;
  /** Steps behind. */
  behind: number;
  /** Added to the sum of all shares. */
  epsilon: number;
}

/** Additive self-attention over one example by the definition. [step, channel] */
export function additiveAttentionReference(
  { queries, keys, x, weights }: AttentionInputs,
  { steps, width, channels, before, behind, epsilon }: AttentionShape,
): Float64Array {
  const out = new Float64Array(steps * channels);
  for (let step = 0; step < steps; step++) {
    const scores = Array.from({ length: steps }, (_, other) => {
      let score = 0;
      for (let i = 0; i < width; i++) {
        score += weights[i] * Math.tanh(queries[step * width + i] + keys[other * width + i]);
      }
      return score;
    });
    const largest = Math.max(...scores);
    const shares = scores.map((score, other) =>
      other >= step - before && other <= step + behind ? Math.exp(score - largest) : 0
    );
    const sum = shares.reduce((total, share) => total + share, epsilon);
    shares.forEach((share, other) => {
      for (let channel = 0; channel < channels; channel++) {
        out[step * channels + channel] += share / sum * x[other * channels + channel];
      }
    });
  }
  return out;
}
