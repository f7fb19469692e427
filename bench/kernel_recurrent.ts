import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { compileGraph, type KernelEngine } from "../engine/backend/compiled/compile.ts";
import { compileTraining, type NetworkGraph } from "../engine/backend/mod.ts";
import type { RecurrentShape } from "../engine/kernels/mod.ts";
import { gruReference, gruSlopesReference } from "../engine/kernels/gru_reference.ts";
import { lstmReference, lstmSlopesReference } from "../engine/kernels/lstm_reference.ts";
import {
  simpleRnnReference,
  simpleRnnSlopesReference,
} from "../engine/kernels/simple_rnn_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const KINDS = [
  {
    ...{ className: "LSTM", stock: "lstm", gates: 4, biases: 1 },
    reference: (values, shape) => lstmReference(values.x, values, shape).out,
    slopesReference: (values, shape) => lstmSlopesReference({ ...values, weights: values }, shape),
  },
  {
    ...{ className: "GRU", gates: 3, biases: 2 }, // tfjs has no GRU that resets after the product
    reference: (values, shape) => gruReference(values.x, { ...values, ...ORDER }, shape).out,
    slopesReference: (values, shape) =>
      gruSlopesReference({ ...values, weights: { ...values, ...ORDER } }, shape),
  },
  {
    ...{ className: "SimpleRNN", stock: "simpleRNN", gates: 1, biases: 1 },
    reference: (values, shape) => simpleRnnReference(values.x, values, shape),
    slopesReference: (values, shape) =>
      simpleRnnSlopesReference({ ...values, weights: values }, shape),
  },
] as const satisfies readonly Kind[];

const ORDER = { order: "update-reset" } as const;

/** Of the LSTM that is timed as a whole, and of a forecast's network. */
const SHAPES: readonly RecurrentShape[] = [
  { batch: 1, steps: 10, inputs: 50, units: 50 },
  { batch: 32, steps: 10, inputs: 50, units: 50 },
  { batch: 32, steps: 30, inputs: 12, units: 32 },
];

/** A compiled layer over sequences to its last h; and from that h's slopes to those by its weights. */
export const bench: Bench = kernelBench("recurrent layers, compiled: to the last h, or to slopes", {
  subjects: KINDS.flatMap((kind: Kind) => [
    ...SHAPES.map((shape) => forward(kind, shape)),
    thereAndBack(kind, SHAPES[1]),
  ]),
});

interface Kind {
  className: "LSTM" | "GRU" | "SimpleRNN";
  /** The layer of stock tfjs that does the same. */
  stock?: "lstm" | "simpleRNN";
  gates: number;
  biases: number;
  reference: (values: Values, shape: RecurrentShape) => Float64Array;
  slopesReference: (values: Values, shape: RecurrentShape) => { dKernel: Float64Array };
}

type Values = Record<"x" | "kernel" | "recurrent" | "bias" | "dOut", Float32Array>;

