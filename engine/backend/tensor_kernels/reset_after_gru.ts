import "@tensorflow/tfjs-layers"; // registers the classes that are extended here
import { type layers, tf } from "../tensors.ts";

/** Options of tfjs' GRU, with the one that it refuses. */
export type GruOptions = Parameters<typeof layers.layers.gru>[0] & {
  /** Whether the reset gate comes after the product, as in Keras' default and in PyTorch. */
  resetAfter?: boolean;
};

/** The part of tfjs' cell that is looked into; its classes are not exported. */
interface GruCell {
  units: number;
  useBias: boolean;
  dropout: number;
  recurrentDropout: number;
  dropoutMask: tf.Tensor | null;
  recurrentDropoutMask: tf.Tensor | null;
  kernel: layers.LayerVariable;
  recurrentKernel: layers.LayerVariable;
  bias: layers.LayerVariable | null;
  biasInitializer: unknown;
  biasRegularizer: unknown;
  biasConstraint: unknown;
  activation: { apply(x: tf.Tensor): tf.Tensor };
  recurrentActivation: { apply(x: tf.Tensor): tf.Tensor };
  addWeight(...options: unknown[]): layers.LayerVariable;
  build(inputShape: layers.Shape | layers.Shape[]): void;
  call(inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }): tf.Tensor[];
  getConfig(): tf.serialization.ConfigDict;
}

const { classNameMap } = tf.serialization.SerializationMap.getMap();
const TfjsGruCell = classNameMap.GRUCell[0] as unknown as new (options: GruOptions) => GruCell;
const TfjsGru = classNameMap.GRU[0] as unknown as {
  new (options: GruOptions): layers.RNN;
  fromConfig: tf.serialization.FromConfigMethod<layers.RNN>;
};

/**
 * A step of a GRU whose reset gate comes after the product, with Keras' weights: gates z, r, h, and
 * biases [row, gate × unit], one row for the input and one for the recurrent part.
 *
 * Source: Cho et al. (2014), in the variant of cuDNN that Keras has by `reset_after`.
 */
export class ResetAfterGruCell extends TfjsGruCell {
  /** Makes the weights. */
  override build(inputShape: layers.Shape | layers.Shape[]): void {
    const { useBias } = this;
    this.useBias = false; // tfjs' has one row
    super.build(inputShape);
    this.useBias = useBias;
    if (!useBias) return;
    const { biasInitializer, biasRegularizer, biasConstraint } = this;
    const shape = [2, 3 * this.units];
    this.bias = this.addWeight(
      ...["bias", shape, null, biasInitializer, biasRegularizer, true, biasConstraint],
    );
  }

  /** Output and state after a step, from [input, state]. */
  override call(
    inputs: tf.Tensor | tf.Tensor[],
    { training = false }: { training?: boolean },
  ): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, state] = inputs as tf.Tensor[];
      const isDropped = training && this.dropout > 0;
      const isStateDropped = training && this.recurrentDropout > 0;
      if (isDropped) this.dropoutMask ??= drawMask(x, this.dropout);
      if (isStateDropped) this.recurrentDropoutMask ??= drawMask(state, this.recurrentDropout);
      const [biases, stateBiases] = this.bias ? tf.unstack(this.bias.read()) : [0, 0];
      const input = isDropped ? tf.mul(x, this.dropoutMask!) : x;
      const before = isStateDropped ? tf.mul(state, this.recurrentDropoutMask!) : state;
      const sums = tf.add(tf.matMul(input, this.kernel.read()), biases);
      const stateSums = tf.add(tf.matMul(before, this.recurrentKernel.read()), stateBiases);
      const [xUpdate, xReset, xNew] = tf.split(sums, 3, 1);
      const [hUpdate, hReset, hNew] = tf.split(stateSums, 3, 1);
      const update = this.recurrentActivation.apply(tf.add(xUpdate, hUpdate));
      const reset = this.recurrentActivation.apply(tf.add(xReset, hReset));
      const fresh = this.activation.apply(tf.add(xNew, tf.mul(reset, hNew)));
      const h = tf.add(tf.mul(update, before), tf.mul(tf.sub(1, update), fresh));
      return [h, h];
    });
  }

  /** What is saved. */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), resetAfter: true };
  }
}

/** tfjs' GRU, which here may also reset after the product; loaded networks get it by its name. */
export class ResetAfterGru extends TfjsGru {
  /** The class under which the layer is saved, as Keras does. */
  static className = "GRU";

  /** Makes the layer. */
  constructor(options: GruOptions) {
    super({ ...options, resetAfter: false });
    if (!options.resetAfter) return;
    const cell = new ResetAfterGruCell({ ...options, resetAfter: false });
    Object.assign(this, { cell });
  }
}

/** One mask for all steps; the layer throws it away before its next call. */
function drawMask(like: tf.Tensor, rate: number): tf.Tensor {
  return tf.keep(tf.dropout(tf.onesLike(like), rate));
}
