import type { GraphLayer, LayerConfig } from "../backend/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import { firstValues } from "./initialise_weights.ts";
import type { LaidNetwork } from "./laid_network.ts";

/** A layer to be laid. */
export interface LayerToLay {
  /** Name, unique in the network. */
  name: string;
  /** Such as "Conv1D". */
  className: string;
  /** Options, in Keras' names. */
  config: LayerConfig;
  /** Names of the layers that it reads; the one laid before unless given. */
  inputs?: string[];
  /** Factor of its kernels' first values; 1 unless given, 0 for a head that says nothing at first. */
  scale?: number;
  /** First values of its bias; zeros, or what `firstValues` knows better, unless given. */
  bias?: readonly number[];
}

/** Lays a network layer by layer, as data and with seeded first weights: no tensors are needed. */
export class GraphLayout {
  readonly #layers: GraphLayer[] = [];
  readonly #parts: Float32Array[] = [];
  readonly #random: RandomStream;
  #weightCount = 0;

  /** Starts a network whose first weights come from a stream. */
  constructor(random: RandomStream) {
    this.#random = random;
  }

  /** Lays a layer with weights of the given shapes by their names; its name. */
  lay(
    { scale = 1, bias, ...layer }: LayerToLay,
    weights: Readonly<Record<string, number[]>> = {},
  ): string {
    const shapes = Object.values(weights);
    const laid = Object.entries(weights).map(([weight, shape], i) => {
      const stream = this.#random.fork(`${layer.name} ${i}`);
      const values = weight === "bias" && bias !== undefined
        ? Float32Array.from(bias)
        : firstValues(weight, { shape, before: shapes[i - 1], scale, stream });
      this.#parts.push(values);
      const offset = this.#weightCount;
      this.#weightCount += values.length;
      return [weight, { shape, offset, size: values.length }] as const;
    });
    const before = this.#layers.at(-1);
    const inputs = before === undefined ? [] : [before.name];
    this.#layers.push({ inputs, ...layer, weights: new Map(laid) });
    return layer.name;
  }

  /** The network, from the first layer laid to the last. */
  finish({ name, inputShape }: { name: string; inputShape: number[] }): LaidNetwork {
    const weights = new Float32Array(this.#weightCount);
    this.#parts.reduce((at, values) => (weights.set(values, at), at + values.length), 0);
    const layers = this.#layers;
    const [input, output] = [layers[0].name, layers[layers.length - 1].name];
    const graph = { name, layers, input, inputShape, output, weightCount: weights.length };
    return { graph, weights };
  }
}
