import { type LayerDefinition, sizeOf } from "../layer_definition.ts";

/** Layers that leave the numbers as they are, under another shape or the same. */
export const reshaping: LayerDefinition = {
  classNames: ["Flatten", "Reshape"],
  plan(site) {
    const [{ address, shape }] = site.inputs;
    const size = sizeOf(shape);
    if (site.layer.className === "Flatten") return { output: { address, shape: [size] } };
    const target = site.layer.config.target_shape as number[];
    const known = sizeOf(target.filter((length) => length > 0));
    return {
      output: { address, shape: target.map((length) => length > 0 ? length : size / known) },
    };
  },
};
