import { adamStep, sgdStep, squaredNorm } from "../../kernels/mod.ts";
import { heapView, type KernelEngine } from "./compile.ts";

/** A 64-bit number, and what keeps the numbers behind it aligned. */
const NORM_BYTES = 16;

/** How weights move along a gradient. */
export interface OptimiserOptions {
  /** Adam, or gradient descent with momentum. */
  method: "adam" | "sgd";
  /** Momentum of gradient descent. */
  momentum: number;
  /** Largest norm of the gradient, which is shortened to it; 0 for any. */
  clipNorm: number;
  /** Where weights and slopes lie, and how many there are. */
  places: { weights: number; slopes: number; count: number };
  /** Where it runs. */
  engine: KernelEngine;
}

/** Moves weights on the heap, in place. */
export interface Optimiser {
  /** First moments, or velocities; a view of the heap. */
  first(): Float32Array;
  /** Second moments; a view of the heap. */
  second(): Float32Array;
  /** Takes a step, the first being number 1. */
  takeStep(step: number, learningRate: number): void;
  /** Gives the buffers back. */
  dispose(): void;
}

/** An optimiser over all weights at once, its averages at 0. */
export function createOptimiser(options: OptimiserOptions): Optimiser {
  const { method, momentum, clipNorm, places, engine } = options;
  const { heap, runner } = engine;
  const { weights, slopes, count } = places;
  const norm = heap.allocate(NORM_BYTES + 8 * count); // one block, as a second might not fit
  const first = norm + NORM_BYTES;
  const second = first + 4 * count;
  const measure = runner.prepare(squaredNorm({ out: norm, x: slopes, n: count }));
  const views = { first: heapView(heap, first, count), second: heapView(heap, second, count) };
  views.first().fill(0);
  views.second().fill(0);
  const scaleOf = () => {
    if (clipNorm === 0) return 1;
    measure();
    const length = Math.sqrt(new Float64Array(heap.memory.buffer, norm, 1)[0]);
    return length > clipNorm ? clipNorm / length : 1;
  };
  return {
    ...views,
    takeStep(step, learningRate) {
      const gradientScale = scaleOf();
      const shared = { weights, gradient: slopes, n: count, learningRate, gradientScale };
      runner.run(
        method === "sgd"
          ? sgdStep({ ...shared, velocity: first, momentum })
          : adamStep({ ...shared, first, second, step }),
      );
    },
    dispose() {
      heap.free(norm);
    },
  };
}
