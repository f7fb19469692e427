import { loadedTensors } from "../../backend/mod.ts";
import type { Flow, NetworkDefinition } from "../network_definition.ts";
import { layDropout } from "./lay_dropout.ts";

/** Dense layers over the whole window: no notion of order, the plainest network. */
export const denseNetwork: NetworkDefinition = {
  name: "dense",
  about: "dense layers over the flattened window",
  layBody(input, materials) {
    const { layers } = loadedTensors();
    let flow = layers.layers.flatten({ name: "flatten" }).apply(input) as Flow;
    materials.configuration.units.forEach((units, i) => {
      const dense = layers.layers.dense({
        units,
        activation: "relu",
        kernelInitializer: "zeros",
        name: `dense_${i + 1}`,
      });
      flow = layDropout(dense.apply(flow) as Flow, i + 1, materials);
    });
    return flow;
  },
};
