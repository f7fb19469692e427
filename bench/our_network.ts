import { type layers, networkToArtifacts } from "../engine/backend/mod.ts";
import { compileGraph } from "../engine/backend/compiled/compile.ts";
import { readNetworkGraph } from "../engine/backend/compiled/network_graph.ts";
import { ModelError } from "../engine/domain/mod.ts";
import type { KernelBuild } from "../engine/kernels/mod.ts";
import { openOurStage, type OurStageOptions } from "./our_stage.ts";

/** A network as a user of ours runs it: numbers in, numbers out. */
export interface OurNetwork {
  /** Which build of the kernels runs it. */
  build: KernelBuild;
  /** Outputs of one batch, end to end; they are overwritten by the next run. */
  run: (inputs: Float32Array) => Float32Array;
  /** Frees what the run holds; the network itself stays. */
  close: () => void | Promise<void>;
}

/** The batch that is run, on how many threads and by which build. */
export interface OurNetworkOptions extends OurStageOptions {
  /** Examples in a run. */
  batch: number;
}

/**
 * Opens our way of running a network, the one place that the benches of inference take it from; a
 * sentence where a number of threads cannot be had.
 */
export async function openOurNetwork(
  network: layers.LayersModel,
  { batch, ...options }: OurNetworkOptions,
): Promise<OurNetwork | string> {
  const stage = await openOurStage(options);
  if (typeof stage === "string") return stage;
  const { modelJson, weights } = await networkToArtifacts(network);
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  const graph = readNetworkGraph(
    { modelTopology, weights: weightsManifest[0].weights },
    (reason, cause) => new ModelError(`Cannot compile: ${reason}.`, network.name, { cause }),
  );
  const { heap, runner, build } = stage;
  const values = new Float32Array(weights.slice().buffer);
  const predictor = compileGraph(graph, { values, batch, engine: { heap, runner } });
  return { build, run: (inputs) => predictor.predict(inputs), close: stage.close };
}