function forward(kind: Kind, shape: RecurrentShape): KernelSubject {
  const { batch, steps, inputs, units } = shape;
  const values = drawValues(kind, shape);
  return {
    ...describe(kind, shape),
    prepare: ({ engine }) => {
      const { graph, weights } = layOut(kind, { shape, values });
      const { predict } = compileGraph(graph, { values: weights, batch, engine });
      return { run: () => predict(values.x) };
    },
    plain: () => lastSteps(kind.reference(values, shape), shape),
    stock: kind.stock && (() => {
      const options = { units, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" };
      const layer = layers.layers[kind.stock!](options as { units: number });
      const input = tf.tensor3d(values.x, [batch, steps, inputs]);
      (layer.apply(input) as tf.Tensor).dispose(); // it makes its weights
      const numbers = [values.kernel, values.recurrent, values.bias];
      const shapes = layer.getWeights().map((weight) => weight.shape);
      layer.setWeights(numbers.map((part, i) => tf.tensor(part, shapes[i])));
      return () => tf.tidy(() => layer.apply(input) as tf.Tensor);
    }),
  };
}

function thereAndBack(kind: Kind, shape: RecurrentShape): KernelSubject {
  const values = drawValues(kind, shape);
  const { name, work } = describe(kind, shape);
  return {
    name: `${name}, there and back`,
    work: { ...work, amount: 3 * work.amount },
    prepare: ({ engine }) => ({ run: openTraining(kind, { shape, values, engine }) }),
    plain: () => kind.slopesReference(values, shape).dKernel,
    tolerance: 1e-3,
  };
}

/** Gives what runs forward and back and gives the slopes by the kernel. */
function openTraining(
  kind: Kind,
  { shape, values, engine }: { shape: RecurrentShape; values: Values; engine: KernelEngine },
): () => Float32Array {
  const { graph, weights } = layOut(kind, { shape, values });
  const trainer = compileTraining(graph, { batch: shape.batch, engine, drawSeed: () => 0 });
  trainer.weights().set(weights);
  const slopes = lastSteps(values.dOut, shape);
  return () => {
    trainer.input().set(values.x);
    trainer.forward();
    trainer.outputSlope().set(slopes);
    trainer.backward();
    return trainer.slopes().slice(0, values.kernel.length);
  };
}

/** A network of the one layer, and its weights end to end. */
function layOut(
  { className, gates, biases }: Kind,
  { shape: { steps, inputs, units }, values }: { shape: RecurrentShape; values: Values },
): { graph: NetworkGraph; weights: Float32Array } {
  const width = gates * units;
  const shapes = { kernel: [inputs, width], recurrent_kernel: [units, width] };
  const bias = biases === 1 ? [width] : [biases, width];
  let weightCount = 0;
  const weights = new Map(
    Object.entries({ ...shapes, bias }).map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      weightCount += size;
      return [name, { shape, size, offset: weightCount - size }];
    }),
  );
  const config = { units, recurrent_activation: "sigmoid", activation: "tanh", reset_after: true };
  const input = { name: "x", className: "InputLayer", config: {}, inputs: [], weights: new Map() };
  const layer = { name: "h", className, config, inputs: ["x"], weights };
  const { kernel, recurrent, bias: added } = values;
  return {
    graph: {
      ...{ name: className, layers: [input, layer], input: "x", output: "h", weightCount },
      inputShape: [steps, inputs],
    },
    weights: Float32Array.of(...kernel, ...recurrent, ...added),
  };
}

function describe({ className, gates }: Kind, { batch, steps, inputs, units }: RecurrentShape) {
  const amount = 2e-9 * batch * steps * (inputs + units) * gates * units;
  const name = `${className}, batch ${batch}, ${steps} steps of ${inputs}, ${units} units`;
  return { name, work: { amount, unit: "GFLOP" } };
}

function drawValues({ gates, biases }: Kind, shape: RecurrentShape): Values {
  const { batch, steps, inputs, units } = shape;
  const scaled = (size: number, seed: number) =>
    drawNumbers(size, seed).map((value) => value / Math.sqrt(units));
  const dOut = new Float32Array(batch * steps * units); // of the last steps alone
  drawNumbers(batch * units, 5).forEach((value, i) => {
    dOut[(Math.floor(i / units) * steps + steps - 1) * units + i % units] = value;
  });
  return {
    x: drawNumbers(batch * steps * inputs, 1),
    kernel: scaled(inputs * gates * units, 2),
    recurrent: scaled(units * gates * units, 3),
    bias: scaled(biases * gates * units, 4),
    dOut,
  };
}

/** The numbers of each example's last step. */
function lastSteps(every: ArrayLike<number>, { steps, units }: RecurrentShape): Float32Array {
  return Float32Array.from(every).filter((_, i) => Math.floor(i / units) % steps === steps - 1);
}
