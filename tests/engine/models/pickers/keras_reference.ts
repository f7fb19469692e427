import type { SavedKerasModel } from "../../../../engine/models/mod.ts";

/** A window of numbers. [step, channel] */
interface Rows {
  steps: number;
  channels: number;
  values: Float64Array;
}

interface Layer {
  name: string;
  class_name: string;
  // deno-lint-ignore no-explicit-any -- options are what Keras wrote
  config: any;
  inbound_nodes: [string, number, number][][];
}

type Weight = (name: string) => Float32Array;
type Apply = (inputs: Rows[], layer: Layer, weight: Weight) => Rows;

const rows = (steps: number, channels: number): Rows => ({
  steps,
  channels,
  values: new Float64Array(steps * channels),
});

const map = ({ values, ...shape }: Rows, change: (value: number, channel: number) => number) => ({
  ...shape,
  values: values.map((value, i) => change(value, i % shape.channels)),
});

const ACTIVATIONS: Record<string, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  hard_sigmoid: (x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
};

/** x [step, k] times w [k, n] plus bias. */
function product(x: Rows, w: Float32Array, bias?: Float32Array): Rows {
  const n = w.length / x.channels;
  const out = rows(x.steps, n);
  for (let step = 0; step < x.steps; step++) {
    for (let j = 0; j < n; j++) {
      let sum = bias?.[j] ?? 0;
      for (let i = 0; i < x.channels; i++) sum += x.values[step * x.channels + i] * w[i * n + j];
      out.values[step * n + j] = sum;
    }
  }
  return out;
}

function convolve([x]: Rows[], { config }: Layer, weight: Weight): Rows {
  const [size] = config.kernel_size;
  const before = Math.floor((size - 1) / 2);
  const [kernel, bias] = [weight("kernel"), weight("bias")];
  const out = rows(x.steps, config.filters);
  for (let step = 0; step < x.steps; step++) {
    for (let filter = 0; filter < config.filters; filter++) {
      let sum = bias[filter];
      for (let tap = 0; tap < size; tap++) {
        const from = step + tap - before;
        if (from < 0 || from >= x.steps) continue;
        for (let i = 0; i < x.channels; i++) {
          sum += x.values[from * x.channels + i] *
            kernel[(tap * x.channels + i) * config.filters + filter];
        }
      }
      out.values[step * config.filters + filter] = ACTIVATIONS[config.activation](sum);
    }
  }
  return out;
}

function largestOfTwo([x]: Rows[]): Rows {
  const out = rows(Math.ceil(x.steps / 2), x.channels);
  out.values.fill(-Infinity);
  x.values.forEach((value, i) => {
    const at = Math.floor(Math.floor(i / x.channels) / 2) * x.channels + i % x.channels;
    out.values[at] = Math.max(out.values[at], value);
  });
  return out;
}

function batchNorm([x]: Rows[], { config }: Layer, weight: Weight): Rows {
  const [gamma, beta] = [weight("gamma"), weight("beta")];
  const [mean, variance] = [weight("moving_mean"), weight("moving_variance")];
  return map(
    x,
    (value, channel) =>
      (value - mean[channel]) / Math.sqrt(variance[channel] + config.epsilon) * gamma[channel] +
      beta[channel],
  );
}

function lstm(x: Rows, weight: Weight, { units, isReversed = false }: {
  units: number;
  isReversed?: boolean;
}): Rows {
  const sums = product(x, weight("kernel"), weight("bias"));
  const recurrent = weight("recurrent_kernel");
  const out = rows(x.steps, units);
  let h = new Float64Array(units);
  let c = new Float64Array(units);
  for (let count = 0; count < x.steps; count++) {
    const step = isReversed ? x.steps - 1 - count : count;
    const z = sums.values.slice(step * 4 * units, (step + 1) * 4 * units);
    h.forEach((value, i) => z.forEach((_, j) => z[j] += value * recurrent[i * 4 * units + j]));
    const gate = (index: number, unit: number) => ACTIVATIONS.hard_sigmoid(z[index * units + unit]);
    c = c.map((value, i) => gate(1, i) * value + gate(0, i) * Math.tanh(z[2 * units + i]));
    h = c.map((value, i) => gate(3, i) * Math.tanh(value));
    out.values.set(h, step * units);
  }
  return out;
}

function both([x]: Rows[], { config }: Layer, weight: Weight): Rows {
  const { name, units } = config.layer.config;
  const [there, back] = ["forward", "backward"].map((direction) =>
    lstm(x, (own) => weight(`${direction}_${name}/${own}`), {
      units,
      isReversed: direction === "backward",
    })
  );
  return concatenate([there, back]);
}

