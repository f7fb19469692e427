import { InputError } from "../../domain/mod.ts";
import { addInto, type KernelCall, type KernelHeap } from "../../kernels/mod.ts";
import { giveBackOnError } from "./give_back_on_error.ts";
import {
  type LayerPlan,
  type LayerSite,
  type PlacedWeight,
  type PlannedLayer,
  sizeOf,
  type Value,
} from "./layer_definition.ts";
import { layerRefusal } from "./layer_refusal.ts";
import { LIST_OF_LAYERS } from "./list_of_layers.ts";
import { refuseForcesOnWeights } from "./read_options.ts";

/** What is planned, where and how. */
export interface PlanOptions {
  /** Name of the network, for errors. */
  name: string;
  /** Layers in order. */
  layers: readonly PlannedLayer[];
  /** Shape of one example. */
  inputShape: readonly number[];
  /** Name of the layer whose output is the network's. */
  output: string;
  /** Examples in a batch. */
  batch: number;
  /** Whether the way back is wanted. */
  isTraining: boolean;
  /** Where everything lies. */
  heap: KernelHeap;
  /** A weight of a layer; undefined where it has none of that name. */
  placeWeight: (layer: PlannedLayer, weight: string) => PlacedWeight | undefined;
}

/** A network as calls of kernels on buffers that are there for good. */
export interface NetworkPlan {
  /** Where the input goes. */
  input: Value;
  /** Where the output is. */
  output: Value;
  /** Packs weights; to be run whenever they have changed. */
  prepare: KernelCall[];
  /** From input to output. */
  forward: KernelCall[];
  /** Draws what is random, before every batch in training. */
  draws: ((drawSeed: () => number) => void)[];
  /** Where the slope by the output goes, and from there to the slopes by all weights. */
  planBackward: (options?: { toInput?: boolean }) => BackwardPlan;
  /** Gives the buffers back. */
  dispose(): void;
}

/** The way back. */
export interface BackwardPlan {
  /** Where the slope by the output goes. */
  slope: number;
  /** Where the slope by the input comes out; undefined unless it was asked for. */
  inputSlope?: number;
  /** From the one to the other, and to the slopes by all weights. */
  calls: KernelCall[];
}

/** Plans a network: allocates every buffer once. Throws ModelError for what cannot be run. */
export function planNetwork(options: PlanOptions): NetworkPlan {
  const { heap, batch, inputShape } = options;
  const addresses: number[] = [];
  const allocate = (numbers: number) => {
    const address = heap.allocate(4 * Math.max(1, numbers));
    addresses.push(address);
    return address;
  };
  const dispose = () => {
    for (const address of addresses.splice(0)) heap.free(address);
  };
  const input = { address: allocate(batch * sizeOf(inputShape)), shape: inputShape };
  const { steps, output } = giveBackOnError(
    () => planSteps({ ...options, input, allocate }),
    dispose,
  );
  return {
    input,
    output,
    prepare: steps.flatMap(({ plan }) => plan.prepare ?? []),
    forward: steps.flatMap(({ plan }) => plan.forward ?? []),
    draws: steps.flatMap(({ plan }) => plan.draw ? [plan.draw] : []),
    planBackward: ({ toInput = false } = {}) =>
      planBackward({ steps, input, output, batch, allocate, name: options.name, toInput }),
    dispose,
  };
}

interface PlannedStep {
  layer: PlannedLayer;
  inputs: Value[];
  plan: LayerPlan;
}

/** Every layer on the outputs of those before it. */
function planSteps(
  options: PlanOptions & { input: Value; allocate: (numbers: number) => number },
): { steps: PlannedStep[]; output: Value } {
  const values = new Map<string, Value>();
  const steps: PlannedStep[] = [];
  for (const layer of options.layers) {
    if (layer.className === "InputLayer") {
      values.set(layer.name, options.input);
      continue;
    }
    const inputs = layer.inputs.map((name) => values.get(name)!);
    const plan = planLayer(layer, { ...options, inputs });
    values.set(layer.name, plan.output);
    steps.push({ layer, inputs, plan });
  }
  return { steps, output: values.get(options.output)! };
}

function planLayer(
  layer: PlannedLayer,
  options: PlanOptions & { inputs: Value[]; allocate: (numbers: number) => number },
): LayerPlan {
  const refuse = layerRefusal(layer, options.name);
  const definition = LIST_OF_LAYERS.find(({ classNames }) => classNames.includes(layer.className));
  if (definition === undefined) throw refuse("there is no kernel for it");
  const { batch, isTraining, inputs, allocate, heap } = options;
  const site: LayerSite = {
    layer,
    ...{ batch, isTraining, inputs, allocate, refuse },
    writeWord: (address, word) => void (new Int32Array(heap.memory.buffer, address, 1)[0] = word),
    weight(weight, shape) {
      const placed = options.placeWeight(layer, weight);
      if (placed === undefined) throw refuse(`it has no weight "${weight}"`);
      if (placed.shape.join() === shape.join()) return placed;
      throw refuse(`its weight "${weight}" has the shape [${placed.shape}], need [${shape}]`);
    },
  };
  try {
    if (isTraining) refuseForcesOnWeights(site);
    return definition.plan(site);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw refuse(cause.message.replace(/\.$/, ""), cause);
  }
}

/**
 * The way back, last layer first. Layers that only rename share one buffer of slopes; where several
 * layers read one value, their slopes are added up.
 */
function planBackward(
  { steps, input, output, batch, allocate, name, toInput }: {
    steps: readonly PlannedStep[];
    input: Value;
    output: Value;
    batch: number;
    allocate: (numbers: number) => number;
    name: string;
    toInput: boolean;
  },
): BackwardPlan {
  const slopes = new Map([[output.address, allocate(batch * sizeOf(output.shape))]]);
  const calls: KernelCall[] = [];
  for (const { layer, inputs, plan } of steps.toReversed()) {
    if (inputs.some(({ address }) => address === plan.output.address)) continue; // only renames
    const slope = slopes.get(plan.output.address);
    if (slope === undefined) continue; // nobody reads it
    if (plan.backward === undefined) throw layerRefusal(layer, name)("it has no way back");
    const sums: KernelCall[] = [];
    const dInputs = inputs.map(({ address, shape }) => {
      if (address === input.address && !toInput) return null;
      const size = batch * sizeOf(shape);
      const own = allocate(size);
      const known = slopes.get(address);
      if (known === undefined) slopes.set(address, own);
      else sums.push(addInto({ out: known, x: own, n: size }));
      return own;
    });
    calls.push(...plan.backward(slope, dInputs), ...sums);
  }
  const inputSlope = toInput ? slopes.get(input.address) : undefined;
  return { slope: slopes.get(output.address)!, inputSlope, calls };
}

/** Throws InputError unless so many numbers are whole examples, a batch of them at most. */
export function checkExamples(
  length: number,
  { exampleSize, batch }: { exampleSize: number; batch: number },
): void {
  if (length % exampleSize === 0 && length <= batch * exampleSize) return;
  throw new InputError(
    `Cannot predict: ${length} values, need up to ${batch} examples of ${exampleSize}.`,
  );
}
