import { InsufficientDataError } from "../../domain/mod.ts";
import { sampleQuantile } from "../../mathematics/mod.ts";

/** Where signal and noise are measured. */
export interface SignalToNoiseOptions {
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** Sample at which the signal begins. */
  readonly arrivalSample: number;
  /** Sample at which the noise ends; `arrivalSample` where left out. */
  readonly noiseEndSample?: number;
  /** Length of the noise before, seconds; 5 where left out. */
  readonly noiseSeconds?: number;
  /** Length of the signal after, seconds; 5 where left out. */
  readonly signalSeconds?: number;
  /** Mean squares (default), or squares of the 95 % quantiles of the sizes, as STEAD has it. */
  readonly measure?: "power" | "quantile";
}

/**
 * Signal to noise of one component in decibels, 10 log10 of the ratio of the squares in a window
 * after the arrival and one before it; windows are cut at the ends of the trace. Demean or filter
 * first. Infinity where the noise is all zero, NaN where the signal is too.
 *
 * Throws InsufficientDataError where a window has no sample.
 *
 * Source: Mousavi et al. (2019), STEAD, for the quantiles.
 */
export function signalToNoise(
  samples: ArrayLike<number>,
  options: SignalToNoiseOptions,
): number {
  const { samplingRateHz, noiseSeconds = 5, signalSeconds = 5, measure = "power" } = options;
  const arrival = Math.round(options.arrivalSample);
  const noiseEnd = Math.round(options.noiseEndSample ?? options.arrivalSample);
  const cut = (from: number, to: number) => {
    const found = Array.prototype.slice.call(samples, Math.max(0, from), Math.max(0, to));
    if (found.length > 0) return found as number[];
    throw new InsufficientDataError(`Cannot measure signal to noise at sample ${arrival}`, {
      have: 0,
      need: 1,
      of: "samples of noise or signal",
    });
  };
  const size = measure === "power" ? meanSquare : squaredQuantile;
  const noise = size(cut(noiseEnd - Math.round(noiseSeconds * samplingRateHz), noiseEnd));
  const signal = size(cut(arrival, arrival + Math.round(signalSeconds * samplingRateHz)));
  return 10 * Math.log10(signal / noise);
}

function meanSquare(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

function squaredQuantile(values: readonly number[]): number {
  return sampleQuantile(values.map(Math.abs), 0.95) ** 2;
}
