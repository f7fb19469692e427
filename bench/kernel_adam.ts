import { adamStep } from "../engine/kernels/mod.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const RATE = 1e-3;
const [BETA_1, BETA_2, EPSILON] = [0.9, 0.999, 1e-7];

/** Weights of the LSTM of the training bench, and more. */
const SIZES = [30_651, 1_000_000] as const;

/** First steps of Adam on all weights of a network. */
export const bench: Bench = kernelBench("a step of Adam on all weights", {
  subjects: SIZES.map((n): KernelSubject => {
    const [weights, gradient] = [drawNumbers(n, 1), drawNumbers(n, 2)];
    return {
      name: `${n} weights`,
      prepare: (stage) => {
        const zeros = new Float32Array(n);
        const [first, second] = [stage.put(zeros), stage.put(zeros)];
        const places = { weights: stage.put(weights), first, second };
        const call = adamStep({
          ...{ ...places, gradient: stage.put(gradient), n, step: 1, learningRate: RATE },
          ...{ beta1: BETA_1, beta2: BETA_2, epsilon: EPSILON },
        });
        return { calls: [call], output: { address: places.weights, size: n } };
      },
      plain: () => stepPlainly(weights, gradient),
      tolerance: 1e-6,
      work: { amount: n, unit: "weights" },
    };
  }),
});

/** The first step by the definition, moments kept as a step would. */
function stepPlainly(weights: Float32Array, gradient: Float32Array): Float64Array {
  const n = weights.length;
  const [next, first, second] = [1, 2, 3].map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    first[i] = (1 - BETA_1) * gradient[i];
    second[i] = (1 - BETA_2) * gradient[i] * gradient[i];
    const [mean, square] = [first[i] / (1 - BETA_1), second[i] / (1 - BETA_2)];
    next[i] = weights[i] - RATE * mean / (Math.sqrt(square) + EPSILON);
  }
  return next;
}
