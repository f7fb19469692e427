import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";
import { refuseOptions } from "../read_options.ts";

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
  const target = site.layer.config.target_shape as (number | null)[];
  const isOpen = (length: number | null): length is null | -1 => length === null || length === -1;
  const known = sizeOf(target.filter((length) => !isOpen(length)) as number[]);
  const shape = target.map((length) => isOpen(length) ? size / known : length);
  if (sizeOf(shape) === size && shape.every(Number.isInteger)) return shape;
  throw site.refuse(`its ${size} numbers do not fit into [${target}]`);
}
