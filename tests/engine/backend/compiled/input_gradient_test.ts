import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { compileGraph, compileInputGradient } from "../../../../engine/backend/mod.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";
import { layers, tf } from "../../../../engine/backend/tensors.ts";
import {
  layMagnitudeNetwork,
  layOwnPicker,
  layPhasenet,
  MAGNITUDE_NETWORK_SHAPE,
} from "../../../../engine/models/mod.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import { assertAllClose } from "../assert_all_close.ts";
import type { Flow, LayerCase } from "./layer_cases.ts";
import { openEngine } from "./open_engine.ts";
import { randomNetwork, usePlainTensors } from "./random_network.ts";

const { layers: make } = layers;
const tangent = { activation: "tanh" } as const;
const lstmGates = {
  recurrentActivation: "sigmoid",
  recurrentInitializer: "zeros",
} as const;

/** Networks of the kinds that forecast, with what is another in training. */
const NETWORKS: Record<string, LayerCase> = {
  dense: {
    shape: [5, 3],
    lay: (input) => {
      let flow = make.flatten({ name: "flat" }).apply(input) as Flow;
      flow = make.dense({ units: 7, ...tangent, name: "one" }).apply(flow) as Flow;
      flow = make.dropout({ rate: 0.5, name: "drop" }).apply(flow) as Flow;
      return make.dense({ units: 3, name: "head" }).apply(flow) as Flow;
    },
  },
  "cnn over time": {
    shape: [9, 3],
    lay: (input) => {
      const same = { kernelSize: 3, padding: "same" } as const;
      let flow = make.conv1d({ filters: 6, ...same, name: "one" }).apply(input) as Flow;
      flow = make.batchNormalization({ name: "norm" }).apply(flow) as Flow;
      flow = make.reLU({ name: "relu" }).apply(flow) as Flow;
      flow = make.maxPooling1d({ poolSize: 2, name: "pool" }).apply(flow) as Flow;
      flow = make.conv1d({ filters: 4, ...same, ...tangent, name: "two" }).apply(flow) as Flow;
      flow = make.averagePooling1d({ poolSize: 2, name: "mean" }).apply(flow) as Flow;
      flow = make.dropout({ rate: 0.3, name: "drop" }).apply(flow) as Flow;
      flow = make.flatten({ name: "flat" }).apply(flow) as Flow;
      return make.dense({ units: 2, name: "head" }).apply(flow) as Flow;
    },
  },
  "cnn over cells": {
    shape: [4, 5, 3, 2],
    lay: (input) => {
      let flow = make.permute({ dims: [2, 3, 1, 4], name: "turn" }).apply(input) as Flow;
      flow = make.reshape({ targetShape: [5, 3, 8], name: "image" }).apply(flow) as Flow;
      const shape = { filters: 5, kernelSize: 3, padding: "same" } as const;
      flow = make.conv2d({ ...shape, ...tangent, name: "one" }).apply(flow) as Flow;
      flow = make.conv2d({ filters: 1, kernelSize: 1, name: "head" }).apply(flow) as Flow;
      return make.reshape({ targetShape: [15], name: "cells" }).apply(flow) as Flow;
    },
  },
  rnn: {
    shape: [8, 3],
    lay: (input) => {
      const cell = { units: 5, recurrentInitializer: "zeros" } as const;
      let flow = make.simpleRNN({ ...cell, returnSequences: true, name: "one" })
        .apply(input) as Flow;
      flow = make.simpleRNN({ ...cell, name: "two" }).apply(flow) as Flow;
      return make.dense({ units: 2, name: "head" }).apply(flow) as Flow;
    },
  },
  "lstm in both directions, with the input joined to it": {
    shape: [8, 3],
    lay: (input) => {
      const layer = make.lstm({ units: 4, ...lstmGates, returnSequences: true, name: "cell" });
      const both = make.bidirectional({
        layer: layer as layers.RNN,
        mergeMode: "concat",
        name: "m",
      })
        .apply(input) as Flow;
      const joined = make.concatenate({ axis: -1, name: "join" }).apply([both, input]) as Flow;
      const last = make.lstm({ units: 4, ...lstmGates, name: "last" }).apply(joined) as Flow;
      return make.dense({ units: 2, activation: "softmax", name: "head" }).apply(last) as Flow;
    },
  },
};

