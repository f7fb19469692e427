import { tf } from "../../../../engine/backend/tensors.ts";
import { LayerOfKeras } from "./layers_of_keras.ts";

/** Every step several times in a row. */
export class UpSampling1D extends LayerOfKeras {
  static className = "UpSampling1D";

  protected override apply1(x: tf.Tensor): tf.Tensor {
    const [batch, steps, channels] = x.shape;
    const times = this.number("size");
    const repeated = tf.tile(tf.reshape(x, [batch, steps, 1, channels]), [1, 1, times, 1]);
    return tf.reshape(repeated, [batch, steps * times, channels]);
  }
}

/** Dropout of whole channels, which does nothing outside training. */
export class SpatialDropout1D extends LayerOfKeras {
  static className = "SpatialDropout1D";

  protected override apply1(x: tf.Tensor): tf.Tensor {
    return tf.clone(x);
  }
}

/** Two dense layers, back to the width of the input. */
export class FeedForward extends LayerOfKeras {
  static className = "FeedForward";

  override build(shape: (number | null)[]): void {
    const [channels, width] = [shape.at(-1)!, this.number("units")];
    this.addOwn(`${this.name}_W1`, [channels, width]);
    this.addOwn(`${this.name}_W2`, [width, channels]);
    if (this.options.useBias) {
      this.addOwn(`${this.name}_b1`, [width]);
      this.addOwn(`${this.name}_b2`, [channels]);
    }
    this.built = true;
  }

  protected override apply1(x: tf.Tensor): tf.Tensor {
    const dense = (input: tf.Tensor, place: number) => {
      const sums = tf.matMul(input, this.own(`${this.name}_W${place}`)!);
      const bias = this.own(`${this.name}_b${place}`);
      return bias === undefined ? sums : tf.add(sums, bias);
    };
    const channels = x.shape.at(-1)!;
    const hidden = tf.relu(dense(tf.reshape(x, [-1, channels]), 1));
    return tf.reshape(dense(hidden, 2), x.shape);
  }
}

/** Additive self-attention, whose first output alone is read. */
export class SeqSelfAttention extends LayerOfKeras {
  static className = "SeqSelfAttention";

  override build(shape: (number | null)[]): void {
    const [channels, width] = [shape.at(-1)!, this.number("units")];
    const add = (part: string, lengths: number[]) =>
      this.addOwn(`${this.name}_Add_${part}`, lengths);
    add("Wt", [channels, width]);
    add("Wx", [channels, width]);
    if (this.options.useAdditiveBias) add("bh", [width]);
    add("Wa", [width, 1]);
    add("ba", [1]);
    this.built = true;
  }

  protected override apply1(x: tf.Tensor): tf.Tensor {
    const own = (part: string) => this.own(`${this.name}_Add_${part}`);
    const [batch, steps, channels] = x.shape;
    const width = this.number("units");
    const project = (part: string, shape: number[]) =>
      tf.reshape(tf.matMul(tf.reshape(x, [-1, channels]), own(part)!), shape);
    const sums = tf.add(
      project("Wt", [batch, steps, 1, width]),
      project("Wx", [batch, 1, steps, width]),
    );
    const bias = own("bh");
    const h = tf.tanh(bias === undefined ? sums : tf.add(sums, bias));
    const flat = tf.add(tf.matMul(tf.reshape(h, [-1, width]), own("Wa")!), own("ba")!);
    const scores = tf.reshape(flat, [batch, steps, steps]);
    const shares = tf.mul(tf.exp(tf.sub(scores, tf.max(scores, -1, true))), this.band(steps));
    const weights = tf.div(shares, tf.add(tf.sum(shares, -1, true), 1e-7));
    return tf.matMul(weights, x);
  }

  /** 1 where a step may look. [1, step, step] */
  private band(steps: number): tf.Tensor {
    const width = this.options.attentionWidth as number | null;
    const ones = Array.from(
      { length: steps },
      (_, step) =>
        Array.from({ length: steps }, (_, other) => {
          const first = width === null ? 0 : step - Math.floor(width / 2);
          return Number(width === null || (other >= first && other < first + width));
        }),
    );
    return tf.expandDims(tf.tensor2d(ones, [steps, steps]), 0);
  }
}
