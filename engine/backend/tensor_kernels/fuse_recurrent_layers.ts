import "@tensorflow/tfjs-layers"; // registers the classes that are looked up here
import { tf } from "../tensors.ts";
import { LSTM, LSTM_GRADIENT } from "./lstm_kernels.ts";
import { type RecurrentKernels, recurrentOperation } from "./recurrent_operation.ts";

/** A recurrent layer for which there are kernels. */
interface FusedLayer {
  /** Its class in tfjs. */
  className: string;
  /** Activations that its kernels have; others go step by step. */
  activations: { activation: string; recurrentActivation?: string };
  /** Units that its kernels take, at most. */
  mostUnits: number;
  /** Its kernels. */
  kernels: RecurrentKernels;
}

const FUSED_LAYERS: readonly FusedLayer[] = [
  {
    className: "LSTM",
    activations: { activation: "tanh", recurrentActivation: "sigmoid" },
    mostUnits: 1_000,
    kernels: { forward: LSTM, gradient: LSTM_GRADIENT },
  },
];

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
  for (const layer of FUSED_LAYERS) {
    if (fused.has(layer.className)) continue;
    fused.add(layer.className);
    const { classNameMap } = tf.serialization.SerializationMap.getMap();
    const prototype = classNameMap[layer.className][0].prototype as RecurrentLayer;
    const callStepByStep = prototype.call;
    prototype.call = function (inputs, options = {}) {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const isPlain = !Array.isArray(inputs) || inputs.length === 1;
      if (!isPlain || !hasKernels(this, layer) || !isSimpleCall(this, { x, options })) {
        return callStepByStep.call(this, inputs, options);
      }
      const { goBackwards, returnSequences, cell } = this;
      const [kernel, recurrent] = [cell.kernel.read(), cell.recurrentKernel.read()];
      const bias = cell.bias?.read();
      return tf.tidy(() =>
        recurrentOperation({ x, kernel, recurrent, bias }, layer.kernels, {
          goBackwards,
          returnSequences,
        })
      );
    };
  }
}

/** Whether the kernels do what the layer asks for. */
function hasKernels(
  { cell, returnState, stateful }: RecurrentLayer,
  { activations, mostUnits }: FusedLayer,
): boolean {
  return !returnState && !stateful && cell.units <= mostUnits &&
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
