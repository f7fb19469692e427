import type { NetworkArtifacts } from "../../../../engine/backend/mod.ts";
import { weightBytes } from "../../../../engine/backend/read_network.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";

/** A layer written by hand. */
export interface SavedLayer {
  /** Class in Keras and tfjs. */
  className: string;
  /** Options, in Keras' names. */
  config?: Record<string, unknown>;
  /** Shapes of its weights. */
  weights?: Record<string, readonly number[] | undefined>;
  /** Shape of one example of the input of the first layer; [6, 3] unless given. */
  shape?: readonly number[];
  /** A layer that this one reads too; it reads what this one reads first. */
  with?: SavedLayer;
}

/** A chain of layers, named "layer_0" and so on, as it would have been saved. */
export function savedLayers(layers: readonly SavedLayer[]): NetworkArtifacts {
  const weights: { name: string; shape: readonly number[]; dtype: "float32" }[] = [];
  const written = [{
    name: "input",
    class_name: "InputLayer",
    config: { batch_input_shape: [null, ...layers[0].shape ?? [6, 3]] },
    inbound_nodes: [] as unknown[],
  }];
  const write = (layer: SavedLayer, { name, inputs }: { name: string; inputs: string[] }) => {
    written.push({
      name,
      class_name: layer.className,
      config: layer.config as never ?? {},
      inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
    });
    for (const [weight, shape] of Object.entries(layer.weights ?? {})) {
      if (shape) weights.push({ name: `${name}/${weight}`, shape, dtype: "float32" });
    }
    return name;
  };
  let last = "input";
  layers.forEach((layer, i) => {
    const inputs = [last];
    if (layer.with) inputs.push(write(layer.with, { name: `with_${i}`, inputs: [last] }));
    last = write(layer, { name: `layer_${i}`, inputs });
  });
  const config = {
    layers: written,
    input_layers: [["input", 0, 0]],
    output_layers: [[last, 0, 0]],
  };
  const size = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return {
    modelJson: JSON.stringify({
      modelTopology: { class_name: "Model", config: { ...config, name: "by hand" } },
      weightsManifest: [{ paths: [], weights }],
    }),
    weights: weightBytes(randomValues(size, 1).map(Math.abs)),
  };
}
