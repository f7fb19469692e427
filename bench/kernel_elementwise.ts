import * as tf from "@tensorflow/tfjs-core";
import {
  activation,
  activationGradient,
  dropout,
  exponentials,
  type KernelCall,
  scaleShift,
  softmax,
} from "../engine/kernels/mod.ts";
import { activationGradientReference } from "../engine/kernels/activation_gradient_reference.ts";
import { softmaxReference } from "../engine/kernels/softmax_reference.ts";
import {
  activationReference,
  exponentialsReference,
} from "../engine/kernels/vector_math_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const N = 65_536;
const X = drawNumbers(N, 1);
const Y = X.map(Math.tanh);
const RATE = 0.2;

/** Rows of numbers: probabilities of PhaseNet and longer ones, and channels of a batch norm. */
const [SHORT, LONG, CHANNELS] = [3, 1000, 64];

interface Elementwise extends Pick<KernelSubject, "name" | "plain" | "tolerance"> {
  /** The call on N numbers of X at x, and on more that are put beside them. */
  call: (places: { out: number; x: number }, put: (values: Float32Array) => number) => KernelCall;
  /** Stock tfjs' operation on X. */
  stock?: (x: tf.Tensor1D) => tf.Tensor;
}

const SUBJECTS: readonly Elementwise[] = [
  {
    name: "exp",
    call: (places) => exponentials({ ...places, n: N }),
    plain: () => exponentialsReference(X),
    stock: tf.exp,
    tolerance: 1e-4, // e^4 with stock tfjs' error
  },
  ...(["sigmoid", "tanh"] as const).map((name): Elementwise => ({
    name,
    call: (places) => activation({ ...places, n: N, activation: name }),
    plain: () => activationReference(X, name),
    stock: tf[name],
  })),
  {
    name: "slope of tanh",
    call: ({ out, x }, put) =>
      activationGradient({ dx: out, y: put(Y), dy: x, n: N, activation: "tanh" }),
    plain: () => activationGradientReference({ y: Y, dy: X, activation: "tanh" }),
  },
  ...[SHORT, LONG].map((n): Elementwise => {
    const rows = Math.floor(N / n);
    return {
      name: `softmax of ${rows} rows of ${n}`,
      call: ({ out, x }) => softmax({ y: out, x, rows, n }),
      plain: () => softmaxReference(X.subarray(0, rows * n), n),
      stock: (x) => tf.softmax(tf.reshape(tf.slice1d(x, 0, rows * n), [rows, n])),
    };
  }),
  {
    name: `scale and shift of ${CHANNELS} channels, a batch norm`,
    call: (places, put) =>
      scaleShift({
        ...{ ...places, rows: N / CHANNELS, channels: CHANNELS },
        ...{ scale: put(Y.subarray(0, CHANNELS)), shift: put(X.subarray(0, CHANNELS)) },
      }),
    plain: () => X.map((value, i) => value * Y[i % CHANNELS] + X[i % CHANNELS]),
  },
  {
    name: `dropout of ${RATE}`,
    call: (places, put) => dropout({ ...places, seed: put(new Float32Array(1)), n: N, rate: RATE }),
  },
];

/** Functions of numbers that lie side by side. */
export const bench: Bench = kernelBench(`functions of ${N} numbers, one by one or by rows`, {
  subjects: SUBJECTS.map(({ name, call, plain, stock, tolerance }): KernelSubject => ({
    ...{ name, plain, tolerance, work: { amount: N, unit: "numbers" } },
    prepare: ({ put, room }) => {
      const out = room(N);
      const size = plain?.().length ?? N;
      return { calls: [call({ out, x: put(X) }, put)], output: { address: out, size } };
    },
    stock: stock && (() => {
      const x = tf.tensor1d(X);
      return () => tf.tidy(() => stock(x));
    }),
  })),
});
