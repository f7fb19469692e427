import { ModelError } from "../domain/mod.ts";
import type { NetworkGraph } from "./compiled/network_graph.ts";
import { readNetworkGraph, type RefuseNetwork } from "./compiled/read_network_graph.ts";
import type { NetworkArtifacts } from "./save_network.ts";

const BYTES_PER_WEIGHT = 4;

/** A network that was saved: how its layers hang together, and the numbers of its weights. */
export interface ReadNetwork {
  /** Layers and where their weights are. */
  graph: NetworkGraph;
  /** All weights, end to end. */
  weights: Float32Array;
}

interface SavedWeight {
  name: string;
  dtype: string;
  shape: number[];
}

/**
 * Reads a network that `networkToArtifacts`, tfjs or its converter from Keras wrote, without tfjs.
 *
 * Throws ModelError when the text is not such a model, the layers do not hang together, or the
 * weights are too few, too many or not finite; `name` is what the error calls the network.
 */
export function readNetwork(
  { modelJson, weights }: NetworkArtifacts,
  { name = "network" }: { name?: string } = {},
): ReadNetwork {
  const refuse: RefuseNetwork = (reason, cause) =>
    new ModelError(`Cannot load network "${name}": ${reason}.`, name, { cause });
  const { modelTopology, saved } = parseModel(modelJson, refuse);
  const values = readWeights(weights, { saved, refuse });
  return { graph: readNetworkGraph({ modelTopology, weights: saved }, refuse), weights: values };
}

function parseModel(
  modelJson: string,
  refuse: RefuseNetwork,
): { modelTopology: object; saved: SavedWeight[] } {
  let model: { modelTopology?: object; weightsManifest?: { weights: SavedWeight[] }[] } | null;
  try {
    model = JSON.parse(modelJson);
  } catch (cause) {
    throw refuse("its model.json is not JSON", cause);
  }
  const { modelTopology, weightsManifest } = model ?? {};
  if (typeof modelTopology !== "object" || modelTopology === null) {
    throw refuse("its model.json has no modelTopology");
  }
  const groups = Array.isArray(weightsManifest) ? weightsManifest : [];
  if (groups.length === 0 || !groups.every((group) => Array.isArray(group?.weights))) {
    throw refuse("its model.json has no list of weights");
  }
  return { modelTopology, saved: groups.flatMap((group) => group.weights) };
}

function readWeights(
  bytes: Uint8Array,
  { saved, refuse }: { saved: readonly SavedWeight[]; refuse: RefuseNetwork },
): Float32Array {
  let count = 0;
  for (const weight of saved) {
    const isSound = weight?.dtype === "float32" && Array.isArray(weight.shape) &&
      weight.shape.every((length) => Number.isInteger(length) && length >= 0);
    if (!isSound) throw refuse(`its weight "${weight?.name}" is not of 32-bit floats`);
    count += weight.shape.reduce((product, length) => product * length, 1);
  }
  if (bytes.length !== count * BYTES_PER_WEIGHT) {
    const need = count * BYTES_PER_WEIGHT;
    throw refuse(`its weights are ${bytes.length} bytes, need exactly ${need}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    values[i] = view.getFloat32(i * BYTES_PER_WEIGHT, true);
    if (!Number.isFinite(values[i])) throw refuse(`its weight number ${i} is ${values[i]}`);
  }
  return values;
}

/** Weights as the bytes of `weights.bin`: little-endian 32-bit floats. */
export function weightBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES_PER_WEIGHT);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(i * BYTES_PER_WEIGHT, value, true));
  return bytes;
}
