import { InputError } from "../../domain/mod.ts";
import type { FloatTensor } from "../safetensors.ts";
import { type Hdf5Group, withHdf5 } from "./with_hdf5.ts";

/** A network that Keras saved. */
export interface KerasModel {
  /** Its layers and how they hang together: what Keras calls the model's configuration. */
  readonly topology: object;
  /** Weights by "layer/weight", a wrapper's inner layer between the two, in the order of the layers. */
  readonly weights: ReadonlyMap<string, FloatTensor>;
}

/**
 * Reads a whole model that Keras 2 saved as HDF5: its configuration and its weights.
 *
 * Throws InputError for a file that is no HDF5, holds no such model, or holds weights of another type
 * than 32-bit floats.
 *
 * Source: keras/saving/hdf5_format.py: the attribute `model_config`, and the groups of `model_weights`
 * with their `layer_names` and `weight_names`.
 */
export function readKerasHdf5(bytes: Uint8Array, source: string): Promise<KerasModel> {
  return withHdf5(bytes, source, (file) => {
    const refuse = (what: string, expected: string, field?: string) =>
      new InputError(`Cannot read ${source} as a model of Keras: ${what}`, {
        source,
        expected,
        field,
      });
    const config = file.attribute("model_config");
    if (typeof config !== "string") {
      throw refuse("it has no configuration", "an attribute", "model_config");
    }
    const topology = parseTopology(config, refuse);
    const root = file.group("model_weights");
    if (root === undefined) throw refuse("it has no weights", "a group", "model_weights");
    const weights = new Map<string, FloatTensor>();
    for (const layer of namesOf(root, "layer_names")) {
      const group = root.group(layer);
      if (group === undefined) throw refuse("a layer is missing", "a group", layer);
      for (const name of namesOf(group, "weight_names")) {
        const tensor = group.floats(name);
        if (tensor === undefined) throw refuse("a weight is missing", "32-bit floats", name);
        weights.set(`${layer}/${ownName(name)}`, tensor);
      }
    }
    return { topology, weights };
  });
}

function parseTopology(
  config: string,
  refuse: (what: string, expected: string, field?: string) => InputError,
): object {
  try {
    const topology: unknown = JSON.parse(config);
    if (typeof topology === "object" && topology !== null) return topology;
  } catch {
    // said below
  }
  throw refuse("its configuration is no JSON object", "an object", "model_config");
}

function namesOf(group: Hdf5Group, attribute: string): string[] {
  const names = group.attribute(attribute);
  return Array.isArray(names) ? names.map(String) : [];
}

/** "lstm_4/kernel:0" is the kernel of its layer; what stands in front may be the layer's old name. */
function ownName(name: string): string {
  const parts = name.replace(/:\d+$/, "").split("/");
  return parts.length > 1 ? parts.slice(1).join("/") : parts[0];
}
