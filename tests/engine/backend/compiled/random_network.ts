import "@tensorflow/tfjs";
import { type NetworkArtifacts, networkToArtifacts } from "../../../../engine/backend/mod.ts";
import { layers, tf } from "../../../../engine/backend/tensors.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import type { Flow, LayerCase } from "./layer_cases.ts";

/** A network of tfjs with pseudo-random weights, and what was saved of it. */
export interface RandomNetwork {
  /** As tfjs has it. */
  network: layers.LayersModel;
  /** As it was saved. */
  saved: NetworkArtifacts;
}

/** Takes the plain backend of tfjs, in JavaScript: what our kernels are compared with. */
export async function usePlainTensors(): Promise<void> {
  tf.env().set("IS_TEST", true); // no greeting
  await tf.setBackend("cpu");
}

/** Lays a network. */
export async function randomNetwork({ shape, lay }: LayerCase, seed = 1): Promise<RandomNetwork> {
  const input = layers.input({ shape, name: "input" });
  const network = layers.model({ inputs: input, outputs: lay(input) as Flow, name: "random" });
  for (const layer of network.layers) {
    const tensors = layer.weights.map(({ originalName, shape }, i) => {
      const size = shape.reduce<number>((product, length) => product * length!, 1);
      const isVariance = originalName.endsWith("moving_variance");
      const fan = shape.length < 2 ? 1 : size / shape[shape.length - 1]!;
      const values = randomValues(size, seed + i).map((value) =>
        isVariance ? 0.1 + value ** 2 : value / Math.sqrt(fan)
      );
      return tf.tensor(values, shape as number[]);
    });
    layer.setWeights(tensors);
    tf.dispose(tensors);
  }
  return { network, saved: await networkToArtifacts(network) };
}

/** What tfjs says of examples, end to end, and the shape of what it says of one. */
export function plainOutput(
  network: layers.LayersModel,
  examples: Float32Array,
): { values: Float32Array; shape: number[] } {
  return tf.tidy(() => {
    const output = network.apply(inputTensor(network, examples)) as tf.Tensor;
    return { values: output.dataSync<"float32">(), shape: output.shape.slice(1) };
  });
}

/** Slopes by every weight, by its name, of the sum of outputs times `slope`. */
export function plainSlopes(
  network: layers.LayersModel,
  { examples, slope, training = false }: {
    examples: Float32Array;
    slope: Float32Array;
    training?: boolean;
  },
): Record<string, Float32Array> {
  const slopes: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const x = inputTensor(network, examples);
    const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { grads } = tf.variableGrads(() => {
      const output = network.apply(x, { training }) as tf.Tensor;
      return tf.sum(tf.mul(output, tf.tensor(slope, output.shape))) as tf.Scalar;
    }, variables);
    network.trainableWeights.forEach(({ originalName }, i) => {
      slopes[originalName] = grads[variables[i].name].dataSync<"float32">();
    });
  });
  return slopes;
}

function inputTensor(network: layers.LayersModel, examples: Float32Array): tf.Tensor {
  const shape = network.inputs[0].shape.slice(1) as number[];
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(examples, [examples.length / size, ...shape]);
}
