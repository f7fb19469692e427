import {
  type ComplexNumber,
  ConfigurationError,
  type InstrumentResponse,
  type Trace,
} from "../../domain/mod.ts";
import { fastTransformLength, scaleSpectrum } from "../../mathematics/mod.ts";
import { type GroundMotion, responseFunction } from "./instrument_response.ts";

/** Corners of a band of frequencies, hertz, ascending: 0 up to the first, 1 from second to third, 0 from the fourth. */
export type FrequencyBand = readonly [number, number, number, number];

/** How a spectrum is divided by a response. */
export interface DivideResponseOptions {
  /**
   * Gains more than this many decibels below the largest are raised to that level, so that noise
   * outside the instrument's band is not blown up; left out, none is. 60 is usual.
   */
  readonly waterLevelDecibels?: number;
  /** Band that is kept, with cosine flanks; left out, all frequencies. */
  readonly bandHz?: FrequencyBand;
  /** Length of the transform, at least the samples'; left out, a power of two of twice as many. */
  readonly transformLength?: number;
}

/** How the response of an instrument is removed. */
export interface RemoveResponseOptions extends DivideResponseOptions {
  /** What the answer is: displacement (m), velocity (m/s, default) or acceleration (m/s²). */
  readonly motion?: GroundMotion;
}

/**
 * The ground motion behind a trace in counts: its spectrum over the complex gain of the instrument.
 * Demean or detrend and taper it first. Frequencies where the gain is 0 (0 Hz as a rule) are left out.
 *
 * Throws InputError for a response that cannot be evaluated and ConfigurationError for a wrong option.
 *
 * Source: the steps of SAC's `transfer from polezero to none` (given its transform length) and, with
 * the water level, of ObsPy's `remove_response`.
 */
export function removeResponse(
  trace: Trace,
  response: InstrumentResponse,
  options: RemoveResponseOptions = {},
): Trace {
  const gainAt = responseFunction(response, options.motion ?? "velocity");
  return divideGain(trace, { gainAt, factorAt: () => ({ real: 1, imaginary: 0 }), options });
}

/**
 * The trace as another instrument would have recorded it: its spectrum over the gain of the one that
 * did, times the gain of the other (both from displacement, so their units may differ). The answer is
 * in the other's counts; for a Wood-Anderson seismograph that is its amplitude.
 *
 * Throws as removeResponse does.
 */
export function simulateInstrument(
  trace: Trace,
  responses: { readonly from: InstrumentResponse; readonly to: InstrumentResponse },
  options: DivideResponseOptions = {},
): Trace {
  const gainAt = responseFunction(responses.from, "displacement");
  const factorAt = responseFunction(responses.to, "displacement");
  return divideGain(trace, { gainAt, factorAt, options });
}

function divideGain(trace: Trace, work: {
  gainAt: (frequencyHz: number) => ComplexNumber;
  factorAt: (frequencyHz: number) => ComplexNumber;
  options: DivideResponseOptions;
}): Trace {
  const { gainAt, factorAt, options } = work;
  const { samples, samplingRateHz } = trace;
  const length = options.transformLength ?? fastTransformLength(2 * samples.length);
  checkOptions(options, samples.length);
  const least = leastGain(gainAt, { options, length, samplingRateHz });
  const scaled = scaleSpectrum(samples, samplingRateHz, (angular) => {
    const frequencyHz = angular / (2 * Math.PI);
    const share = bandShare(frequencyHz, options.bandHz);
    const gain = gainAt(frequencyHz);
    const size = Math.hypot(gain.real, gain.imaginary);
    if (share === 0 || size === 0 || !Number.isFinite(size)) return [0, 0];
    const factor = factorAt(frequencyHz);
    const over = share / (size * Math.max(size, least));
    return [
      (factor.real * gain.real + factor.imaginary * gain.imaginary) * over,
      (factor.imaginary * gain.real - factor.real * gain.imaginary) * over,
    ];
  }, length);
  return { ...trace, samples: scaled };
}

/** The gain at the water level; 0 without one. */
function leastGain(
  gainAt: (frequencyHz: number) => ComplexNumber,
  run: { options: DivideResponseOptions; length: number; samplingRateHz: number },
): number {
  const { waterLevelDecibels } = run.options;
  if (waterLevelDecibels === undefined) return 0;
  let largest = 0;
  for (let k = 0; k <= run.length / 2; k++) {
    const { real, imaginary } = gainAt(k * run.samplingRateHz / run.length);
    const size = Math.hypot(real, imaginary);
    if (Number.isFinite(size)) largest = Math.max(largest, size);
  }
  return largest * 10 ** (-waterLevelDecibels / 20);
}

/** What is kept at a frequency: 0 to 1, by half a cosine on either flank. */
function bandShare(frequencyHz: number, band: FrequencyBand | undefined): number {
  if (band === undefined) return 1;
  const [lowStop, lowPass, highPass, highStop] = band;
  if (frequencyHz <= lowStop || frequencyHz >= highStop) return 0;
  const rise = frequencyHz < lowPass ? (frequencyHz - lowStop) / (lowPass - lowStop) : 1;
  const fall = frequencyHz > highPass ? (highStop - frequencyHz) / (highStop - highPass) : 1;
  return Math.sin(Math.PI / 2 * rise) ** 2 * Math.sin(Math.PI / 2 * fall) ** 2;
}

function checkOptions(options: DivideResponseOptions, count: number): void {
  const { bandHz, transformLength, waterLevelDecibels } = options;
  if (bandHz !== undefined && !bandHz.every((edge, i) => edge >= (bandHz[i - 1] ?? 0))) {
    throw new ConfigurationError(
      `Cannot keep the band ${bandHz.join(", ")} Hz: its corners must ascend from 0 Hz.`,
      "bandHz",
    );
  }
  if (transformLength !== undefined && !(transformLength >= count)) {
    throw new ConfigurationError(
      `Cannot transform ${count} samples at length ${transformLength}.`,
      "transformLength",
    );
  }
  if (waterLevelDecibels !== undefined && !(waterLevelDecibels >= 0)) {
    throw new ConfigurationError(
      `Cannot set a water level of ${waterLevelDecibels} dB: it must be at least 0.`,
      "waterLevelDecibels",
    );
  }
}
