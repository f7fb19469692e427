import { blockBootstrapMean, type RandomStream } from "../mathematics/mod.ts";

/** What is shuffled, and how answers are scored. */
export interface PermutationOptions {
  /** Windows, end to end, in order of time. [window, ...input] */
  windows: Float32Array;
  /** Numbers of one window. */
  size: number;
  /** Each feature's name and its places in a window. */
  features: readonly { name: string; places: ArrayLike<number> }[];
  /** Log score of the answer to each window, nats. [window, ...input] -> [window] */
  scoresOf: (windows: Float32Array) => ArrayLike<number>;
  /** Shuffles of each feature, over which the loss is averaged. */
  repeats: number;
  /** Neighbouring windows that belong together because they overlap. */
  blockLength: number;
  /** Told after each shuffle how many of all are done. */
  onShuffle?: (done: number, total: number) => void;
  /** Source of shuffles and of the bootstrap. */
  random: RandomStream;
}

/** What a feature is worth to a model on many windows. */
export interface PermutationImportance {
  /** The feature. */
  name: string;
  /** Mean loss of log score when its series are swapped between windows, nats per window. */
  nats: number;
  /** Lower end of the 95 % block-bootstrap interval. */
  low: number;
  /** Upper end of it. */
  high: number;
}

/**
 * What each feature is worth: how much log score a window loses when the feature's whole series is
 * that of another window, mean over shuffles, with a block-bootstrap interval over windows. Below 0
 * the model does better without knowing it.
 *
 * Source: Breiman 2001, Random forests, section 10; Fisher, Rudin & Dominici 2019, J. Mach. Learn. Res.
 * 20, equation 3.
 */
export function permutationImportance(options: PermutationOptions): PermutationImportance[] {
  const { windows, size, features, scoresOf, repeats, blockLength, onShuffle, random } = options;
  const count = windows.length / size;
  const whole = Float64Array.from(scoresOf(windows));
  const shuffled = new Float32Array(windows.length);
  return features.map(({ name, places }, feature) => {
    const lost = new Float64Array(count);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = Uint32Array.from({ length: count }, (_, i) => i);
      random.fork(`${name} ${repeat}`).shuffle(order);
      shuffled.set(windows);
      for (let window = 0; window < count; window++) {
        const from = order[window] * size;
        for (let i = 0; i < places.length; i++) {
          shuffled[window * size + places[i]] = windows[from + places[i]];
        }
      }
      const scores = scoresOf(shuffled);
      for (let i = 0; i < count; i++) lost[i] += (whole[i] - scores[i]) / repeats;
      onShuffle?.(feature * repeats + repeat + 1, features.length * repeats);
    }
    const { mean, low, high } = blockBootstrapMean(lost, {
      ...{ blockLength, random: random.fork(`${name} interval`) },
    });
    return { name, nats: mean, low, high };
  });
}
