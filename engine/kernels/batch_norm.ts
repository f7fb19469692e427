import type { KernelCall } from "./kernel_call.ts";

/** Rows of channels that are normalised: all steps of all examples of a batch. */
export interface NormRows {
  /** How many rows. */
  rows: number;
  /** Numbers of a row. */
  channels: number;
}

/** What the moments of a batch need. */
export interface ChannelMomentsOptions extends NormRows {
  /** Address of the means. [channels] */
  mean: number;
  /** Address of the variances. [channels] */
  variance: number;
  /** Address of the moving averages of means, moved. [channels] */
  movingMean: number;
  /** Address of the moving averages of variances, moved. [channels] */
  movingVariance: number;
  /** Address of the batch. [rows, channels] */
  x: number;
  /** Share of the old in the moving averages. */
  momentum: number;
}

/**
 * Mean and variance of each channel over the rows of a batch, n in the denominator, and the moving
 * averages moved towards them.
 *
 * Source: Ioffe and Szegedy (2015), algorithm 1; moving averages as Keras keeps them.
 */
export function channelMoments(options: ChannelMomentsOptions): KernelCall {
  const { mean, variance, movingMean, movingVariance, x, rows, channels, momentum } = options;
  return {
    kernel: "channelMoments",
    args: [mean, variance, movingMean, movingVariance, x, rows, channels, 1 - momentum],
    units: channels,
    multiplyAdds: rows * channels,
    grain: 4,
    inPlace: true,
  };
}

/** What the factors of a normalisation need. */
export interface NormFactorsOptions {
  /** Address of the factors. [channels] */
  scale: number;
  /** Address of the addends. [channels] */
  shift: number;
  /** Address of the means. [channels] */
  mean: number;
  /** Address of the variances. [channels] */
  variance: number;
  /** Address of what the normalised is multiplied by; 1 unless given. [channels] */
  gamma?: number;
  /** Address of what is added then; 0 unless given. [channels] */
  beta?: number;
  /** Added to variances. */
  epsilon: number;
  /** How many channels. */
  channels: number;
}

/** A normalisation as a factor and an addend for each channel, for `scaleShift`. */
export function normFactors(options: NormFactorsOptions): KernelCall {
  const { scale, shift, mean, variance, gamma = 0, beta = 0, epsilon, channels } = options;
  return {
    kernel: "normFactors",
    args: [scale, shift, mean, variance, gamma, beta, epsilon],
    units: channels,
    multiplyAdds: 8 * channels,
  };
}

/** What the slopes of a normalisation need. */
export interface NormSlopesOptions extends NormRows {
  /** Address of the slopes by gamma. [channels] */
  dGamma: number;
  /** Address of the slopes by beta. [channels] */
  dBeta: number;
  /** Address of the argument. [rows, channels] */
  x: number;
  /** Address of the slopes by the result. [rows, channels] */
  dy: number;
  /** Address of the means. [channels] */
  mean: number;
  /** Address of the variances. [channels] */
  variance: number;
  /** Added to variances. */
  epsilon: number;
}

/** Slopes by gamma and beta of a batch normalisation. */
export function normSlopes(options: NormSlopesOptions): KernelCall {
  const { dGamma, dBeta, x, dy, mean, variance, rows, channels, epsilon } = options;
  return {
    kernel: "normSlopes",
    args: [dGamma, dBeta, x, dy, mean, variance, rows, channels, epsilon],
    units: channels,
    multiplyAdds: rows * channels,
    grain: 4,
  };
}

/** What the slope by the argument of a normalisation needs. */
export interface NormInputSlopesOptions extends NormSlopesOptions {
  /** Address of the slope by the argument; may be `dy`. [rows, channels] */
  out: number;
  /** Address of the factors that `normFactors` gave. [channels] */
  scale: number;
}

/**
 * Slope by the argument of a batch normalisation, through its statistics too.
 *
 * Source: Ioffe and Szegedy (2015), section 3, the three chain rules in one.
 */
export function normInputSlopes(options: NormInputSlopesOptions): KernelCall {
  const { out, dy, x, scale, mean, variance, dGamma, dBeta, rows, channels, epsilon } = options;
  return {
    kernel: "normInputSlopes",
    args: [out, dy, x, scale, mean, variance, dGamma, dBeta, rows, channels, epsilon],
    units: rows,
    multiplyAdds: 2 * rows * channels,
    inPlace: out === dy,
  };
}
