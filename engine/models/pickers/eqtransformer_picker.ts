import { type NetworkArtifacts, weightBytes } from "../../backend/mod.ts";
import { ModelError, type PickerSettings } from "../../domain/mod.ts";
import { openNetworkPicker } from "./network_picker.ts";
import type { PickerDefinition } from "./picker.ts";

/**
 * What networks of EQTransformer's class take and give. Source: smousavi05/EQTransformer,
 * core/EqT_utils.py (each component less its mean, divided by its deviation) and the thresholds of its
 * examples.
 */
export const EQTRANSFORMER_SETTINGS: PickerSettings = {
  windowSamples: 6000,
  samplingRateHz: 100,
  components: ["E", "N", "Z"],
  normalisation: "standard",
  classes: ["detection", "P", "S"],
  defaultThresholds: { P: 0.1, S: 0.1 },
};

/** Encoder, recurrence, attention and three heads over a minute, with weights of its own. */
export const eqtransformerPicker: PickerDefinition = {
  name: "eqtransformer",
  about: "EQTransformer's class: convolutions, recurrence and attention over 60 s, three heads",
  open: openNetworkPicker,
};

/** A model as Keras writes it: its configuration, and its weights by "layer/weight". */
export interface SavedKerasModel {
  /** Layers and how they hang together. */
  readonly topology: object;
  /** Weights in the order of the layers. */
  readonly weights: ReadonlyMap<string, { shape: readonly number[]; values: Float32Array }>;
}

interface Topology {
  config?: { layers?: unknown[]; output_layers?: unknown[] };
}

/** Name of the layer that puts the heads side by side. */
const JOINED = "probability";

/**
 * A model of Keras with heads for detection, P and S as one network of ours: the heads' outputs
 * side by side, [6000, 3]. Throws ModelError where there are not three heads.
 *
 * Source: Mousavi et al. (2020), Earthquake transformer, figure 1.
 */
export function joinHeads({ topology, weights }: SavedKerasModel): NetworkArtifacts {
  const model = topology as Topology;
  const heads = model.config?.output_layers;
  const count = EQTRANSFORMER_SETTINGS.classes.length;
  if (!Array.isArray(model.config?.layers) || heads?.length !== count) {
    throw new ModelError(
      `Cannot make a picker of this model: it has ${
        heads?.length ?? "no"
      } outputs, need ${count} ` +
        "(detection, P and S).",
      "eqtransformer",
    );
  }
  const joined = {
    class_name: "Concatenate",
    name: JOINED,
    config: { name: JOINED, axis: -1 },
    inbound_nodes: [heads.map((head) => [...head as [string, number, number], {}])],
  };
  const config = {
    ...model.config,
    layers: [...model.config.layers, joined],
    output_layers: [[JOINED, 0, 0]],
  };
  const specifications = [...weights].map(([name, { shape }]) => ({
    name,
    shape: [...shape],
    dtype: "float32",
  }));
  const modelJson = JSON.stringify({
    modelTopology: { ...model, config },
    weightsManifest: [{ paths: ["weights.bin"], weights: specifications }],
  });
  const values = [...weights.values()].flatMap((tensor) => [...tensor.values]);
  return { modelJson, weights: weightBytes(Float32Array.from(values)) };
}
