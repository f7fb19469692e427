import { layers, tf } from "../../../../engine/backend/tensors.ts";

/** Layers that Keras has and tfjs has not, by tensors, to compare with. */
abstract class LayerOfKeras extends layers.layers.Layer {
  constructor(readonly options: Record<string, unknown> & { name: string }) {
    super(options as never);
  }

  override getConfig(): ReturnType<layers.layers.Layer["getConfig"]> {
    return { ...super.getConfig(), ...this.options } as never;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.apply1(Array.isArray(inputs) ? inputs[0] : inputs));
  }

  override computeOutputShape(shape: (number | null)[]): (number | null)[] {
    const [, ...rest] = tf.tidy(() =>
      this.apply1(tf.zeros([1, ...shape.slice(1)] as number[])).shape
    );
    return [null, ...rest];
  }

  protected number(option: string): number {
    return this.options[option] as number;
  }

  protected addOwn(name: string, shape: number[]): void {
    this.addWeight(name, shape, "float32", layers.initializers.zeros());
  }

  protected own(name: string): tf.Tensor | undefined {
    return this.weights.find(({ originalName }) => originalName.endsWith(`/${name}`))?.read();
  }

  protected abstract apply1(x: tf.Tensor): tf.Tensor;
}

/** Cuts steps off both ends. */
export class Cropping1D extends LayerOfKeras {
  static className = "Cropping1D";

  protected override apply1(x: tf.Tensor): tf.Tensor {
    const [before, behind] = this.options.cropping as [number, number];
    const [batch, steps, channels] = x.shape;
    return tf.slice(x, [0, before, 0], [batch, steps - before - behind, channels]);
  }
}

/** Puts zeros at both ends. */
export class ZeroPadding1D extends LayerOfKeras {
  static className = "ZeroPadding1D";

  protected override apply1(x: tf.Tensor): tf.Tensor {
    return tf.pad(x, [[0, 0], this.options.padding as [number, number], [0, 0]]);
  }
}

/** The transposed convolution over time. */
export class Conv1DTranspose extends LayerOfKeras {
  static className = "Conv1DTranspose";

  override build(shape: (number | null)[]): void {
    const filters = this.number("filters");
    this.addOwn("kernel", [this.number("kernelSize"), filters, shape[2]!]);
    if (this.options.useBias) this.addOwn("bias", [filters]);
    this.built = true;
  }

  protected override apply1(x: tf.Tensor): tf.Tensor {
    const [batch, steps, channels] = x.shape;
    const [size, stride, filters] = ["kernelSize", "strides", "filters"].map((option) =>
      this.number(option)
    );
    const padding = this.options.padding as "same" | "valid";
    const longer = padding === "same" ? 0 : Math.max(0, size - stride);
    const length = steps * stride + longer;
    const out = tf.conv2dTranspose(
      tf.reshape(x, [batch, 1, steps, channels]) as tf.Tensor4D,
      tf.reshape(this.own("kernel")!, [1, size, filters, channels]) as tf.Tensor4D,
      [batch, 1, length, filters],
      [1, stride],
      padding,
    );
    const sums = tf.reshape(out, [batch, length, filters]);
    const bias = this.own("bias");
    return bias === undefined ? sums : tf.add(sums, bias);
  }
}

/** Gated recurrent units with the reset after the product, by the formulas of `gruForward`. */
export class GRU extends LayerOfKeras {
  static className = "GRU";

  override build(shape: (number | null)[]): void {
    const units = this.number("units");
    this.addOwn("kernel", [shape[2]!, 3 * units]);
    this.addOwn("recurrent_kernel", [units, 3 * units]);
    if (this.options.useBias) this.addOwn("bias", [2, 3 * units]);
    this.built = true;
  }

  protected override apply1(x: tf.Tensor): tf.Tensor {
    const { returnSequences, goBackwards } = this.options;
    const units = this.number("units");
    const bias = this.own("bias") ?? tf.zeros([2, 3 * units]);
    const [byInput, byState] = tf.unstack(bias);
    const given = tf.unstack(x, 1);
    let h = tf.zeros([x.shape[0], units]);
    const states = (goBackwards ? given.toReversed() : given).map((step) => {
      const a = tf.split(tf.add(tf.matMul(step, this.own("kernel")!), byInput), 3, 1);
      const b = tf.split(tf.add(tf.matMul(h, this.own("recurrent_kernel")!), byState), 3, 1);
      const update = tf.sigmoid(tf.add(a[0], b[0]));
      const reset = tf.sigmoid(tf.add(a[1], b[1]));
      const candidate = tf.tanh(tf.add(a[2], tf.mul(reset, b[2])));
      h = tf.add(tf.mul(tf.sub(1, update), candidate), tf.mul(update, h));
      return h;
    });
    return returnSequences ? tf.stack(states, 1) : h;
  }
}
