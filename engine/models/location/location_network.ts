import { type layers, loadedTensors } from "../../backend/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import { initialiseWeights } from "../initialise_weights.ts";
import type { Flow } from "../network_definition.ts";
import { ENVELOPE_CHANNELS, ENVELOPE_SAMPLES } from "./simulated_envelopes.ts";

/** What is said of an event: east, north, depth (km) and origin time (s after the window's start). */
export const LOCATION_TARGETS = 4;

/** Convolutions along time, the same for every station: width, filters and stride. */
const CONVOLUTIONS = [[9, 16, 4], [5, 32, 2], [5, 32, 2]] as const;

/** Units of the dense layers, where stations meet. */
const DENSE_UNITS = [128, 64] as const;

/** Means and deviations of the targets, so that the network speaks in numbers near 1. */
export interface LocationScale {
  /** Mean of each target. [4] */
  readonly mean: readonly number[];
  /** Standard deviation of each target. [4] */
  readonly deviation: readonly number[];
  /** What each sigma of the network is multiplied by, 1 before it is known how often it is right. [4] */
  readonly sigmaFactor: readonly number[];
}

/** Share of a normal law within one standard deviation. */
const WITHIN_ONE_SIGMA = 0.6827;

/** An event as the network sees it. */
export interface NetworkLocation {
  /** East, north, depth (km) and origin time (s after the window's start). [4] */
  readonly mean: readonly number[];
  /** Their standard deviations. [4] */
  readonly sigma: readonly number[];
}

/** Natural logarithms of sigma stay within these, so that no single event throws a step off. */
const LOG_SIGMA = { least: -4, most: 2 };

/**
 * Lays a location network for a fixed set of stations, with seeded weights: convolutions along each
 * station's envelopes, with the same weights for all, then dense layers over all stations.
 * [station, sample, component] -> [mean and log sigma of 4 targets]; the tensors must have been loaded.
 */
export function layLocationNetwork(stations: number, random: RandomStream): layers.LayersModel {
  const { layers } = loadedTensors();
  const input = layers.input({
    shape: [stations, ENVELOPE_SAMPLES, ENVELOPE_CHANNELS],
    name: "envelopes",
  });
  let flow: Flow = input;
  CONVOLUTIONS.forEach(([width, filters, stride], i) => {
    flow = layers.layers.conv2d({
      filters,
      kernelSize: [1, width],
      strides: [1, stride],
      padding: "same",
      activation: "relu",
      name: `along_time_${i + 1}`,
    }).apply(flow) as Flow;
  });
  flow = layers.layers.flatten({ name: "all_stations" }).apply(flow) as Flow;
  DENSE_UNITS.forEach((units, i) => {
    const dense = layers.layers.dense({ units, activation: "relu", name: `dense_${i + 1}` });
    flow = dense.apply(flow) as Flow;
  });
  const head = layers.layers.dense({ units: 2 * LOCATION_TARGETS, name: "head" }).apply(flow);
  const network = layers.model({ inputs: input, outputs: head as Flow, name: "location_network" });
  initialiseWeights(network, random);
  return network;
}

/** Mean and deviation of targets. [event, 4] */
export function scaleLocations(targets: Float64Array): LocationScale {
  const count = targets.length / LOCATION_TARGETS;
  const mean = new Array<number>(LOCATION_TARGETS).fill(0);
  const square = [...mean];
  targets.forEach((value, i) => {
    mean[i % LOCATION_TARGETS] += value / count;
    square[i % LOCATION_TARGETS] += value * value / count;
  });
  const deviation = mean.map((value, k) => Math.sqrt(Math.max(1e-6, square[k] - value * value)));
  return { mean, deviation, sigmaFactor: mean.map(() => 1) };
}

/**
 * Sets the factors of sigma so that 68.3 % of events, which were not trained on, lie within one sigma of
 * each target. Outputs are [event, 8], targets [event, 4].
 */
export function calibrateSigma(
  outputs: Float32Array,
  { targets, scale }: { targets: Float64Array; scale: LocationScale },
): LocationScale {
  const count = targets.length / LOCATION_TARGETS;
  const sigmaFactor = scale.mean.map((_, k) => {
    const deviations = Float64Array.from({ length: count }, (_, event) => {
      const { mean, sigma } = readLocation(outputs, { event, scale });
      return Math.abs(targets[LOCATION_TARGETS * event + k] - mean[k]) / sigma[k];
    }).sort();
    return scale.sigmaFactor[k] * deviations[Math.floor(WITHIN_ONE_SIGMA * count)];
  });
  return { ...scale, sigmaFactor };
}

/**
 * Negative log-likelihood of each event's targets under the normal laws that the network says, without the
 * constant, and its slopes. `targets` are [event, 4], outputs [chosen, 8]: means, then log sigmas.
 */
export function locationLoss(
  targets: Float64Array,
  scale: LocationScale,
): (outputs: Float32Array, events: Int32Array) => { loss: Float64Array; slope: Float32Array } {
  return (outputs, events) => {
    const loss = new Float64Array(events.length);
    const slope = new Float32Array(outputs.length);
    events.forEach((event, i) => {
      for (let k = 0; k < LOCATION_TARGETS; k++) {
        const at = 2 * LOCATION_TARGETS * i + k;
        const target = targets[LOCATION_TARGETS * event + k];
        const wanted = (target - scale.mean[k]) / scale.deviation[k];
        const logSigma = boundLogSigma(outputs[at + LOCATION_TARGETS]);
        const z = (outputs[at] - wanted) * Math.exp(-logSigma);
        loss[i] += z * z / 2 + logSigma;
        slope[at] = z * Math.exp(-logSigma);
        const said = outputs[at + LOCATION_TARGETS];
        const back = 1 - z * z;
        // Beyond a bound only the way back counts.
        const isHeld = said < LOG_SIGMA.least ? back > 0 : said > LOG_SIGMA.most && back < 0;
        slope[at + LOCATION_TARGETS] = isHeld ? 0 : back;
      }
    });
    return { loss, slope };
  };
}

/** What the network says of event number `event` of its outputs. */
export function readLocation(
  outputs: Float32Array,
  { event, scale }: { event: number; scale: LocationScale },
): NetworkLocation {
  const said = outputs.subarray(2 * LOCATION_TARGETS * event, 2 * LOCATION_TARGETS * (event + 1));
  return {
    mean: scale.mean.map((mean, k) => mean + scale.deviation[k] * said[k]),
    sigma: scale.deviation.map((deviation, k) =>
      scale.sigmaFactor[k] * deviation * Math.exp(boundLogSigma(said[LOCATION_TARGETS + k]))
    ),
  };
}

function boundLogSigma(said: number): number {
  return Math.min(LOG_SIGMA.most, Math.max(LOG_SIGMA.least, said));
}
