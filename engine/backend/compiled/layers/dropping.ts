import { dropout } from "../../../kernels/mod.ts";
import { type LayerDefinition, sizeOf } from "../layer_definition.ts";
import { refuseOptions } from "../read_options.ts";

/**
 * Dropout: nothing outside training; in training a mask from a seed, drawn for every batch. Whole
 * channels are dropped nowhere: that kind can be run, not trained.
 */
export const dropping: LayerDefinition = {
  classNames: ["Dropout", "SpatialDropout1D"],
  plan(site) {
    const [x] = site.inputs;
    const rate = Number(site.layer.config.rate);
    if (!site.isTraining || rate === 0) return { output: x };
    if (site.layer.className !== "Dropout") throw site.refuse("it cannot be trained");
    refuseOptions(site, { noise_shape: null });
    const n = site.batch * sizeOf(x.shape);
    const out = site.allocate(n);
    const seed = site.allocate(1);
    return {
      output: { address: out, shape: x.shape },
      draw: (drawSeed) => site.writeWord(seed, drawSeed()),
      forward: [dropout({ out, x: x.address, seed, n, rate })],
      backward: (slope, [dx]) => dx === null ? [] : [dropout({ out: dx, x: slope, seed, n, rate })],
    };
  },
};
