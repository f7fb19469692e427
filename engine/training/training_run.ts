import type { ForecastConfiguration } from "../domain/mod.ts";
import {
  compileTraining,
  createOptimiser,
  type KernelEngine,
  type NetworkGraph,
  type Optimiser,
  runningKernels,
  type Trainer,
} from "../backend/mod.ts";
import type { FitState } from "./fit_state.ts";
import { addPenalty, listKernels } from "./penalty.ts";

/** The options that bear on a step of the optimiser. */
export type StepConfiguration = Pick<
  ForecastConfiguration,
  "batch" | "optimizer" | "momentum" | "clipNorm" | "l1" | "l2"
>;

/** How a network is trained. */
export interface TrainingRunOptions {
  /** Resolved options, those that bear on a step. */
  configuration: StepConfiguration;
  /** Gives the seed of the next dropout mask. */
  drawDropoutSeed: () => number;
  /** Where it runs; on the kernels that were started, unless given. */
  engine?: KernelEngine;
}

/**
 * A network in training: its weights, their slopes and moments lie on the heap of WebAssembly, where
 * kernels change them in place; no tensor is made. The state of a training is copied in and out.
 */
export class TrainingRun {
  readonly #graph: NetworkGraph;
  readonly #options: TrainingRunOptions;
  readonly #engine: KernelEngine;
  readonly #kernels: ReturnType<typeof listKernels>;
  readonly #trainers = new Map<number, Trainer>();
  readonly #optimiser: Optimiser;
  readonly #first: Trainer;

  /** Plans the buffers for full batches; throws ModelError for layers that cannot be trained. */
  constructor(graph: NetworkGraph, options: TrainingRunOptions) {
    const { configuration } = options;
    const { optimizer, momentum, clipNorm } = configuration;
    this.#graph = graph;
    this.#options = options;
    this.#engine = options.engine ?? runningKernels();
    this.#kernels = listKernels(graph);
    this.#first = this.#compile(configuration.batch);
    try {
      this.#optimiser = createOptimiser({
        ...{ method: optimizer === "sgd" ? "sgd" : "adam", momentum, clipNorm },
        ...{ places: this.#first.places, engine: this.#engine },
      });
    } catch (error) { // the heap is full
      this.#first.dispose();
      throw error;
    }
  }

  /** Takes weights and moments of a training's state. */
  load({ weights, optimiser }: Pick<FitState, "weights" | "optimiser">): void {
    this.#first.weights().set(weights);
    this.#optimiser.first().set(optimiser.first);
    this.#optimiser.second().set(optimiser.second);
  }

  /** Writes weights and moments into a training's state. */
  store({ weights, optimiser }: Pick<FitState, "weights" | "optimiser">): void {
    weights.set(this.#first.weights());
    optimiser.first.set(this.#optimiser.first());
    optimiser.second.set(this.#optimiser.second());
  }

  /** The weights as they are; a view that changes with them. */
  weights(): Float32Array {
    return this.#first.weights();
  }

  /** What runs batches of so many examples: full ones, and the last of an epoch. */
  trainerFor(batch: number): Trainer {
    return this.#trainers.get(batch) ?? this.#compile(batch);
  }

  /** Moves the weights along the slopes that a trainer has left; returns the penalty of L1 and L2. */
  takeStep(step: number, learningRate: number): number {
    const { l1, l2 } = this.#options.configuration;
    const weights = this.#first.weights();
    const kernels = this.#kernels;
    const penalty = addPenalty(this.#first.slopes(), { weights, kernels, l1, l2 });
    this.#optimiser.takeStep(step, learningRate);
    return penalty;
  }

  /** Gives the buffers back. */
  dispose(): void {
    // The first has the weights that the others share.
    for (const trainer of [...this.#trainers.values()].reverse()) trainer.dispose();
    this.#optimiser.dispose();
  }

  #compile(batch: number): Trainer {
    const trainer = compileTraining(this.#graph, {
      batch,
      engine: this.#engine,
      drawSeed: this.#options.drawDropoutSeed,
      places: this.#trainers.values().next().value?.places,
    });
    this.#trainers.set(batch, trainer);
    return trainer;
  }
}
