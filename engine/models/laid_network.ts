import type { NetworkGraph } from "../backend/mod.ts";

/** A network as data: its layers and the numbers of its weights. */
export interface LaidNetwork {
  /** Layers, and where their weights are. */
  graph: NetworkGraph;
  /** All weights, end to end. */
  weights: Float32Array;
}
