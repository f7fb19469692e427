import "@tensorflow/tfjs-layers"; // registers the classes that are looked up here
import { MOST_RECURRENT_UNITS } from "../../kernels/mod.ts";
import { tf } from "../tensors.ts";
import { RECURRENT_DEFINITIONS, type RecurrentDefinition } from "./recurrent_definitions.ts";
import { recurrentOperation } from "./recurrent_operation.ts";
import { ResetAfterGru, ResetAfterGruCell } from "./reset_after_gru.ts";

/** The part of tfjs' recurrent layers that is looked into. */
interface RecurrentLayer {
  cell: RecurrentCell;
  goBackwards: boolean;
  returnSequences: boolean;
  returnState: boolean;
  stateful: boolean;
  call: Call;
}

interface RecurrentCell {
  units: number;
  activation: tf.serialization.Serializable;
  recurrentActivation?: tf.serialization.Serializable;
  dropout: number;
  recurrentDropout: number;
  kernel: { read(): tf.Tensor };
  recurrentKernel: { read(): tf.Tensor };
  bias: { read(): tf.Tensor } | null;
}

interface CallOptions {
  mask?: unknown;
  initialState?: unknown;
  training?: boolean;
}

type Call = (
  this: RecurrentLayer,
  inputs: tf.Tensor | tf.Tensor[],
  options?: CallOptions,
) => tf.Tensor | tf.Tensor[];

const fused = new Set<string>();

/**
 * Gives tfjs' recurrent layers the kernels for whole sequences, once for the process: all networks
 * have them, built or loaded, alone or in both directions. What the kernels cannot do goes step by
 * step as before: other activations, masks, states, dropout in training, slopes of slopes, and
 * other backends.
 */
export function fuseRecurrentLayers(): void {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  for (const definition of RECURRENT_DEFINITIONS) {
    if (fused.has(definition.className)) continue;
    fused.add(definition.className);
    const prototype = classNameMap[definition.className][0].prototype as RecurrentLayer;
    const callStepByStep = prototype.call;
    prototype.call = function (inputs, options = {}) {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const isPlain = !Array.isArray(inputs) || inputs.length === 1;
      if (!isPlain || !hasKernels(this, definition) || !isSimpleCall(this, { x, options })) {
        return callStepByStep.call(this, inputs, options);
      }
      const { goBackwards, returnSequences, cell } = this;
      const [kernel, recurrent] = [cell.kernel.read(), cell.recurrentKernel.read()];
      const bias = cell.bias?.read();
      return tf.tidy(() =>
        recurrentOperation(definition, { x, kernel, recurrent, bias }, {
          goBackwards,
          returnSequences,
        })
      );
    };
  }
  tf.serialization.SerializationMap.register(ResetAfterGru);
}

/** Whether the kernels do what the layer asks for. */
function hasKernels(
  { cell, returnState, stateful }: RecurrentLayer,
  { activations, className }: RecurrentDefinition,
): boolean {
  // tfjs' own GRU resets before the product, which the kernel does not.
  const isSameKind = className !== "GRU" || cell instanceof ResetAfterGruCell;
  return isSameKind && !returnState && !stateful && cell.units <= MOST_RECURRENT_UNITS &&
    cell.activation.getClassName() === activations.activation &&
    cell.recurrentActivation?.getClassName() === activations.recurrentActivation;
}

/** Whether the call is one that the kernels take. */
function isSimpleCall(
  { cell }: RecurrentLayer,
  { x, options }: { x: tf.Tensor; options: CallOptions },
): boolean {
  const { mask, initialState, training } = options;
  const hasDropout = training === true && cell.dropout + cell.recurrentDropout > 0;
  return tf.getBackend() === "wasm" && !mask && !initialState && !hasDropout &&
    x.dtype === "float32" && x.shape[1]! > 0 && tf.engine().state.gradientDepth <= 1;
}
