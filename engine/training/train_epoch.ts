import type { ForecastConfiguration } from "../domain/mod.ts";
import { InputError } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import { type layers, loadedTensors, type tf } from "../backend/mod.ts";
import { gatherBatch } from "../preprocessing/mod.ts";
import { type LossAndGradient, selectTableRows } from "../models/mod.ts";
import type { FitOptions, FitState } from "./fit_state.ts";
import { addPenalty, assignWeights, type FlatWeights } from "./network_weights.ts";
import { clipGradient, optimiserOf } from "./optimisers.ts";
import { rowsOf } from "./predict_raw.ts";

/** Milliseconds of work between two looks at signals and timers. */
const BREATH_MS = 50;

/** One pass over the training part. */
export interface EpochOptions extends FitOptions {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** The network's variables. */
  flat: FlatWeights;
  /** Weights and averages, changed in place. */
  state: FitState;
  /** Source of this epoch's order and noise. */
  stream: RandomStream;
  /** Step length of this epoch. */
  learningRate: number;
  /** Called after each batch. */
  onBatch?: (done: number, total: number) => void;
}

/** Trains one epoch and returns the mean loss over its examples, penalties included. */
export async function trainEpoch(
  network: layers.LayersModel,
  options: EpochOptions,
): Promise<number> {
  const { train, stream, configuration, state, flat, signal } = options;
  const order = Int32Array.from({ length: train.end - train.start }, (_, i) => train.start + i);
  stream.fork("order").shuffle(order);
  const noise = stream.fork("noise");
  const step = optimiserOf(configuration);
  const batches = Math.ceil(order.length / configuration.batch);
  let lossSum = 0;
  let lastBreath = performance.now();
  assignWeights(flat, state.weights);
  for (let batch = 0; batch < batches; batch++) {
    signal?.throwIfAborted();
    const start = batch * configuration.batch;
    const indices = order.subarray(start, start + configuration.batch);
    const { loss, gradient } = lossAndGradient(network, { ...options, indices, noise });
    const { l1, l2 } = configuration;
    const penalty = addPenalty(gradient, { flat, weights: state.weights, l1, l2 });
    refuseDivergence(loss, configuration);
    clipGradient(gradient, configuration.clipNorm);
    const { learningRate } = options;
    const { momentum } = configuration;
    step(state.weights, { gradient, state: state.optimiser, learningRate, momentum });
    assignWeights(flat, state.weights);
    lossSum += (loss + penalty) * indices.length;
    options.onBatch?.(batch + 1, batches);
    if (performance.now() - lastBreath > BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      lastBreath = performance.now();
    }
  }
  return lossSum / order.length;
}

function lossAndGradient(
  network: layers.LayersModel,
  options: EpochOptions & { indices: Int32Array; noise: RandomStream },
): { loss: number; gradient: Float32Array } {
  const { tf } = loadedTensors();
  const { examples, indices, flat, task, positiveWeight } = options;
  const { targetSize } = examples;
  const inputs = gatherBatch(examples, indices);
  addNoise(inputs, options);
  const targets = targetsAt(options);
  const start = selectTableRows(options.start, rowsOf(indices, targetSize));
  const against = { targets, start, positiveWeight, targetSize };
  const shape = [indices.length, examples.window, ...examples.stepShape];
  const gradient = new Float32Array(flat.offsets[flat.variables.length]);
  let loss = NaN;
  // Nothing is returned from tidy: it would walk through every number in search of tensors.
  tf.tidy(() => {
    const input = tf.tensor(inputs, shape);
    const { value, grads } = tf.variableGrads(() => {
      const raw = network.apply(input, { training: true }) as tf.Tensor;
      return attachSlope((values) => task.lossOf(values, against), raw);
    }, flat.variables);
    flat.variables.forEach((variable, i) => {
      gradient.set(grads[variable.name].dataSync<"float32">(), flat.offsets[i]);
    });
    loss = value.dataSync<"float32">()[0];
  });
  return { loss, gradient };
}

/** A loss computed outside tfjs, with the slope that back-propagation starts from. */
function attachSlope(
  lossOf: (values: Float32Array) => LossAndGradient,
  raw: tf.Tensor,
): tf.Scalar {
  const { tf } = loadedTensors();
  const attach = tf.customGrad((x, save) => {
    const output = x as tf.Tensor;
    const { loss, gradient } = lossOf(output.dataSync<"float32">());
    (save as tf.GradSaveFunc)([tf.tensor(gradient, output.shape)]);
    return { value: tf.scalar(loss), gradFunc: (dy: tf.Tensor, [slope]) => tf.mul(dy, slope) };
  });
  return attach(raw) as tf.Scalar;
}

function targetsAt({ examples, indices }: EpochOptions & { indices: Int32Array }): Float32Array {
  const { targets, targetSize } = examples;
  const chosen = new Float32Array(indices.length * targetSize);
  indices.forEach((example, i) => {
    const from = example * targetSize;
    chosen.set(targets.subarray(from, from + targetSize), i * targetSize);
  });
  return chosen;
}

function addNoise(
  inputs: Float32Array,
  { inputNoise, noise }: { inputNoise: readonly number[]; noise: RandomStream },
): void {
  if (inputNoise.every((deviation) => deviation === 0)) return;
  const features = inputNoise.length;
  for (let i = 0; i < inputs.length; i++) {
    const deviation = inputNoise[i % features];
    if (deviation > 0) inputs[i] += deviation * noise.normal();
  }
}

function refuseDivergence(loss: number, { learningRate }: ForecastConfiguration): void {
  if (Number.isFinite(loss)) return;
  throw new InputError(
    `Cannot go on training: the loss is ${loss}. Lower the learning rate (now ${learningRate}), ` +
      "or look for extreme values in the inputs.",
  );
}
