import {
  additiveAttention,
  matrixProduct,
  packColumns,
  packedBytes,
} from "../../../kernels/mod.ts";
import type { LayerDefinition } from "../layer_definition.ts";
import { refuseOptions } from "../read_options.ts";

/** What keras-self-attention adds to the sum of all shares: Keras' epsilon. */
const EPSILON = 1e-7;

/**
 * Additive self-attention over a window, as keras-self-attention and EQTransformer have it: every step
 * looks at all, or at those at most half of `attention_width` away. Its first output alone, the mean;
 * it can be run, not trained.
 */
export const attending: LayerDefinition = {
  classNames: ["SeqSelfAttention"],
  plan(site) {
    if (site.isTraining) throw site.refuse("it cannot be trained");
    const { name, config } = site.layer;
    refuseOptions(site, {
      ...{ attention_type: "additive", attention_activation: "linear", history_only: false },
    });
    const [x] = site.inputs;
    if (x.shape.length !== 2) {
      throw site.refuse(`its input is [${x.shape}], need [steps, channels]`);
    }
    const [steps, channels] = x.shape;
    const width = Number(config.units);
    const rows = site.batch * steps;
    const weight = (part: string, shape: number[]) =>
      site.weight(`${name}_Add_${part}`, shape).address;
    const project = (part: string, bias?: number) => {
      const out = site.allocate(rows * width);
      const packed = site.allocate(packedBytes({ n: width, k: channels }) / 4);
      const sizes = { n: width, k: channels };
      return {
        out,
        pack: packColumns({ packed, b: weight(part, [channels, width]), bias, ...sizes }),
        run: matrixProduct({ c: out, a: x.address, packed, rows, ...sizes, activation: "linear" }),
      };
    };
    const hasBias = config.use_additive_bias !== false;
    const queries = project("Wt", hasBias ? weight("bh", [width]) : undefined);
    const keys = project("Wx");
    const out = site.allocate(rows * channels);
    const given = config.attention_width as number | null | undefined;
    const before = given ? Math.floor(given / 2) : steps;
    const behind = given ? given - 1 - before : steps;
    return {
      output: { address: out, shape: x.shape },
      prepare: [queries.pack, keys.pack],
      forward: [
        queries.run,
        keys.run,
        additiveAttention({
          ...{ out, queries: queries.out, keys: keys.out, x: x.address },
          ...{ weights: weight("Wa", [width, 1]), batch: site.batch, steps, width, channels },
          ...{ before, behind, epsilon: EPSILON },
        }),
      ],
    };
  },
};
