import type { KernelHeap, KernelRunner } from "../../kernels/mod.ts";
import { giveBackOnError } from "./give_back_on_error.ts";
import type { PlacedWeight } from "./layer_definition.ts";
import type { NetworkGraph } from "./network_graph.ts";
import { checkExamples, planNetwork } from "./plan_network.ts";
import { sizeOf } from "./layer_definition.ts";
import { simplifyGraph } from "./simplify_graph.ts";
import type { ValuedLayer } from "./valued_layer.ts";

/** Where a network runs: a heap and what does the calls on it. */
export interface KernelEngine {
  /** Memory. */
  heap: KernelHeap;
  /** One thread or several. */
  runner: KernelRunner;
}

/** A network that runs as direct calls of kernels on buffers of its own. */
export interface Predictor {
  /** Examples in a batch. */
  batch: number;
  /** Shape of one example. */
  inputShape: readonly number[];
  /** Shape of what is said of one example. */
  outputShape: readonly number[];
  /**
   * From examples, end to end, to what is said of them, end to end; of fewer than a batch, only the
   * first results mean something. Nothing is allocated: the next call writes into the same array.
   * Throws InputError where the values are no whole examples, or more than a batch; RangeError once
   * disposed, as the buffers may be another's then.
   */
  predict: (examples: Float32Array) => Float32Array;
  /** Takes other weights, all of them in the network's order. Throws RangeError once disposed. */
  setWeights(values: Float32Array): void;
  /** Gives the buffers back. */
  dispose(): void;
}

/** Plans the buffers of a network for a number of examples and gives what runs it. */
export function compileGraph(
  graph: NetworkGraph,
  { values, batch, engine }: { values: Float32Array; batch: number; engine: KernelEngine },
): Predictor {
  const { heap, runner } = engine;
  const simplified = simplifyGraph(graph, values);
  const weights = roomForWeights(simplified.layers, heap);
  const plan = giveBackOnError(() =>
    planNetwork({
      ...{ name: graph.name, inputShape: graph.inputShape, batch, heap, isTraining: false },
      ...simplified,
      placeWeight: ({ name }, weight) => weights.place(name, weight),
    }), weights.free);
  const prepare = plan.prepare.map((call) => runner.prepare(call));
  const write = (layers: readonly ValuedLayer[]) => {
    weights.write(layers);
    for (const run of prepare) run();
  };
  write(simplified.layers);
  const forward = plan.forward.map((call) => runner.prepare(call));
  const input = heapView(heap, plan.input.address, batch * sizeOf(plan.input.shape));
  const output = heapView(heap, plan.output.address, batch * sizeOf(plan.output.shape));
  const exampleSize = sizeOf(plan.input.shape);
  const result = new Float32Array(batch * sizeOf(plan.output.shape));
  let isDisposed = false;
  const refuseDisposed = () => {
    if (isDisposed) throw new RangeError(`Cannot run ${graph.name}: its buffers were given back.`);
  };
  return {
    batch,
    inputShape: graph.inputShape,
    outputShape: plan.output.shape,
    predict(examples) {
      refuseDisposed();
      const to = input();
      if (examples.length !== to.length) checkExamples(examples.length, { exampleSize, batch });
      to.set(examples);
      for (let i = 0; i < forward.length; i++) forward[i]();
      result.set(output());
      return result;
    },
    setWeights(other) {
      refuseDisposed();
      write(simplifyGraph(graph, other).layers);
    },
    dispose() {
      isDisposed = true;
      plan.dispose();
      weights.free();
    },
  };
}

/** Room for the weights of layers, taken when a plan asks for one. */
function roomForWeights(layers: readonly ValuedLayer[], heap: KernelHeap): {
  place: (layer: string, weight: string) => PlacedWeight | undefined;
  write: (layers: readonly ValuedLayer[]) => void;
  free: () => void;
} {
  const places = new Map<string, number>();
  return {
    place(name, weight) {
      const found = layers.find((layer) => layer.name === name)?.weights.get(weight);
      if (found === undefined) return undefined;
      const key = `${name}/${weight}`;
      const address = places.get(key) ?? heap.allocate(4 * found.values.length);
      places.set(key, address);
      return { address, slope: 0, shape: found.shape };
    },
    write(layers) {
      for (const { name, weights } of layers) {
        for (const [weight, { values }] of weights) {
          const address = places.get(`${name}/${weight}`);
          if (address !== undefined) new Float32Array(heap.memory.buffer, address).set(values);
        }
      }
    },
    free() {
      for (const address of places.values()) heap.free(address);
      places.clear();
    },
  };
}

/** Numbers on the heap, as a view that is renewed only when the heap has grown. */
export function heapView(heap: KernelHeap, address: number, length: number): () => Float32Array {
  let buffer = heap.memory.buffer;
  let view = new Float32Array(buffer, address, length);
  return () => {
    const now = heap.memory.buffer;
    if (now !== buffer) {
      buffer = now;
      view = new Float32Array(buffer, address, length);
    }
    return view;
  };
}
