import fc from "fast-check";
import {
  type GruOptions,
  ResetAfterGru,
} from "../../../../engine/backend/tensor_kernels/reset_after_gru.ts";
import { layers, tf } from "../../../../engine/backend/tensors.ts";
import {
  FeedForward,
  SeqSelfAttention,
  SpatialDropout1D,
  UpSampling1D,
} from "./attention_of_keras.ts";
import { Conv1DTranspose, Cropping1D, ZeroPadding1D } from "./layers_of_keras.ts";

/** What flows between layers. */
export type Flow = layers.SymbolicTensor;

/** A layer, or a few, on an input of some shape. */
export interface LayerCase {
  /** Shape of one example. */
  shape: number[];
  /** Options of the layer, for messages. */
  options?: Record<string, unknown>;
  /** Lays the layers on the input; they are named. */
  lay: (input: Flow) => Flow;
}

const { layers: make } = layers;
const name = "layer";
const size = (min: number, max: number) => fc.integer({ min, max });
const pair = (min: number, max: number) => fc.tuple(size(min, max), size(min, max));
const activation = fc.constantFrom("linear", "relu", "tanh", "sigmoid", "softmax");
const padding = fc.constantFrom<("same" | "valid")[]>("same", "valid");
const series = fc.tuple(size(4, 12), size(1, 5));
const image = fc.tuple(size(4, 7), size(4, 7), size(1, 5));
const anyShape = fc.array(size(1, 6), { minLength: 1, maxLength: 3 });

/** One layer on inputs of one kind, made from options by `build`. */
function single(
  shapes: fc.Arbitrary<number[]>,
  { options, build }: {
    options: Record<string, fc.Arbitrary<unknown>>;
    build: (options: never) => layers.layers.Layer;
  },
): fc.Arbitrary<LayerCase> {
  return fc.tuple(shapes, fc.record(options)).map(([shape, chosen]) => ({
    shape: [...shape],
    options: chosen,
    lay: (input) => build({ ...chosen, name } as never).apply(input) as Flow,
  }));
}

const convolving = {
  filters: size(1, 17),
  padding,
  activation,
  useBias: fc.boolean(),
};
const ofTime = { kernelSize: size(1, 4), strides: size(1, 3) };
const ofSpace = { kernelSize: pair(1, 4), strides: pair(1, 3) };
const recurring = {
  units: size(1, 9),
  useBias: fc.boolean(),
  returnSequences: fc.boolean(),
  goBackwards: fc.boolean(),
  activation: fc.constant<"tanh">("tanh"),
  recurrentInitializer: fc.constant<"zeros">("zeros"),
};
const makeGru = (options: GruOptions) => new ResetAfterGru(options);
tf.serialization.registerClass(ResetAfterGru as never); // a wrapper makes its layers by name
const gated = { ...recurring, recurrentActivation: fc.constant<"sigmoid">("sigmoid") };
const poolOfTime = { poolSize: size(1, 4), strides: fc.option(size(1, 3)), padding };
const poolOfSpace = { poolSize: pair(1, 4), strides: fc.option(pair(1, 3)), padding };

const bidirectional = fc.tuple(
  series,
  fc.record({ ...gated, goBackwards: fc.constant(false) }),
  fc.constantFrom(make.lstm, make.simpleRNN, makeGru),
).map(([shape, options, cell]): LayerCase => ({
  shape: [...shape],
  lay: (input) =>
    make.bidirectional({
      layer: cell({ ...options, resetAfter: true, name: "cell" } as never) as layers.RNN,
      mergeMode: "concat",
      name,
    }).apply(input) as Flow,
}));

/** A batch normalisation behind a product, before or after its activation, or by itself. */
const normalisation = fc.tuple(
  image,
  fc.record({ scale: fc.boolean(), center: fc.boolean(), epsilon: fc.constantFrom(1e-3, 0.1) }),
  fc.constantFrom("none", "conv2d", "conv2dTranspose", "dense", "conv1d"),
  fc.record({ inner: activation, outer: activation, useBias: fc.boolean(), isRead: fc.boolean() }),
).map(([[rows, columns, channels], options, product, { inner, outer, useBias, isRead }]) => ({
  shape: product === "conv1d" ? [columns, channels] : [rows, columns, channels],
  lay: (input: Flow) => {
    const config = { filters: 5, kernelSize: 3, useBias, activation: inner, name: "product" };
    const before = {
      none: () => input,
      conv2d: () => make.conv2d(config as never).apply(input),
      conv2dTranspose: () => make.conv2dTranspose(config as never).apply(input),
      conv1d: () => make.conv1d(config as never).apply(input),
      dense: () => make.dense({ ...config, units: 5 } as never).apply(input),
    }[product]!() as Flow;
    const normal = make.batchNormalization({ ...options, name }).apply(before) as Flow;
    const after = outer === "relu"
      ? make.reLU({ name: "after" }).apply(normal)
      : make.activation({ activation: outer as "tanh", name: "after" }).apply(normal);
    return isRead
      ? make.concatenate({ name: "join" }).apply([before, after as Flow]) as Flow
      : after as Flow;
  },
}));

