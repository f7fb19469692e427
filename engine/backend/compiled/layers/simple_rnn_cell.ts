import {
  SIMPLE_RNN_GATES,
  simpleRnnBackward,
  simpleRnnForward,
  simpleRnnKeptBytes,
} from "../../../kernels/mod.ts";
import type { CellDefinition } from "./cell_definition.ts";

/** A simple recurrent layer. */
export const simpleRnnCell: CellDefinition = {
  className: "SimpleRNN",
  gates: SIMPLE_RNN_GATES,
  hasRecurrentBias: false,
  onlyOptions: { activation: "tanh" },
  plan({ site, shape, x, h, packed }) {
    const kept = site.isTraining
      ? { gates: site.allocate(simpleRnnKeptBytes(shape).gates / 4) }
      : undefined;
    return {
      forward: simpleRnnForward({ out: h, x, ...packed, kept }, shape),
      backward: ({ dx, dOut }) => ({
        call: simpleRnnBackward({ dx, kept: kept!, dOut, ...packed }, shape),
        slopes: kept!.gates,
      }),
    };
  },
};
