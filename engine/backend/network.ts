import { InputError } from "../domain/mod.ts";
import { compileGraph, type KernelEngine, type Predictor } from "./compiled/compile.ts";
import { sizeOf } from "./compiled/layer_definition.ts";
import type { NetworkGraph } from "./compiled/network_graph.ts";
import { readNetwork, weightBytes } from "./read_network.ts";
import type { NetworkArtifacts } from "./save_network.ts";
import { runningKernels } from "./start_backend.ts";

/** Most examples in one pass, which bounds the memory. */
const LARGEST_BATCH = 256;

/** Most numbers of all examples in one pass, for the same reason. */
const LARGEST_INPUT = 4_000_000;

/**
 * A network as data, layers and weights, that runs on the kernels: compiled for one example, or for
 * many, when it is first asked. The same example gets the same bits in any company.
 */
export class Network {
  readonly #modelJson: string;
  readonly #predictors = new Map<number, Predictor>();
  #engine: KernelEngine | undefined;
  #weights: Float32Array;

  /** Layers and where their weights are. */
  readonly graph: NetworkGraph;

  /** Reads a saved network; throws ModelError as `readNetwork` does. */
  constructor(artifacts: NetworkArtifacts, options: { name?: string } = {}) {
    const { graph, weights } = readNetwork(artifacts, options);
    this.#modelJson = artifacts.modelJson;
    this.graph = graph;
    this.#weights = weights;
  }

  /** All weights, end to end; to be changed by `setWeights` only. */
  get weights(): Readonly<Float32Array> {
    return this.#weights;
  }

  /** The network as the two files that plain tfjs loads. */
  get artifacts(): NetworkArtifacts {
    return { modelJson: this.#modelJson, weights: weightBytes(this.#weights) };
  }

  /** Takes other weights, in the same order; throws InputError for another number of them. */
  setWeights(values: Float32Array): void {
    const { weightCount } = this.graph;
    if (values.length !== weightCount) {
      throw new InputError(`Cannot take ${values.length} weights: need ${weightCount}.`);
    }
    this.#weights = values.slice();
    for (const predictor of this.#predictors.values()) predictor.setWeights(this.#weights);
  }

  /**
   * What the network says of examples, end to end: [example, output]. The backend or the kernels
   * must have been started.
   *
   * Throws InputError where the values are not `count` examples, ModelError for layers that have no
   * kernels.
   */
  predict(examples: Float32Array, count: number): Float32Array {
    const size = sizeOf(this.graph.inputShape);
    if (examples.length !== count * size) {
      throw new InputError(
        `Cannot predict: ${examples.length} values, need ${count} examples of ${size}.`,
      );
    }
    if (count === 0) return new Float32Array(0);
    const predictor = this.#predictorFor(count);
    const { batch } = predictor;
    const width = sizeOf(predictor.outputShape);
    const outputs = new Float32Array(count * width);
    for (let start = 0; start < count; start += batch) {
      const some = Math.min(batch, count - start);
      const part = examples.subarray(start * size, (start + some) * size);
      const said = predictor.predict(part);
      outputs.set(said.subarray(0, some * width), start * width);
    }
    return outputs;
  }

  /** Gives the buffers back; the network is compiled anew when it is asked again. */
  dispose(): void {
    for (const predictor of this.#predictors.values()) predictor.dispose();
    this.#predictors.clear();
  }

  /** For a batch of a power of two, so that few numbers of examples make few predictors. */
  #predictorFor(count: number): Predictor {
    const engine = runningKernels();
    if (engine.heap !== this.#engine?.heap) this.dispose(); // of what ran before
    this.#engine = engine;
    const most = Math.min(LARGEST_BATCH, LARGEST_INPUT / sizeOf(this.graph.inputShape));
    const batch = 2 ** Math.ceil(Math.log2(Math.max(1, Math.min(count, most))));
    const known = this.#predictors.get(batch);
    if (known !== undefined) return known;
    const made = compileGraph(this.graph, { values: this.#weights, batch, engine });
    this.#predictors.set(batch, made);
    return made;
  }
}
