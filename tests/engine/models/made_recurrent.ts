import type { PointEvents } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  HISTORY_FEATURES,
  historyRows,
  layWindowNetwork,
  RECURRENT_OUTPUTS,
  type RecurrentProcess,
  scaleOf,
} from "../../../engine/models/mod.ts";
import { knownCatalogue, poissonWait } from "../training/renewal_catalogue.ts";

/** Two hundred events of a Poisson process, in a plane. */
export const MADE_HISTORY: PointEvents =
  knownCatalogue(poissonWait, { size: 200, seed: "history" }).events;

/**
 * A process whose network, not trained but with a head drawn at random, moves its law; with strength 0
 * it stays a renewal process.
 */
export function madeProcess({ strength }: { strength: number }): RecurrentProcess {
  const shape = { name: "made", window: 6, features: HISTORY_FEATURES, units: 5 };
  const random = new RandomStream("network");
  const network = layWindowNetwork(
    { ...shape, denseUnits: [], outputs: RECURRENT_OUTPUTS },
    random,
  );
  const { kernel } = Object.fromEntries(network.graph.layers.at(-1)!.weights);
  for (let i = 0; i < kernel.size; i++) {
    network.weights[kernel.offset + i] = strength * random.normal();
  }
  const scale = scaleOf(historyRows(MADE_HISTORY, { mc: 3, startMs: 0 }), { start: 0, end: 200 });
  const start = Float64Array.of(Math.log(2), 0, -2, 0.2, -1, 0.5, 0, -1, 1, -0.5, Math.log(2.3));
  return { mc: 3, magnitudeStep: 0.1, startMs: 0, start, scale, window: 6, network };
}
