import {
  SIMPLE_RNN_GATES,
  simpleRnnBackward,
  simpleRnnForward,
  simpleRnnKeptBytes,
} from "../../../engine/kernels/mod.ts";
import {
  simpleRnnReference,
  simpleRnnSlopesReference,
} from "../../../engine/kernels/simple_rnn_reference.ts";
import type { RecurrentKind } from "./recurrent_stage.ts";
import { testRecurrent } from "./recurrent_suite.ts";

const SIMPLE_RNN: RecurrentKind<{ gates: number }> = {
  name: "simple RNN",
  gates: SIMPLE_RNN_GATES,
  isApart: false,
  keptBytes: simpleRnnKeptBytes,
  forward: simpleRnnForward,
  backward: simpleRnnBackward,
  reference: (layer, shape) => simpleRnnReference(layer.x, layer, shape),
  slopesReference: (layer, shape) =>
    simpleRnnSlopesReference({ x: layer.x, weights: layer, dOut: layer.dOut }, shape),
};

testRecurrent(SIMPLE_RNN, { golden: "simple_rnn" });
