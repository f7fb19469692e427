import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";
import { readNumbers, refuseOptions } from "../read_options.ts";

/** Layers that leave the numbers as they are, under another shape or the same. */
export const reshaping: LayerDefinition = {
  classNames: ["Flatten", "Reshape"],
  plan(site) {
    const [{ address, shape }] = site.inputs;
    if (site.layer.className === "Reshape") return { output: { address, shape: targetOf(site) } };
    refuseOptions(site, { data_format: "channels_last" });
    return { output: { address, shape: [sizeOf(shape)] } };
  },
};

/** The shape that is asked for, with the length that is left open. */
function targetOf(site: LayerSite): number[] {
  const size = sizeOf(site.inputs[0].shape);
  const target = readNumbers(site, "target_shape");
  const known = sizeOf(target.filter((length) => length !== -1));
  const shape = target.map((length) => length === -1 ? size / known : length);
  const isSound = shape.every((length) => Number.isInteger(length) && length > 0);
  if (isSound && sizeOf(shape) === size) return shape;
  throw site.refuse(`its ${size} numbers do not fit into [${target}]`);
}
