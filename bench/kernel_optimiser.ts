import { adamStep, sgdStep } from "../engine/kernels/mod.ts";
import { adamStepReference, sgdStepReference } from "../engine/kernels/optimiser_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

/** Weights of the LSTM of the training bench, and more. */
const SIZES = [30_651, 1_000_000] as const;
const learningRate = 1e-3;

/** A step of an optimiser on all weights of a network; its first one is compared. */
export const bench: Bench = kernelBench("a step of an optimiser on all weights", {
  subjects: SIZES.flatMap((n) => (["adam", "sgd"] as const).map((method) => subjectOf(method, n))),
});

function subjectOf(method: "adam" | "sgd", n: number): KernelSubject {
  const [start, gradient] = [drawNumbers(n, 1), drawNumbers(n, 2)];
  return {
    name: `${method}, ${n} weights`,
    prepare: ({ put }) => {
      const [weights, slopes] = [put(start), put(gradient)];
      const [first, second] = [put(new Float32Array(n)), put(new Float32Array(n))];
      const places = { weights, gradient: slopes, n, learningRate };
      const call = method === "adam"
        ? adamStep({ ...places, first, second, step: 1 })
        : sgdStep({ ...places, velocity: first });
      return { calls: [call], output: { address: weights, size: n } };
    },
    plain: () => {
      const weights = start.slice();
      const state = { step: 0, first: new Float32Array(n), second: new Float32Array(n) };
      const step = method === "adam" ? adamStepReference : sgdStepReference;
      step(weights, { gradient, state, learningRate });
      return weights;
    },
    work: { amount: n, unit: "weights" },
  };
}
