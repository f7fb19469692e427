import type { KernelEngine } from "./compile.ts";
import { heapView } from "./compile.ts";
import { giveBackOnError } from "./give_back_on_error.ts";
import type { NetworkGraph } from "./network_graph.ts";
import { sizeOf } from "./layer_definition.ts";
import { planNetwork } from "./plan_network.ts";

/** A network that runs forward and back on buffers of its own. */
export interface Trainer {
  /** Examples in a batch. */
  batch: number;
  /** Numbers of one example. */
  exampleSize: number;
  /** Numbers that are said of one example. */
  outputSize: number;
  /** Where a batch of examples is to be written; a view of the heap, to be taken anew each time. */
  input(): Float32Array;
  /** All weights; a view of the heap. */
  weights(): Float32Array;
  /** Slopes by all weights, after `backward`; a view of the heap. */
  slopes(): Float32Array;
  /** Addresses of weights and slopes, and how many there are. */
  places: { weights: number; slopes: number; count: number };
  /** Packs the weights anew, draws what is random and runs to the output; a view of the heap. */
  forward(): Float32Array;
  /** From the slope by the output, written to this view, to the slopes by all weights. */
  outputSlope(): Float32Array;
  /** Slopes by the examples, after `backward`; only where they were asked for. */
  inputSlope?: () => Float32Array;
  /** Runs back. */
  backward(): void;
  /** Gives the buffers back. */
  dispose(): void;
}

/** How a network is made ready for training. */
export interface CompileTrainingOptions {
  /** Examples in a batch. */
  batch: number;
  /** Where it runs. */
  engine: KernelEngine;
  /** Seed of the next dropout mask. */
  drawSeed: () => number;
  /** Address of the weights, shared by several trainers; own ones unless given. */
  places?: { weights: number; slopes: number };
  /** Whether slopes by the examples are wanted too; no unless given. */
  toInput?: boolean;
}

/** Plans the buffers of a network for training on batches of one size. */
export function compileTraining(
  graph: NetworkGraph,
  { batch, engine, drawSeed, places, toInput = false }: CompileTrainingOptions,
): Trainer {
  const { heap, runner } = engine;
  const count = graph.weightCount;
  const own = places === undefined ? [heap.allocate(8 * count)] : [];
  const { weights, slopes } = places ?? { weights: own[0], slopes: own[0] + 4 * count };
  const byName = new Map(graph.layers.map((layer) => [layer.name, layer]));
  const freeOwn = () => {
    for (const address of own.splice(0)) heap.free(address);
  };
  const plan = giveBackOnError(() =>
    planNetwork({
      ...{ name: graph.name, layers: graph.layers, inputShape: graph.inputShape },
      ...{ output: graph.output, batch, heap, isTraining: true },
      placeWeight: (layer, name) => {
        const weight = byName.get(layer.name)!.weights.get(name);
        if (weight === undefined) return undefined;
        const offset = 4 * weight.offset;
        return { address: weights + offset, slope: slopes + offset, shape: weight.shape };
      },
    }), freeOwn);
  const dispose = () => {
    plan.dispose();
    freeOwn();
  };
  const back = giveBackOnError(() => plan.planBackward({ toInput }), dispose);
  const forward = [...plan.prepare, ...plan.forward].map((call) => runner.prepare(call));
  const backward = back.calls.map((call) => runner.prepare(call));
  const exampleSize = sizeOf(plan.input.shape);
  const outputSize = sizeOf(plan.output.shape);
  const output = heapView(heap, plan.output.address, batch * outputSize);
  return {
    ...{ batch, exampleSize, outputSize },
    places: { weights, slopes, count },
    input: heapView(heap, plan.input.address, batch * exampleSize),
    weights: heapView(heap, weights, count),
    slopes: heapView(heap, slopes, count),
    outputSlope: heapView(heap, back.slope, batch * outputSize),
    ...(back.inputSlope === undefined
      ? {}
      : { inputSlope: heapView(heap, back.inputSlope, batch * exampleSize) }),
    forward() {
      for (let i = 0; i < plan.draws.length; i++) plan.draws[i](drawSeed);
      for (let i = 0; i < forward.length; i++) forward[i]();
      return output();
    },
    backward() {
      for (let i = 0; i < backward.length; i++) backward[i]();
    },
    dispose,
  };
}
