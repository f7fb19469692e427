import { GRU_GATES, gruBackward, gruForward, gruKeptBytes } from "../../../kernels/mod.ts";
import type { CellDefinition } from "./cell_definition.ts";

/** Gated recurrent units with the reset after the product, as Keras and cuDNN have them. */
export const gruCell: CellDefinition = {
  className: "GRU",
  gates: GRU_GATES,
  hasRecurrentBias: true,
  onlyOptions: { activation: "tanh", recurrent_activation: "sigmoid" },
  refusal({ reset_after }, biasShape) {
    // Where it is not said, the bias tells: Keras means true and has two biases, tfjs false and one.
    const isAfter = reset_after ?? biasShape?.length === 2;
    return isAfter ? undefined : "its reset gate comes before the product, which has no kernel";
  },
  plan({ site, shape, x, h, packed }) {
    const bytes = gruKeptBytes(shape);
    const kept = site.isTraining
      ? { gates: site.allocate(bytes.gates / 4), products: site.allocate(bytes.products / 4) }
      : undefined;
    return {
      forward: gruForward({ out: h, x, ...packed, kept }, shape),
      backward: ({ dx, dOut }) => ({
        call: gruBackward({ dx, kept: kept!, h, dOut, ...packed }, shape),
        slopes: kept!.gates,
        recurrentPart: kept!.products,
      }),
    };
  },
};
