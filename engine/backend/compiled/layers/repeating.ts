import { copyGrid } from "../../../kernels/mod.ts";
import type { LayerDefinition } from "../layer_definition.ts";
import { readNumbers } from "../read_options.ts";

/** Every step of a window several times in a row; it can be run, not trained. */
export const repeating: LayerDefinition = {
  classNames: ["UpSampling1D"],
  plan(site) {
    if (site.isTraining) throw site.refuse("it cannot be trained");
    const [x] = site.inputs;
    const [times] = readNumbers(site, "size");
    if (x.shape.length !== 2 || times < 1) {
      throw site.refuse(
        `it repeats [${x.shape}] ${times} times, need [steps, channels] at least once`,
      );
    }
    const [steps, channels] = x.shape;
    const out = site.allocate(site.batch * steps * times * channels);
    return {
      output: { address: out, shape: [steps * times, channels] },
      forward: [
        copyGrid({
          ...{ out, outStrides: [steps * times * channels, times * channels, channels] },
          ...{ x: x.address, strides: [steps * channels, channels, 0] },
          ...{ counts: [site.batch, steps, times], run: channels },
        }),
      ],
    };
  },
};
