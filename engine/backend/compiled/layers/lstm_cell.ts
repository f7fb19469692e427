import { LSTM_GATES, lstmBackward, lstmForward, lstmKeptBytes } from "../../../kernels/mod.ts";
import type { CellDefinition } from "./cell_definition.ts";

/** Long short-term memory. */
export const lstmCell: CellDefinition = {
  className: "LSTM",
  gates: LSTM_GATES,
  hasRecurrentBias: false,
  onlyOptions: { activation: "tanh", recurrent_activation: "sigmoid" },
  plan({ site, shape, x, h, packed }) {
    const bytes = lstmKeptBytes(shape);
    const kept = site.isTraining
      ? { gates: site.allocate(bytes.gates / 4), cells: site.allocate(bytes.cells / 4) }
      : undefined;
    return {
      forward: lstmForward({ out: h, x, ...packed, kept }, shape),
      backward: ({ dx, dOut }) => ({
        call: lstmBackward({ dx, kept: kept!, dOut, ...packed }, shape),
        slopes: kept!.gates,
      }),
    };
  },
};
