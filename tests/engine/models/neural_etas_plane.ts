import { DAY_MS, type PointEvents } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  CLASSES,
  EVENT_FEATURES,
  GROUPS,
  type KeptNeuralEtas,
  type LaidNetwork,
  layWindowNetwork,
  MAGNITUDE_OUTPUTS,
  NEURAL_WINDOW,
  PLACE_LAWS,
  PLACE_OUTPUTS,
  RATE_OUTPUTS,
  simulateEtas,
  type SimulateEtasOptions,
} from "../../../engine/models/mod.ts";
import { planeScene } from "./etas_plane.ts";

/** Days of history before the catalogues that are simulated from it. */
export const HISTORY_DAYS = 100;

/** A history in a plane, with events of all classes. */
export function planeHistory(): PointEvents {
  return simulateEtas(planeScene({ days: HISTORY_DAYS, seed: 3 })).draw(0);
}

/**
 * A neural ETAS on the law of a plane's scene: networks that say 0 without `noise`, else numbers of
 * about that deviation; `etas-background`'s places without a network of where.
 */
export function planeNeuralEtas(
  { parameters, mc, beta, areaKm2 }: SimulateEtasOptions,
  { noise = 0, hasPlace = false, magnitudeStep = 0.1, uniformShare = 1 } = {},
): KeptNeuralEtas {
  const lay = (name: string, outputs: number) => layNoisy({ name, outputs, noise });
  return {
    ...{ parameters, mc, areaKm2, magnitudeStep },
    shape: { neighbours: 3, floorKm: 0.5, uniformShare },
    meanExcess: 0.4,
    edgesMs: [0, 20, 80, HISTORY_DAYS].map((day) => day * DAY_MS),
    model: {
      scaling: {
        mean: new Array<number>(EVENT_FEATURES).fill(0),
        deviation: new Array<number>(EVENT_FEATURES).fill(3),
      },
      beta,
      rate: lay("rate", RATE_OUTPUTS),
      place: hasPlace ? withAllLaws(lay("place", PLACE_OUTPUTS)) : null,
      magnitude: lay("magnitude", MAGNITUDE_OUTPUTS),
    },
  };
}

/** Lifts the laws of place but the first by 4, so that all are drawn about as often. */
function withAllLaws(network: LaidNetwork): LaidNetwork {
  const bias = network.graph.layers.at(-1)!.weights.get("bias")!;
  for (let law = 0; law < CLASSES * PLACE_LAWS; law++) {
    if (law % PLACE_LAWS > 0) network.weights[bias.offset + 1 + GROUPS + law] += 4;
  }
  return network;
}

function layNoisy(
  { name, outputs, noise }: { name: string; outputs: number; noise: number },
): LaidNetwork {
  const random = new RandomStream(7).fork(name);
  const shape = { name, window: NEURAL_WINDOW, features: EVENT_FEATURES, units: 6, outputs };
  const network = layWindowNetwork({ ...shape, denseUnits: [6], isLastJoined: true }, random);
  const head = network.graph.layers.at(-1)!;
  for (const { offset, size } of head.weights.values()) {
    for (let i = 0; i < size; i++) network.weights[offset + i] = noise * random.normal();
  }
  return network;
}
