import { matrixProduct, packColumns, packedBytes } from "../../../kernels/mod.ts";
import { type LayerDefinition, sizeOf } from "../layer_definition.ts";
import { readActivation } from "../read_options.ts";

/**
 * Two dense layers on the last axis, the second as wide as the input, as transformers have them; it can
 * be run, not trained.
 */
export const feeding: LayerDefinition = {
  classNames: ["FeedForward"],
  plan(site) {
    if (site.isTraining) throw site.refuse("it cannot be trained");
    const { name, config } = site.layer;
    const [x] = site.inputs;
    const channels = x.shape[x.shape.length - 1];
    const width = Number(config.units);
    const rows = site.batch * sizeOf(x.shape) / channels;
    const { fused, isSoftmax } = readActivation(site);
    if (isSoftmax) throw site.refuse("its activation is a softmax, which has no kernel here");
    const lay = (place: 1 | 2, { a, k, n }: { a: number; k: number; n: number }) => {
      const out = site.allocate(rows * n);
      const packed = site.allocate(packedBytes({ n, k }) / 4);
      const b = site.weight(`${name}_W${place}`, [k, n]).address;
      const hasBias = config.use_bias !== false;
      const bias = hasBias ? site.weight(`${name}_b${place}`, [n]).address : undefined;
      const activation = place === 1 ? fused : "linear";
      return {
        out,
        pack: packColumns({ packed, b, bias, n, k }),
        run: matrixProduct({ c: out, a, packed, rows, n, k, activation }),
      };
    };
    const hidden = lay(1, { a: x.address, k: channels, n: width });
    const result = lay(2, { a: hidden.out, k: width, n: channels });
    return {
      output: { address: result.out, shape: x.shape },
      prepare: [hidden.pack, result.pack],
      forward: [hidden.run, result.run],
    };
  },
};
