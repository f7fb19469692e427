import type { PointEvents } from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { shareReaching } from "../etas/draw_magnitude.ts";
import { NeuralRun } from "./neural_run.ts";
import { expectedUpTo, layNeuralScene, type SimulateNeuralEtasOptions } from "./neural_scene.ts";
import { pickBySums } from "./pick_by_sums.ts";

/** Draws catalogues of one neural ETAS, history and window. */
export interface NeuralSimulator {
  /** Events expected straight from the background and the history, by what the network says at the start. */
  expectedDirect: number;
  /** Share of all events that reach a magnitude, by what the network says at the start. */
  shareReaching(magnitude: number): number;
  /** The catalogue of a number, the same each time: events in order of time, wherever they are. */
  draw(catalogue: number): PointEvents;
}

/**
 * Makes a simulator. A catalogue is drawn event by event: from one to the next the rate is the sum of
 * the background and the groups of earlier events, each times what the network says; then a component
 * by the shares of where, a parent in it, the way from there, and a magnitude; then all is read anew.
 * Times are exact but for the rate of the history, which is the same within each of 96 cells of the
 * window, short at its start.
 *
 * A catalogue throws ConfigurationError where it grows beyond `mostEvents`; throws
 * InsufficientDataError without an event up to the start.
 * Source: Ogata 1981, IEEE Trans. Inf. Theory 27 (thinning).
 */
export function simulateNeuralEtas(options: SimulateNeuralEtasOptions): NeuralSimulator {
  const scene = layNeuralScene(options);
  const { cells, first, background, seed, kept } = scene;
  const movedTo = expectedUpTo(cells, { background, factors: first.rates });
  const total = movedTo[cells.size];
  const random = new RandomStream(seed);
  const { mc, magnitudeStep, model: { beta } } = kept;
  return {
    expectedDirect: total,
    shareReaching: (magnitude) =>
      shareReaching({ ...options, mc, magnitudeStep, beta: beta * first.magnitude }, magnitude),
    draw(catalogue) {
      const stream = random.fork(`catalogue ${catalogue}`);
      const run = new NeuralRun(scene, stream);
      const wait = stream.exponential(1);
      if (wait < total) {
        const cell = pickBySums(movedTo, wait) - 1;
        const part = (wait - movedTo[cell]) / (movedTo[cell + 1] - movedTo[cell]);
        run.goOn(cells.edges[cell] + part * cells.lengthOf(cell), cell);
      }
      return run.events();
    },
  };
}
