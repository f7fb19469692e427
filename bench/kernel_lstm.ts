import {
  LSTM_GATES,
  lstmForward,
  packedGatesBytes,
  packGates,
  type RecurrentShape,
} from "../engine/kernels/mod.ts";
import { lstmReference } from "../engine/kernels/lstm_reference.ts";
import { layers, tf } from "../engine/backend/mod.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const SHAPES: readonly RecurrentShape[] = [
  { batch: 1, steps: 10, inputs: 50, units: 50 },
  { batch: 32, steps: 10, inputs: 50, units: 50 },
  { batch: 32, steps: 30, inputs: 12, units: 32 },
];

/** One layer over whole sequences, from numbers to the last h; weights are packed beforehand. */
export const bench: Bench = kernelBench("LSTM layer over whole sequences, weights packed before", {
  subjects: SHAPES.map(subjectOf),
});

function subjectOf(shape: RecurrentShape): KernelSubject {
  const { batch, steps, inputs, units } = shape;
  const width = LSTM_GATES * units;
  const scaled = (size: number, seed: number) =>
    drawNumbers(size, seed).map((value) => value / Math.sqrt(units));
  const x = drawNumbers(batch * steps * inputs, 1);
  const [kernel, recurrent] = [scaled(inputs * width, 2), scaled(units * width, 3)];
  const bias = scaled(width, 4);
  return {
    name: `batch ${batch}, ${steps} steps of ${inputs}, ${units} units`,
    prepare: (stage) => {
      const wide = batch === 1;
      const pack = (
        weights: Float32Array,
        options: { k: number; bias?: number; wide?: boolean },
      ) => {
        const gates = { ...options, units, gates: LSTM_GATES };
        const packed = stage.room(packedGatesBytes(gates) / Float32Array.BYTES_PER_ELEMENT);
        stage.runner.run(packGates({ packed, weights: stage.put(weights), ...gates }));
        return packed;
      };
      const address = stage.room(batch * units);
      const call = lstmForward({
        out: { address, row: units, step: 0 },
        x: { address: stage.put(x), row: steps * inputs, step: inputs },
        packedInput: pack(kernel, { k: inputs, bias: stage.put(bias) }),
        packedRecurrent: pack(recurrent, { k: units, wide }),
        wide,
      }, shape);
      return { calls: [call], output: { address, size: batch * units } };
    },
    plain: () => {
      const { out } = lstmReference(x, { kernel, recurrent, bias }, shape);
      const last = Array.from({ length: batch }, (_, i) => ((i + 1) * steps - 1) * units);
      return last.flatMap((start) => [...out.subarray(start, start + units)]);
    },
    stock: () => {
      const options = { units, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" };
      const { lstm } = layers.layers;
      const layer = lstm(options as Parameters<typeof lstm>[0]);
      const input = tf.tensor3d(x, [batch, steps, inputs]);
      (layer.apply(input) as tf.Tensor).dispose(); // it makes its weights
      layer.setWeights([
        tf.tensor2d(kernel, [inputs, width]),
        tf.tensor2d(recurrent, [units, width]),
        tf.tensor1d(bias),
      ]);
      return () => tf.tidy(() => layer.apply(input) as tf.Tensor);
    },
    tolerance: 1e-5,
    work: { amount: 2e-9 * batch * steps * (inputs + units) * width, unit: "GFLOP" },
  };
}
