/** One layer of a saved network, as Keras and tfjs write it. */
export interface GraphLayer {
  /** Name, unique in the network. */
  name: string;
  /** Such as "Dense". */
  className: string;
  /** Options, in Keras' names. */
  config: LayerConfig;
  /** Names of the layers that it reads. */
  inputs: string[];
  /** Its weights by their own names, such as "kernel" or, in a wrapper, "forward_lstm/kernel". */
  weights: Map<string, GraphWeight>;
}

/** Options of a layer. */
export type LayerConfig = Readonly<Record<string, unknown>>;

/** A weight: its shape and where its numbers start among all weights. */
export interface GraphWeight {
  /** Shape. */
  shape: number[];
  /** Number of its first value among the network's weights. */
  offset: number;
  /** How many numbers it has. */
  size: number;
}

/** A network as data: its layers in an order in which each follows what it reads. */
export interface NetworkGraph {
  /** Name, for messages. */
  name: string;
  /** Layers in order. */
  layers: GraphLayer[];
  /** Name of the input layer. */
  input: string;
  /** Shape of one example. */
  inputShape: number[];
  /** Name of the layer whose output is the network's. */
  output: string;
  /** Numbers in all weights. */
  weightCount: number;
}
