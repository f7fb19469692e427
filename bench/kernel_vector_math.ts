import { tf } from "../engine/backend/mod.ts";
import { activation, exponentials } from "../engine/kernels/mod.ts";
import { activationReference } from "../engine/kernels/vector_math_reference.ts";
import { exponentialsReference } from "../engine/kernels/vector_math_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const N = 65_536;
const X = drawNumbers(N, 1);

const FUNCTIONS = [
  { name: "exp", plain: () => exponentialsReference(X), stock: tf.exp },
  { name: "sigmoid", plain: () => activationReference(X, "sigmoid"), stock: tf.sigmoid },
  { name: "tanh", plain: () => activationReference(X, "tanh"), stock: tf.tanh },
] as const;

/** Functions of numbers that lie side by side. */
export const bench: Bench = kernelBench(`exp, sigmoid and tanh of ${N} numbers`, {
  subjects: FUNCTIONS.map(({ name, plain, stock }): KernelSubject => ({
    name,
    prepare: (stage) => {
      const place = { out: stage.room(N), x: stage.put(X), n: N };
      const call = name === "exp"
        ? exponentials(place)
        : activation({ ...place, activation: name });
      return { calls: [call], output: { address: place.out, size: N } };
    },
    plain,
    stock: () => {
      const x = tf.tensor1d(X);
      return () => stock(x);
    },
    tolerance: 1e-4, // e^4 with stock tfjs' error
    work: { amount: N, unit: "numbers" },
  })),
});