function concatenate(inputs: Rows[]): Rows {
  const channels = inputs.reduce((sum, input) => sum + input.channels, 0);
  const out = rows(inputs[0].steps, channels);
  let offset = 0;
  for (const input of inputs) {
    input.values.forEach((value, i) => {
      const step = Math.floor(i / input.channels);
      out.values[step * channels + offset + i % input.channels] = value;
    });
    offset += input.channels;
  }
  return out;
}

function attend([x]: Rows[], { name, config }: Layer, weight: Weight): Rows {
  const own = (part: string) => weight(`${name}_Add_${part}`);
  const [queries, keys] = [product(x, own("Wt"), own("bh")), product(x, own("Wx"))];
  const [w, bias] = [own("Wa"), own("ba")[0]];
  const width = config.units;
  const out = rows(x.steps, x.channels);
  for (let step = 0; step < x.steps; step++) {
    const scores = new Float64Array(x.steps).map((_, other) => {
      let score = bias;
      for (let i = 0; i < width; i++) {
        score += w[i] *
          Math.tanh(queries.values[step * width + i] + keys.values[other * width + i]);
      }
      return score;
    });
    const largest = Math.max(...scores);
    const lower = config.attention_width ? step - Math.floor(config.attention_width / 2) : 0;
    const upper = config.attention_width ? lower + config.attention_width : x.steps;
    const shares = scores.map((score, other) =>
      other >= lower && other < upper ? Math.exp(score - largest) : 0
    );
    const sum = shares.reduce((total, share) => total + share, 1e-7);
    shares.forEach((share, other) => {
      for (let i = 0; i < x.channels; i++) {
        out.values[step * x.channels + i] += share / sum * x.values[other * x.channels + i];
      }
    });
  }
  return out;
}

function layerNorm([x]: Rows[], { config }: Layer, weight: Weight): Rows {
  const [gamma, beta] = [weight("gamma"), weight("beta")];
  const out = rows(x.steps, x.channels);
  for (let at = 0; at < x.values.length; at += x.channels) {
    const row = x.values.subarray(at, at + x.channels);
    const mean = row.reduce((sum, value) => sum + value, 0) / x.channels;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.channels;
    row.forEach((value, i) => {
      out.values[at + i] = (value - mean) / Math.sqrt(variance + config.epsilon) * gamma[i] +
        beta[i];
    });
  }
  return out;
}

function feedForward([x]: Rows[], { name, config }: Layer, weight: Weight): Rows {
  const own = (part: string) => weight(`${name}_${part}`);
  const hidden = map(product(x, own("W1"), own("b1")), ACTIVATIONS[config.activation]);
  return product(hidden, own("W2"), own("b2"));
}

const LAYERS: Record<string, Apply> = {
  Activation: ([x], { config }) => map(x, ACTIVATIONS[config.activation]),
  Add: (inputs) => ({
    ...inputs[0],
    values: inputs[0].values.map((value, i) => value + inputs[1].values[i]),
  }),
  BatchNormalization: batchNorm,
  Bidirectional: both,
  Conv1D: convolve,
  Cropping1D: ([{ steps, channels, values }], { config: { cropping: [before, behind] } }) => ({
    steps: steps - before - behind,
    channels,
    values: values.slice(before * channels, (steps - behind) * channels),
  }),
  FeedForward: feedForward,
  LSTM: ([x], { config }, weight) => lstm(x, weight, config),
  LayerNormalization: layerNorm,
  MaxPooling1D: largestOfTwo,
  SeqSelfAttention: attend,
  SpatialDropout1D: ([x]) => x,
  UpSampling1D: ([x], { config: { size } }) => {
    const out = rows(x.steps * size, x.channels);
    out.values.forEach((_, i) => {
      const step = Math.floor(Math.floor(i / x.channels) / size);
      out.values[i] = x.values[step * x.channels + i % x.channels];
    });
    return out;
  },
};

/**
 * A model of Keras in plain loops, layer by layer in double precision: its outputs side by side for one
 * window. [step, output]
 */
export function applyKerasModel(
  { topology, weights }: SavedKerasModel,
  window: Float32Array,
): Float64Array {
  const { config } = topology as {
    config: { layers: Layer[]; output_layers: [string, number, number][] };
  };
  const done = new Map<string, Rows>();
  for (const layer of config.layers) {
    if (layer.class_name === "InputLayer") {
      const [, steps, channels] = layer.config.batch_input_shape;
      done.set(layer.name, { steps, channels, values: Float64Array.from(window) });
      continue;
    }
    const inputs = layer.inbound_nodes[0].map(([name]) => done.get(name)!);
    const weight: Weight = (name) => weights.get(`${layer.name}/${name}`)!.values;
    done.set(layer.name, LAYERS[layer.class_name](inputs, layer, weight));
  }
  return concatenate(config.output_layers.map(([name]) => done.get(name)!)).values;
}
