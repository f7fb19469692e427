import { ModelError } from "../../domain/mod.ts";
import { type layers, loadedTensors } from "../../backend/mod.ts";
import type { Flow } from "../network_definition.ts";

/** Samples of a window: 30 s at 100 Hz. */
export const PHASENET_SAMPLES = 3000;

/** Width of the convolutions of each depth, from the full rate to the coarsest. */
const FILTERS = [8, 16, 32, 64, 128] as const;
const KERNEL = 7;
const STRIDE = 4;
const EPSILON = 1e-3;

/** Weights by their names in the published checkpoint. */
export type PhasenetWeights = ReadonlyMap<
  string,
  { shape: readonly number[]; values: Float32Array }
>;

/**
 * PhaseNet as plain tfjs layers, with the weights of a published checkpoint: [3000, 1, 3] (east,
 * north, up, each with mean 0 and deviation 1) to [3000, 1, 3] (probability of noise, P, S).
 *
 * Throws ModelError where a weight is missing, has another shape, is not finite or has no place.
 *
 * Source: Zhu and Beroza (2019), PhaseNet, figure 2; layers and names of the code AI4EPS/PhaseNet.
 */
export function buildPhasenet(weights: PhasenetWeights): layers.LayersModel {
  const { layers } = loadedTensors();
  const input = layers.input({ shape: [PHASENET_SAMPLES, 1, 3], name: "waveform" });
  const output = layUpwards(layDownwards(input));
  const network = layers.model({ inputs: input, outputs: output, name: "phasenet" });
  try {
    setWeights(network, weights);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return network;
}

/** The flow at the full width of every depth, to be joined again on the way up. */
function layDownwards(input: Flow): Flow[] {
  const joints: Flow[] = [];
  let flow = activate(
    convolve(input, "input_conv", { filters: FILTERS[0], useBias: true }),
    "input_bn",
  );
  FILTERS.forEach((filters, depth) => {
    const place = depth + 1;
    flow = activate(convolve(flow, `down_conv1_${place}`, { filters }), `down_bn1_${place}`);
    joints.push(flow);
    if (depth === FILTERS.length - 1) return;
    const strided = convolve(flow, `down_conv3_${place}`, { filters, stride: STRIDE });
    flow = activate(strided, `down_bn3_${place}`);
  });
  return joints;
}

/** Back to the full rate, joined with the flow of each depth, to the probabilities. */
function layUpwards(joints: readonly Flow[]): Flow {
  const { layers } = loadedTensors();
  let flow = joints[joints.length - 1];
  for (let depth = joints.length - 2; depth >= 0; depth--) {
    const [filters, place] = [FILTERS[depth], depth + 1];
    const widened = layers.layers.conv2dTranspose({
      filters,
      kernelSize: [KERNEL, 1],
      strides: [STRIDE, 1],
      padding: "same",
      useBias: false,
      kernelInitializer: "zeros",
      name: `up_conv0_${place}`,
    }).apply(flow) as Flow;
    const cropped = cropTo(activate(widened, `up_bn0_${place}`), joints[depth], place);
    const joined = layers.layers.concatenate({ axis: 3, name: `join_${place}` })
      .apply([joints[depth], cropped]) as Flow;
    flow = activate(convolve(joined, `up_conv1_${place}`, { filters }), `up_bn1_${place}`);
  }
  const logits = layers.layers.conv2d({
    filters: 3,
    kernelSize: [1, 1],
    kernelInitializer: "zeros",
    name: "output_conv",
  }).apply(flow);
  return layers.layers.softmax({ axis: 3, name: "probability" }).apply(logits) as Flow;
}

interface Convolution {
  filters: number;
  stride?: number;
  useBias?: boolean;
}

function convolve(flow: Flow, name: string, { filters, stride = 1, useBias = false }: Convolution) {
  return loadedTensors().layers.layers.conv2d({
    filters,
    kernelSize: [KERNEL, 1],
    strides: [stride, 1],
    padding: "same",
    useBias,
    kernelInitializer: "zeros",
    name,
  }).apply(flow) as Flow;
}

function activate(flow: Flow, name: string): Flow {
  const { layers } = loadedTensors();
  const scaled = layers.layers.batchNormalization({ epsilon: EPSILON, name }).apply(flow);
  return layers.layers.reLU({ name: `${name}_relu` }).apply(scaled) as Flow;
}

/** Strides of 4 round up, so that the way back may end a few samples too long. */
function cropTo(flow: Flow, joint: Flow, place: number): Flow {
  const surplus = flow.shape[1]! - joint.shape[1]!;
  if (surplus === 0) return flow;
  const before = Math.floor(surplus / 2);
  const cropping: [[number, number], [number, number]] = [[before, surplus - before], [0, 0]];
  const { cropping2D } = loadedTensors().layers.layers;
  return cropping2D({ cropping, name: `crop_${place}` }).apply(flow) as Flow;
}

function setWeights(network: layers.LayersModel, weights: PhasenetWeights): void {
  const { tf } = loadedTensors();
  const chosen = chooseWeights(network, weights);
  for (const layer of network.layers) {
    const tensors = layer.weights.map((weight) =>
      tf.tensor(chosen.get(weight.originalName)!, weight.shape as number[])
    );
    if (tensors.length > 0) layer.setWeights(tensors);
    tf.dispose(tensors);
  }
}

/** The numbers of every weight of the network, by the network's name for it. */
function chooseWeights(
  network: layers.LayersModel,
  weights: PhasenetWeights,
): Map<string, Float32Array> {
  const refuse = (what: string) =>
    new ModelError(`Cannot build PhaseNet from these weights: ${what}.`, "phasenet");
  // The checkpoint puts the name of a group of layers in front of the layer's.
  const found = new Map(
    [...weights].map(([name, tensor]) => [name.split("/").slice(-2).join("/"), tensor]),
  );
  const chosen = new Map<string, Float32Array>();
  for (const { originalName: name, shape } of network.weights) {
    const tensor = found.get(name);
    if (tensor === undefined) throw refuse(`there is no "${name}"`);
    if (String(tensor.shape) !== String(shape)) {
      throw refuse(`"${name}" is [${tensor.shape}], need [${shape}]`);
    }
    if (!tensor.values.every(Number.isFinite)) throw refuse(`"${name}" is not finite`);
    chosen.set(name, tensor.values);
    found.delete(name);
  }
  const [left] = found.keys();
  if (left !== undefined) throw refuse(`no layer takes "${left}"`);
  return chosen;
}
