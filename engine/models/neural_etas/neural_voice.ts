import { compileGraph, type KernelEngine, type Predictor } from "../../backend/mod.ts";
import type { LaidNetwork } from "../laid_network.ts";
import type { NeuralEtas } from "./neural_etas.ts";
import { firstPlaceMixture, type PlaceMixture, placeMixtureOf } from "./place_head.ts";
import { factorOf } from "./rate_head.ts";

/** The networks of a neural ETAS, compiled to be asked about one window at a time. */
export class NeuralVoice {
  readonly #rate: Predictor;
  readonly #place: Predictor | null;
  readonly #magnitude: Predictor;
  readonly #first = firstPlaceMixture();

  /** Compiles the networks. */
  constructor({ rate, place, magnitude }: NeuralEtas, engine: KernelEngine) {
    const compile = ({ graph, weights }: LaidNetwork) =>
      compileGraph(graph, { values: weights, batch: 1, engine });
    this.#rate = compile(rate);
    this.#place = place && compile(place);
    this.#magnitude = compile(magnitude);
  }

  /** Factors of the background and of each group, until the next event. [1 + group] */
  rates(window: Float32Array): Float64Array {
    return Float64Array.from(this.#rate.predict(window), factorOf);
  }

  /** How the place of the next event is mixed. */
  mixture(window: Float32Array): PlaceMixture {
    return this.#place === null ? this.#first : placeMixtureOf(this.#place.predict(window), 0);
  }

  /** Factor of β of the next magnitude. */
  magnitude(window: Float32Array): number {
    return factorOf(this.#magnitude.predict(window)[0]);
  }

  /** Gives the buffers back. */
  dispose(): void {
    for (const network of [this.#rate, this.#place, this.#magnitude]) network?.dispose();
  }
}
