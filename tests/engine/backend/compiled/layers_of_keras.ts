import { layers, tf } from "../../../../engine/backend/tensors.ts";

/** Layers that Keras has and tfjs has not, by tensors, to compare with. */
export abstract class LayerOfKeras extends layers.layers.Layer {
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