const joining = (build: (axis: number) => layers.layers.Layer) =>
  fc.tuple(anyShape, size(-1, 2), size(2, 3)).map(([shape, given, count]): LayerCase => ({
    shape,
    lay: (input) => {
      const axis = given < 1 ? -1 : Math.min(given, shape.length);
      const others = ["tanh", "sigmoid"].slice(0, count - 1).map((activation, i) =>
        make.activation({ activation: activation as "tanh", name: `branch_${i}` }).apply(input)
      );
      return build(axis).apply([input, ...others as Flow[]]) as Flow;
    },
  }));

const reshaping = anyShape.map((shape): LayerCase => ({
  shape,
  lay: (input) => {
    const targetShape = [...shape.slice(1), shape[0]].map((length, i) => i === 0 ? null : length);
    return make.reshape({ targetShape, name }).apply(input) as Flow;
  },
}));

const permuting = fc.constantFrom([2, 1], [2, 1, 3], [1, 3, 2], [3, 1, 2], [3, 2, 1], [1, 2, 3])
  .chain((dims) =>
    fc.array(size(1, 6), { minLength: dims.length, maxLength: dims.length }).map((
      shape,
    ): LayerCase => ({
      shape,
      lay: (input) => make.permute({ dims: [...dims], name }).apply(input) as Flow,
    }))
  );

const ends = fc.tuple(size(0, 2), size(0, 1));
const frame = fc.oneof(ends, fc.tuple(ends, ends)).map((given) =>
  Array.isArray(given[0]) ? given : [given, [1, 0]]
);

/** Every class of layer that can be compiled, in many shapes and with many options. */
export const LAYER_CASES: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  Activation: single(anyShape, { options: { activation }, build: make.activation }),
  Add: joining(() => make.add({ name })),
  AveragePooling1D: single(series, { options: poolOfTime, build: make.averagePooling1d }),
  AveragePooling2D: single(image, { options: poolOfSpace, build: make.averagePooling2d }),
  BatchNormalization: normalisation,
  Bidirectional: bidirectional,
  Concatenate: joining((axis) => make.concatenate({ axis, name })),
  Conv1D: single(series, {
    options: { ...convolving, ...ofTime },
    build: make.conv1d,
  }),
  Conv1DTranspose: single(series, {
    options: { ...convolving, ...ofTime, activation: fc.constant("linear") },
    build: (options) => new Conv1DTranspose(options),
  }),
  Conv2D: single(image, {
    options: { ...convolving, ...ofSpace },
    build: make.conv2d,
  }),
  Conv2DTranspose: single(image, {
    options: { ...convolving, ...ofSpace },
    build: make.conv2dTranspose,
  }),
  Cropping1D: single(series, {
    options: { cropping: pair(0, 1) },
    build: (options) => new Cropping1D(options),
  }),
  Cropping2D: single(image, {
    options: { cropping: frame },
    build: make.cropping2D,
  }),
  Dense: single(anyShape, {
    options: { units: size(1, 40), activation, useBias: fc.boolean() },
    build: make.dense,
  }),
  Dropout: single(anyShape, { options: { rate: fc.constant(0.4) }, build: make.dropout }),
  FeedForward: single(series, {
    options: { units: size(1, 20), useBias: fc.boolean(), activation: fc.constant("relu") },
    build: (options) => new FeedForward(options),
  }),
  Flatten: single(anyShape.filter(({ length }) => length > 1), {
    options: {},
    build: make.flatten,
  }),
  GRU: single(series, {
    options: { ...gated, resetAfter: fc.constant(true) },
    build: makeGru,
  }),
  GlobalAveragePooling1D: single(series, { options: {}, build: make.globalAveragePooling1d }),
  GlobalAveragePooling2D: single(image, {
    options: {},
    build: make.globalAveragePooling2d,
  }),
  GlobalMaxPooling1D: single(series, { options: {}, build: make.globalMaxPooling1d }),
  GlobalMaxPooling2D: single(image, { options: {}, build: make.globalMaxPooling2d }),
  LSTM: single(series, { options: gated, build: make.lstm }),
  LayerNormalization: single(series, {
    options: { axis: fc.constant(-1), epsilon: fc.constantFrom(1e-3, 0.1) },
    build: make.layerNormalization,
  }),
  MaxPooling1D: single(series, { options: poolOfTime, build: make.maxPooling1d }),
  MaxPooling2D: single(image, { options: poolOfSpace, build: make.maxPooling2d }),
  Permute: permuting,
  ReLU: single(anyShape, { options: {}, build: make.reLU }),
  Reshape: reshaping,
  SeqSelfAttention: single(series, {
    options: {
      units: size(1, 9),
      attentionWidth: fc.constantFrom(null, 1, 2, 3, 5),
      useAdditiveBias: fc.boolean(),
    },
    build: (options) => new SeqSelfAttention(options),
  }),
  SimpleRNN: single(series, { options: recurring, build: make.simpleRNN }),
  Softmax: anyShape.chain((shape) =>
    single(fc.constant(shape), {
      options: { axis: fc.constantFrom(-1, shape.length) },
      build: make.softmax,
    })
  ),
  SpatialDropout1D: single(series, {
    options: { rate: fc.constant(0.4) },
    build: (options) => new SpatialDropout1D(options),
  }),
  UpSampling1D: single(series, {
    options: { size: size(1, 4) },
    build: (options) => new UpSampling1D(options),
  }),
  ZeroPadding1D: single(series, {
    options: { padding: pair(0, 3) },
    build: (options) => new ZeroPadding1D(options),
  }),
  ZeroPadding2D: single(image, {
    options: { padding: frame },
    build: make.zeroPadding2d,
  }),
};
