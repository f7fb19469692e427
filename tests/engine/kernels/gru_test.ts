import {
  GRU_GATES,
  gruBackward,
  gruForward,
  type GruKept,
  gruKeptBytes,
  type GruOrder,
} from "../../../engine/kernels/mod.ts";
import { gruReference, gruSlopesReference } from "../../../engine/kernels/gru_reference.ts";
import type { RecurrentKind } from "./recurrent_stage.ts";
import { testRecurrent } from "./recurrent_suite.ts";

function gru(order: GruOrder): RecurrentKind<GruKept> {
  return {
    name: `GRU ${order}`,
    gates: GRU_GATES,
    isApart: true,
    keptBytes: gruKeptBytes,
    forward: (options, shape) => gruForward({ ...options, order }, shape),
    backward: (options, shape) => gruBackward({ ...options, order }, shape),
    reference: (layer, shape) => gruReference(layer.x, { ...layer, order }, shape).out,
    slopesReference: (layer, shape) => {
      const weights = { ...layer, order };
      return gruSlopesReference({ x: layer.x, weights, dOut: layer.dOut }, shape);
    },
  };
}

testRecurrent(gru("reset-update"), { golden: "gru" });
testRecurrent(gru("update-reset"));
