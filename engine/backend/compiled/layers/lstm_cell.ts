import { LSTM_GATES, lstmBackward, lstmForward, lstmKeptBytes } from "../../../kernels/mod.ts";
import type { CellDefinition } from "./cell_definition.ts";

/** Long short-term memory. */
export const lstmCell: CellDefinition = {
  className: "LSTM",
  gates: LSTM_GATES,
  hasRecurrentBias: false,
  onlyOptions: { activation: "tanh" },
  refusal({ recurrent_activation: gate = "sigmoid" }) {
    if (gate === "sigmoid" || gate === "hard_sigmoid") return undefined;
    return `its recurrent_activation is ${
      JSON.stringify(gate)
    }, and only "sigmoid" and "hard_sigmoid" have a kernel`;
  },
  plan({ site, config, shape, x, h, packed }) {
    const hard = config.recurrent_activation === "hard_sigmoid";
    if (hard && site.isTraining) throw site.refuse("its hard_sigmoid cannot be trained");
    const bytes = lstmKeptBytes(shape);
    const kept = site.isTraining
      ? { gates: site.allocate(bytes.gates / 4), cells: site.allocate(bytes.cells / 4) }
      : undefined;
    return {
      forward: lstmForward({ out: h, x, ...packed, hard, kept }, shape),
      backward: ({ dx, dOut }) => ({
        call: lstmBackward({ dx, kept: kept!, dOut, ...packed }, shape),
        slopes: kept!.gates,
      }),
    };
  },
};
