import type { RandomStream } from "../mathematics/mod.ts";
import { type layers, loadedTensors } from "../backend/mod.ts";

/**
 * Sets a network's first weights from a seeded stream: Glorot-uniform kernels, orthogonal recurrent
 * kernels, zero biases but 1 for the forget gates of an LSTM. The head starts at 0: an untrained network
 * is exactly the baseline it starts from.
 *
 * Source: Glorot and Bengio (2010), eq. 16; Saxe et al. (2014); Jozefowicz et al. (2015), section 3.
 */
export function initialiseWeights(network: layers.LayersModel, random: RandomStream): void {
  const { tf } = loadedTensors();
  for (const layer of network.layers) {
    const shapes = layer.weights.map((weight) => weight.shape as number[]);
    const values = layer.weights.map((weight, i) => {
      const stream = random.fork(`${layer.name} ${i}`);
      const first = firstValues(weight.originalName, {
        shape: shapes[i],
        before: shapes[i - 1],
        scale: layer.name === "head" ? 0 : 1,
        stream,
      });
      return tf.tensor(first, shapes[i]);
    });
    if (values.length > 0) layer.setWeights(values);
    tf.dispose(values);
  }
}

/** What the first values of one weight follow from. */
export interface FirstValues {
  /** Its shape. */
  shape: number[];
  /** Shape of the weight before it in the layer. */
  before?: number[];
  /** Factor of a kernel's values; 0 for a head. */
  scale: number;
  /** Where they are drawn from. */
  stream: RandomStream;
}

/** Numbers of a batch normalisation that does nothing yet. */
const NORM_VALUES: Readonly<Record<string, number>> = {
  gamma: 1,
  beta: 0,
  moving_mean: 0,
  moving_variance: 1,
};

/** First values of a weight by its name, such as "kernel", "recurrent_kernel" or "bias", row by row. */
export function firstValues(
  name: string,
  { shape, before, scale, stream }: FirstValues,
): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (name in NORM_VALUES) return new Float32Array(size).fill(NORM_VALUES[name]);
  if (name.endsWith("recurrent_kernel")) return orthogonalBlocks(shape, stream);
  if (name.endsWith("bias")) return firstBias(size, before!);
  const receptive = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const [inputs, outputs] = shape.slice(-2);
  const limit = scale * Math.sqrt(6 / (receptive * (inputs + outputs)));
  return Float32Array.from({ length: size }, () => limit * (2 * stream.uniform() - 1));
}

/** An LSTM's recurrent kernel is [units, 4 × units]: input, forget, cell and output gate. */
function firstBias(size: number, [inputs, outputs]: number[]): Float32Array {
  const bias = new Float32Array(size);
  if (outputs === 4 * inputs && size === outputs) bias.fill(1, inputs, 2 * inputs);
  return bias;
}

/** A square orthogonal block for each gate, by Gram-Schmidt on seeded normal columns. */
function orthogonalBlocks(shape: number[], stream: RandomStream): Float32Array {
  const [units, width] = shape;
  const kernel = new Float32Array(units * width);
  for (let gate = 0; gate < width / units; gate++) {
    const rows: Float64Array[] = [];
    while (rows.length < units) {
      const row = Float64Array.from({ length: units }, () => stream.normal());
      for (const earlier of rows) {
        const overlap = dot(row, earlier);
        for (let i = 0; i < units; i++) row[i] -= overlap * earlier[i];
      }
      const length = Math.sqrt(dot(row, row));
      rows.push(row.map((value) => value / length));
    }
    rows.forEach((row, r) => kernel.set(row, r * width + gate * units));
  }
  return kernel;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
