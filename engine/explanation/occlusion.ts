/** What is taken out of an input, and how its answer is found. */
export interface OcclusionOptions {
  /** The input whose answer is explained. */
  input: Float32Array;
  /** What stands in for what is taken out. */
  baseline: Float32Array;
  /** The explained scalar of each of a few inputs, end to end. [example, ...input] -> [example] */
  value: (inputs: Float32Array) => ArrayLike<number>;
  /** Places in the input of each part that is taken out. [part][number] */
  parts: readonly ArrayLike<number>[];
  /** Most inputs in a call; 16 unless given. */
  batch?: number;
}

/**
 * What the answer loses when a part of the input is replaced by the baseline: the answer less the one
 * without the part. Parts overlap in what they tell, so these amounts do not sum to anything.
 *
 * Source: Zeiler & Fergus 2014, Visualizing and understanding convolutional networks, section 4.2.
 */
export function occlude(options: OcclusionOptions): Float64Array { // [part]
  const { input, baseline, value, parts, batch = 16 } = options;
  const whole = value(input)[0];
  const lost = new Float64Array(parts.length);
  for (let start = 0; start < parts.length; start += batch) {
    const some = parts.slice(start, start + batch);
    const inputs = new Float32Array(some.length * input.length);
    some.forEach((part, row) => {
      const offset = row * input.length;
      inputs.set(input, offset);
      for (let i = 0; i < part.length; i++) inputs[offset + part[i]] = baseline[part[i]];
    });
    const answers = value(inputs);
    some.forEach((_, row) => lost[start + row] = whole - answers[row]);
  }
  return lost;
}