for (const [name, network] of Object.entries(NETWORKS)) {
  Deno.test(`slopes by the input of ${name} are those of plain tfjs, as it answers`, async () => {
    await usePlainTensors();
    const engine = await openEngine();
    const { network: plain, saved } = await randomNetwork(network, 7);
    const { graph, weights: values } = readNetwork(saved);
    const compiled = compileInputGradient(graph, { values, batch: 5, engine });
    for (const count of [5, 2]) {
      const examples = randomValues(count * compiled.exampleSize, 3);
      const slope = randomValues(count * compiled.outputSize, 4);
      const expected = plainInputSlopes(plain, { examples, slope, shape: network.shape });
      const actual = compiled.gradient(examples, slope);
      assertAllClose(actual, expected, { of: `slopes of ${name}`, relative: 1e-3 });
    }
    compiled.dispose();
    plain.dispose();
  });
}

Deno.test("slopes may be made of the outputs, and only whole examples go back", async () => {
  await usePlainTensors();
  const engine = await openEngine();
  const { network, saved } = await randomNetwork(NETWORKS.dense, 7);
  const { graph, weights: values } = readNetwork(saved);
  const compiled = compileInputGradient(graph, { values, batch: 2, engine });
  const examples = randomValues(15, 3);
  const outputs = compiled.predict(examples);
  const ofSquares = compiled.gradient(examples, (y) => y.map((value) => 2 * value));
  assertEquals(ofSquares, compiled.gradient(examples, outputs.map((value) => 2 * value)));
  assertThrows(() => compiled.gradient(examples.subarray(1), outputs), InputError, "14 values");
  assertThrows(() => compiled.gradient(examples, outputs.subarray(1)), InputError, "2 slopes");
  compiled.dispose();
  network.dispose();
});

/** Large networks, and steps on the way between two inputs: small differences need more. */
const LAID = [
  { name: "PhaseNet", steps: 100, lay: layPhasenet },
  { name: "the own picker", steps: 50, lay: (random: RandomStream) => layOwnPicker(random) },
  {
    ...{ name: "the magnitude network", steps: 400 },
    lay: (random: RandomStream) => layMagnitudeNetwork(MAGNITUDE_NETWORK_SHAPE, random),
  },
];

for (const { name, steps, lay } of LAID) {
  Deno.test(`slopes by the input of ${name} add up to differences of what it says`, async () => {
    const engine = await openEngine();
    const { graph, weights } = lay(new RandomStream(2));
    const values = weights.map((value, i) => value === 0 ? 0.2 * Math.sin(i) : value); // the head
    for (const layer of graph.layers) {
      if (layer.className !== "BatchNormalization") continue;
      const { offset, size } = layer.weights.get("moving_variance")!;
      for (let i = 0; i < size; i++) values[offset + i] = 0.5 + (i % 3); // not what a batch has
    }
    const compiled = compileInputGradient(graph, { values, batch: 1, engine });
    const plain = compileGraph(graph, { values, batch: 1, engine });
    const examples = randomValues(compiled.exampleSize, 5);
    const said = plain.predict(examples).slice();
    assertAllClose(compiled.predict(examples), said, { of: `what ${name} says`, relative: 1e-3 });
    const slope = randomValues(compiled.outputSize, 6);
    const at = (input: Float32Array) =>
      plain.predict(input).reduce((sum, value, i) => sum + value * slope[i], 0);
    // Kinks and single precision spoil small steps; over a long way the slopes add up to the difference.
    for (const part of [1, 0.3]) {
      const other = examples.map((value, i) => i < part * examples.length ? -0.7 * value : value);
      let along = 0;
      for (let step = 0; step < steps; step++) {
        const place = (step + 0.5) / steps;
        const between = examples.map((value, i) => value + place * (other[i] - value));
        compiled.gradient(between, slope).forEach((value, i) => {
          along += value * (other[i] - examples[i]) / steps;
        });
      }
      const difference = at(other) - at(examples);
      const error = Math.abs(along - difference) / Math.abs(difference);
      assert(error < 0.02, `${name}: slopes add up to ${along}, the difference is ${difference}`);
    }
    compiled.dispose();
    plain.dispose();
  });
}

/** What tfjs says: the slope by its input of the sum of outputs times `slope`. */
function plainInputSlopes(
  network: layers.LayersModel,
  { examples, slope, shape }: { examples: Float32Array; slope: Float32Array; shape: number[] },
): Float32Array {
  return tf.tidy(() => {
    const x = tf.tensor(examples, [examples.length / shape.reduce((a, b) => a * b), ...shape]);
    return tf.grad((input) => {
      const output = network.apply(input, { training: false }) as tf.Tensor;
      return tf.sum(tf.mul(output, tf.tensor(slope, output.shape)));
    })(x).dataSync<"float32">();
  });
}
