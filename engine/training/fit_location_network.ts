import {
  type KernelEngine,
  loadTensors,
  Network,
  networkToArtifacts,
  readNetwork,
} from "../backend/mod.ts";
import { ConfigurationError, type EpochRecord, type ReportProgress } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import {
  type AssociationNetwork,
  calibrateSigma,
  drawRecord,
  ENVELOPE_CHANNELS,
  ENVELOPE_SAMPLES,
  layLocationNetwork,
  locationLoss,
  type LocationScale,
  scaleLocations,
  type SimulatedRecord,
} from "../models/mod.ts";
import { fitOnWindows } from "./fit_on_windows.ts";

/** Simulated events: what the network reads, and what it should say. */
export interface LocationExamples {
  /** Envelopes, end to end. [event, station, sample, component] */
  readonly rows: Float32Array;
  /** East, north, depth, origin time. [event, 4] */
  readonly targets: Float64Array;
  /** Picks and truth of each. */
  readonly records: readonly SimulatedRecord[];
}

/** How a location network is trained. */
export interface FitLocationNetworkOptions {
  /** Events of each round; every round has new ones. */
  eventsPerRound: number;
  /** Rounds; the learning rate falls from each to the next. */
  rounds: number;
  /** Events that judge a round. */
  validationEvents: number;
  /** Passes over the events of a round. */
  epochsPerRound?: number;
  /** Seed of events, weights and order. */
  seed: number;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Stops it between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A trained location network. */
export interface FittedLocationNetwork {
  /** The network; it must be given back. */
  readonly network: Network;
  /** What its numbers are scaled by. */
  readonly scale: LocationScale;
  /** Losses by epoch, over all rounds. */
  readonly history: readonly EpochRecord[];
}

/** Learning rate of the first round, and the share of it in the last. */
const LEARNING_RATE = 1.5e-3;
const LAST_SHARE = 0.03;

/** Draws simulated events for a location network. The same seed gives the same events. */
export function drawLocationExamples(
  stations: AssociationNetwork,
  { count, seed }: { count: number; seed: number | string },
): LocationExamples {
  const size = stations.names.length * ENVELOPE_SAMPLES * ENVELOPE_CHANNELS;
  const rows = new Float32Array(count * size);
  const random = new RandomStream(seed);
  const records = Array.from({ length: count }, (_, event) => {
    const out = rows.subarray(event * size, (event + 1) * size);
    return drawRecord(stations, { random: random.fork(`event ${event}`), out });
  });
  const targets = Float64Array.from(records.flatMap(({ truth }) => truth));
  return { rows, targets, records };
}

/**
 * Trains a location network for a fixed set of stations on events that are simulated anew in every round.
 * The tensors must have been loaded to lay it; training and running need the kernels alone.
 *
 * Throws ConfigurationError without events, and as `fitOnWindows`.
 */
export async function fitLocationNetwork(
  stations: AssociationNetwork,
  options: FitLocationNetworkOptions,
): Promise<FittedLocationNetwork> {
  const { eventsPerRound, rounds, validationEvents, epochsPerRound = 2, seed } = options;
  if (!(eventsPerRound > 0 && rounds > 0 && validationEvents > 0)) {
    throw new ConfigurationError("Cannot train a location network without events", "events");
  }
  await loadTensors();
  const laid = layLocationNetwork(stations.names.length, new RandomStream(seed).fork("weights"));
  const artifacts = await networkToArtifacts(laid);
  laid.dispose();
  let fitted = readNetwork(artifacts);
  let scale: LocationScale | undefined;
  const history: EpochRecord[] = [];
  for (let round = 0; round < rounds; round++) {
    const count = eventsPerRound + validationEvents;
    const examples = drawLocationExamples(stations, { count, seed: `${seed} round ${round}` });
    scale ??= scaleLocations(examples.targets);
    const { network, history: epochs } = await fitOnWindows(fitted, {
      rows: examples.rows,
      features: examples.rows.length / count,
      window: 1,
      lossOf: locationLoss(examples.targets, scale),
      train: { start: 0, end: eventsPerRound },
      validation: { start: eventsPerRound, end: count },
      seed: seed + round,
      configuration: {
        batch: 64,
        learningRate: LEARNING_RATE * LAST_SHARE ** (round / Math.max(1, rounds - 1)),
        epochs: epochsPerRound,
        l2: 0,
        clipNorm: 5,
      },
      kernels: options.kernels,
      signal: options.signal,
      onProgress: options.onProgress,
    });
    fitted = network;
    history.push(...epochs);
  }
  const network = new Network(artifacts);
  network.setWeights(fitted.weights);
  const unseen = { count: validationEvents, seed: `${seed} calibration` };
  const { rows, targets } = drawLocationExamples(stations, unseen);
  const outputs = network.predict(rows, validationEvents);
  return { network, scale: calibrateSigma(outputs, { targets, scale: scale! }), history };
}
