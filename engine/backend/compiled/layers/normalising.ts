import { scaleShift } from "../../../kernels/mod.ts";
import { type LayerDefinition, sizeOf } from "../layer_definition.ts";
import { refuseOtherAxis } from "../read_options.ts";

/**
 * Batch normalisation with the statistics of training, as a factor and an addend for each channel,
 * which `simplifyGraph` has made of its four weights. It cannot be trained here.
 */
export const normalising: LayerDefinition = {
  classNames: ["BatchNormalization"],
  plan(site) {
    if (site.isTraining) throw site.refuse("it cannot be trained");
    const [x] = site.inputs;
    refuseOtherAxis(site);
    const channels = x.shape[x.shape.length - 1];
    const rows = site.batch * sizeOf(x.shape) / channels;
    const out = site.allocate(rows * channels);
    const [scale, shift] = ["scale", "shift"].map((name) => site.weight(name, [channels]).address);
    return {
      output: { address: out, shape: x.shape },
      forward: [scaleShift({ out, x: x.address, scale, shift, rows, channels })],
    };
  },
};
