import { assertLessOrEqual } from "@std/assert";
import {
  LSTM_GATES,
  lstmBackward,
  lstmForward,
  lstmKeptBytes,
  packedGatesBytes,
  packGates,
} from "../../../engine/kernels/mod.ts";
import { lstmReference, lstmSlopesReference } from "../../../engine/kernels/lstm_reference.ts";
import { activationReference } from "../../../engine/kernels/vector_math_reference.ts";
import { type KernelStage, testKernel } from "./kernel_stage.ts";
import type { RecurrentKind } from "./recurrent_stage.ts";
import { testRecurrent } from "./recurrent_suite.ts";
import { worstUlpError } from "./ulp_error.ts";

const LSTM: RecurrentKind<{ gates: number; cells: number }> = {
  name: "LSTM",
  gates: LSTM_GATES,
  isApart: false,
  keptBytes: lstmKeptBytes,
  forward: lstmForward,
  backward: lstmBackward,
  reference: (layer, shape) => lstmReference(layer.x, layer, shape).out,
  slopesReference: (layer, shape) =>
    lstmSlopesReference({ x: layer.x, weights: layer, dOut: layer.dOut }, shape),
};

testRecurrent(LSTM, { golden: "lstm" });

/** Largest errors of the functions of gates, as `assembly/vector_math.ts` promises them. */
const TANGENT_ULPS = 6;
const LOGISTIC_ERROR = 3e-7;

testKernel("LSTM: its gates are within the bounds of their functions", (stage) => {
  const sweep = Array.from({ length: 50_001 }, (_, i) => (i - 25_000) / 1_000); // -25 to 25
  const small = Array.from({ length: 90 }, (_, i) => [2 ** -i, -(2 ** -i)]).flat();
  const x = Float32Array.from([...sweep, ...small, 1e30, -1e30, Infinity, -Infinity]);
  const { logistic, tangent } = gatesOf(stage, x);
  const exact = activationReference(x, "tanh");
  const { error, at } = worstUlpError({ x, actual: tangent, exact });
  assertLessOrEqual(error, TANGENT_ULPS, `tanh of ${at}`);
  activationReference(x, "sigmoid").forEach((expected, i) => {
    assertLessOrEqual(Math.abs(logistic[i] - expected), LOGISTIC_ERROR, `logistic of ${x[i]}`);
  });
});

/** Gates of a cell with one unit whose sums are the numbers of x, an example each. */
function gatesOf(
  stage: KernelStage,
  x: Float32Array,
): { logistic: Float32Array; tangent: Float32Array } {
  const size = { k: 1, units: 1, gates: LSTM_GATES };
  const shape = { batch: x.length, steps: 1, inputs: 1, units: 1 };
  const [packedInput, packedRecurrent] = [0, 1].map(() => stage.room(packedGatesBytes(size) / 4));
  stage.run(packGates({ packed: packedInput, weights: stage.put([1, 1, 1, 1]), ...size }));
  stage.run(packGates({ packed: packedRecurrent, weights: stage.put([0, 0, 0, 0]), ...size }));
  const bytes = lstmKeptBytes(shape);
  const kept = { gates: stage.room(bytes.gates / 4), cells: stage.room(bytes.cells / 4) };
  const sequence = (address: number) => ({ address, row: 1, step: 1 });
  const [input, out] = [sequence(stage.put(x)), sequence(stage.room(x.length))];
  stage.run(lstmForward({ x: input, out, packedInput, packedRecurrent, kept }, shape));
  const gates = stage.read(kept.gates, bytes.gates / 4); // groups of four units, each [gate, 4]
  const row = gates.length / x.length;
  return {
    logistic: x.map((_, i) => gates[i * row]),
    tangent: x.map((_, i) => gates[i * row + 8]),
  };
}
