import type { LaidNetwork } from "../laid_network.ts";
import {
  MAGNITUDE_OUTPUTS_OF_WINDOW,
  type MagnitudeNetworkShape,
} from "./lay_magnitude_network.ts";
import { type MagnitudeRegression, regressionMagnitude } from "./magnitude_regression.ts";
import type { MagnitudeWindowMeasures } from "./measure_magnitude_window.ts";

/** The smallest and the largest of something seen in training. */
export type SeenRange = readonly [low: number, high: number];

/** A magnitude network with the regression it starts from. */
export interface MagnitudeNetwork {
  /** What it starts from, fitted on the same recordings. */
  regression: MagnitudeRegression;
  /** Sizes of its layers. */
  shape: MagnitudeNetworkShape;
  /** Corrects magnitude and ln variance by the form of the waveform. [3000, 3] -> [2] */
  network: LaidNetwork;
  /** Factor of its standard deviations: by how much recordings held out in training lay farther off. */
  sigmaFactor: number;
  /** What it has seen in training; beyond it an answer says so. */
  seen: {
    /** log10 of the root mean square of windows. */
    logLevel: SeenRange;
    /** log10 of the seconds from P to the middle of the energy. */
    logCentroid: SeenRange;
    /** Magnitudes. */
    magnitude: SeenRange;
  };
}

/** A magnitude read from one record. */
export interface WindowMagnitude {
  /** The magnitude, of the type it was trained on. */
  magnitude: number;
  /** Its standard deviation. */
  sigma: number;
  /** What lies outside of what was seen in training; empty where nothing does. */
  remarks: string[];
}

/**
 * What the network sees of a window: its form, divided by its root mean square. The amplitude is not
 * lost, it is put back by the regression with a slope of exactly 1: a record that is 10^d times as large
 * is an earthquake larger by d, whatever the network has learned. [sample, 3]
 */
export function formOfWindow(
  window: Float32Array,
  { logLevel }: MagnitudeWindowMeasures,
): Float32Array {
  const scale = 10 ** -logLevel;
  return window.map((sample) => sample * scale);
}

/** The magnitude by what a network says of a window. `said`: [2] */
export function readWindowMagnitude(
  model: MagnitudeNetwork,
  { measures, said }: { measures: MagnitudeWindowMeasures; said: ArrayLike<number> },
): WindowMagnitude {
  const magnitude = regressionMagnitude(model.regression, measures) + said[0];
  const sigma = model.sigmaFactor * model.regression.sigma * Math.exp(said[1] / 2);
  return { magnitude, sigma, remarks: remarksOn(model, { measures, magnitude }) };
}

function remarksOn(
  { seen }: MagnitudeNetwork,
  { measures, magnitude }: { measures: MagnitudeWindowMeasures; magnitude: number },
): string[] {
  const told = [
    {
      of: "amplitude, log10 of the root mean square,",
      value: measures.logLevel,
      range: seen.logLevel,
    },
    {
      of: "middle of the energy, log10 of seconds after P,",
      value: measures.logCentroid,
      range: seen.logCentroid,
    },
    { of: "magnitude", value: magnitude, range: seen.magnitude },
  ];
  return told.filter(({ value, range: [low, high] }) => !(value >= low && value <= high)).map(
    ({ of, value, range: [low, high] }) =>
      `outside the range of training: ${of} ${value.toFixed(2)}, seen ${low.toFixed(2)} to ${
        high.toFixed(2)
      }`,
  );
}

/** What is known of the recordings that a network has said something of. */
export interface MagnitudeTargets {
  /** Magnitude by the regression. [recording] */
  starts: ArrayLike<number>;
  /** Magnitude by the catalogue. [recording] */
  magnitudes: ArrayLike<number>;
  /** Standard deviation of the regression. */
  sigma: number;
}

/** The loss of some recordings. */
export interface MagnitudeLoss {
  /** Loss of each, nats. [recording] */
  loss: Float64Array;
  /** Magnitude less that of the catalogue. [recording] */
  errors: Float64Array;
  /** Square of each error in standard deviations. [recording] */
  squares: Float64Array;
  /** Slopes of each loss by the correction of the magnitude and by that of ln variance. [recording, 2] */
  slope: Float32Array;
}

/**
 * Gaussian negative log-likelihood, nats a recording, and its slopes by what the network says:
 * ½ s + ½ e^−s (y − ŷ)² + ½ ln 2π, where s is the ln variance. `said`: [recording, 2]
 *
 * Source: the loss of MagNet (smousavi05/MagNet, customLoss), from Kendall & Gal 2017, equation 8.
 */
export function magnitudeWindowLoss(
  said: Float32Array,
  { starts, magnitudes, sigma }: MagnitudeTargets,
): MagnitudeLoss {
  const count = starts.length;
  const loss = new Float64Array(count);
  const errors = new Float64Array(count);
  const squares = new Float64Array(count);
  const slope = new Float32Array(count * MAGNITUDE_OUTPUTS_OF_WINDOW);
  for (let i = 0; i < count; i++) {
    const error = starts[i] + said[2 * i] - magnitudes[i];
    const logVariance = 2 * Math.log(sigma) + said[2 * i + 1];
    const precision = Math.exp(-logVariance);
    errors[i] = error;
    squares[i] = precision * error * error;
    loss[i] = (logVariance + squares[i] + Math.log(2 * Math.PI)) / 2;
    slope[2 * i] = precision * error;
    slope[2 * i + 1] = (1 - squares[i]) / 2;
  }
  return { loss, errors, squares, slope };
}
