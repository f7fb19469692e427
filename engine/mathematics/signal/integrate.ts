import { transformBack, transformReal } from "./fourier_transform.ts";

/**
 * The running integral by trapezia, starting at 0. [sample] to [sample], in the samples' unit times
 * a second.
 */
export function integrateInTime(samples: ArrayLike<number>, samplingRateHz: number): Float64Array {
  const integral = new Float64Array(samples.length);
  for (let i = 1; i < samples.length; i++) {
    integral[i] = integral[i - 1] + (samples[i - 1] + samples[i]) / (2 * samplingRateHz);
  }
  return integral;
}

/**
 * The derivative: half the difference of both neighbours, and at the ends of the only one (NumPy's
 * `gradient`). [sample] to [sample], in the samples' unit a second. 0 for a single sample.
 */
export function differentiateInTime(
  samples: ArrayLike<number>,
  samplingRateHz: number,
): Float64Array {
  const last = samples.length - 1;
  const slopes = new Float64Array(samples.length);
  for (let i = 0; i <= last && last > 0; i++) {
    const [before, after] = [Math.max(0, i - 1), Math.min(last, i + 1)];
    slopes[i] = (samples[after] - samples[before]) * samplingRateHz / (after - before);
  }
  return slopes;
}

/**
 * The derivative by the spectrum, times i 2 pi f: exact for a signal that is periodic over its span
 * (taper first). The Nyquist frequency of an even length, which has no derivative, becomes 0.
 */
export function differentiateInFrequency(
  samples: ArrayLike<number>,
  samplingRateHz: number,
): Float64Array {
  return scaleSpectrum(samples, samplingRateHz, (angular) => [0, angular]);
}

/**
 * The integral without its mean, by the spectrum: over i 2 pi f, and 0 at 0 Hz. Undoes
 * `differentiateInFrequency` but for the mean and the Nyquist frequency.
 */
export function integrateInFrequency(
  samples: ArrayLike<number>,
  samplingRateHz: number,
): Float64Array {
  return scaleSpectrum(
    samples,
    samplingRateHz,
    (angular) => [0, angular === 0 ? 0 : -1 / angular],
  );
}

/**
 * Multiplies the spectrum by a complex factor, a function of the angular frequency in radians a
 * second; the factor's real part alone counts at the Nyquist frequency. With `length` beyond the
 * samples' zeros are appended before and cut off after. [sample] to [sample]
 */
export function scaleSpectrum(
  samples: ArrayLike<number>,
  samplingRateHz: number,
  factorAt: (angular: number) => readonly [number, number],
  length = samples.length,
): Float64Array {
  if (samples.length === 0) return new Float64Array(0);
  const { real, imaginary } = transformReal(samples, length);
  for (let k = 0; k < real.length; k++) {
    const [x, y] = factorAt(2 * Math.PI * k * samplingRateHz / length);
    const product = real[k] * x - imaginary[k] * y;
    imaginary[k] = real[k] * y + imaginary[k] * x;
    real[k] = product;
  }
  return transformBack({ real, imaginary }, length).subarray(0, samples.length);
}
