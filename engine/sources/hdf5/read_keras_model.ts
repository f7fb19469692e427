import { File, type Group, ready } from "h5wasm";
import type { FloatTensor } from "../safetensors.ts";
import type { KerasModel } from "./hdf5_messages.ts";

const PATH = "model.h5"; // in a file system that is in memory

/** Most numbers of one weight. */
const MAXIMUM_NUMBERS = 64 * 2 ** 20;

/**
 * Reads a whole model that Keras 2 saved as HDF5. Runs in a thread of its own. Throws Error with the
 * reason for anything else.
 */
export async function readKerasModel(bytes: Uint8Array): Promise<KerasModel> {
  const { FS, activate_throwing_error_handler } = await ready;
  activate_throwing_error_handler();
  FS.writeFile(PATH, bytes);
  const file = new File(PATH, "r");
  const topology = parseTopology(file.attrs.model_config?.value);
  const root = groupOf(file, "model_weights");
  const weights = new Map<string, FloatTensor>();
  for (const layer of namesOf(root, "layer_names")) {
    const group = groupOf(root, layer);
    for (const name of namesOf(group, "weight_names")) {
      weights.set(`${layer}/${ownName(name)}`, readWeight(group, name));
    }
  }
  return { topology, weights };
}

function parseTopology(config: unknown): object {
  if (typeof config !== "string") throw new Error("it has no attribute model_config");
  try {
    const topology: unknown = JSON.parse(config);
    if (typeof topology === "object" && topology !== null) return topology;
  } catch {
    // said below
  }
  throw new Error("its attribute model_config is no JSON object");
}

function groupOf(parent: Group, name: string): Group {
  const group = parent.get(name);
  if (group !== null && "type" in group && group.type === "Group") return group as Group;
  throw new Error(`it has no group ${name}`);
}

function namesOf(group: Group, attribute: string): string[] {
  const names = group.attrs[attribute]?.value;
  return Array.isArray(names) ? names.map(String) : [];
}

function readWeight(group: Group, name: string): FloatTensor {
  const dataset = group.get(name);
  const shape = dataset !== null && "shape" in dataset ? dataset.shape : null;
  const size = shape?.reduce((product, length) => product * length, 1) ?? Infinity;
  const values = size <= MAXIMUM_NUMBERS && dataset !== null && "value" in dataset
    ? dataset.value
    : undefined;
  if (shape === null || !(values instanceof Float32Array)) {
    throw new Error(`its weight ${name} is no array of 32-bit floats`);
  }
  return { shape: [...shape], values };
}

/** "lstm_4/kernel:0" is the kernel of its layer; what stands in front may be the layer's old name. */
function ownName(name: string): string {
  const parts = name.replace(/:\d+$/, "").split("/");
  return parts.length > 1 ? parts.slice(1).join("/") : parts[0];
}
