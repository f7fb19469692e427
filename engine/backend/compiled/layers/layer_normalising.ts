import { layerNorm } from "../../../kernels/mod.ts";
import { type LayerDefinition, sizeOf } from "../layer_definition.ts";
import { refuseOptions, refuseOtherAxis } from "../read_options.ts";

/** Normalisation of every step by its own mean and deviation; it can be run, not trained. */
export const layerNormalising: LayerDefinition = {
  classNames: ["LayerNormalization"],
  plan(site) {
    if (site.isTraining) throw site.refuse("it cannot be trained");
    const [x] = site.inputs;
    refuseOtherAxis(site);
    refuseOptions(site, { center: true, scale: true });
    const channels = x.shape[x.shape.length - 1];
    const rows = site.batch * sizeOf(x.shape) / channels;
    const out = site.allocate(rows * channels);
    const epsilon = Number(site.layer.config.epsilon ?? 1e-3); // Keras' and tfjs' own
    const [scale, shift] = ["gamma", "beta"].map((name) => site.weight(name, [channels]).address);
    return {
      output: { address: out, shape: x.shape },
      forward: [layerNorm({ out, x: x.address, scale, shift, rows, channels, epsilon })],
    };
  },
};
