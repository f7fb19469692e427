import { type layers, predictInBatches } from "../engine/backend/mod.ts";

/** A network as a user of ours runs it: numbers in, numbers out. */
export interface OurNetwork {
  /** Outputs of one batch, end to end; they may be overwritten by the next run. */
  run: (inputs: Float32Array) => Float32Array;
  /** Frees what the run holds; the network itself stays. */
  close: () => void;
}

/** The batch that is run, and on how many threads. */
export interface OurNetworkOptions {
  /** Shape of one example. */
  shape: readonly number[];
  /** Examples in a run. */
  batch: number;
  /** Threads, the caller's included. */
  threads: 1 | 2;
}

/**
 * Opens our way of running a network, the one place that the benches of inference take it from; a
 * sentence where a number of threads cannot be had.
 */
export function openOurNetwork(
  network: layers.LayersModel,
  { shape, batch, threads }: OurNetworkOptions,
): OurNetwork | string {
  if (threads === 2) return "the backend has one number of threads in a process";
  const options = { shape, count: batch, batchSize: batch };
  return { run: (inputs) => predictInBatches(network, { inputs, ...options }), close: () => {} };
}
