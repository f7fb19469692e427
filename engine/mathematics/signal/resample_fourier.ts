import { transformBack, transformReal } from "./fourier_transform.ts";

/**
 * Resamples to `count` samples over the same span by cutting or lengthening the spectrum: exact for
 * a signal that is periodic over the span and below both Nyquist frequencies. Equal to SciPy's
 * `resample`. [sample] to [count]
 *
 * Throws RangeError where there is no sample or `count` is below 1.
 */
export function resampleFourier(samples: ArrayLike<number>, count: number): Float64Array {
  if (samples.length === 0 || !(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`Cannot resample ${samples.length} samples to ${count}`);
  }
  const from = transformReal(samples);
  const bins = Math.floor(count / 2) + 1;
  const into = { real: new Float64Array(bins), imaginary: new Float64Array(bins) };
  const shared = Math.min(count, samples.length);
  const scale = count / samples.length;
  for (let k = 0; k <= Math.floor(shared / 2); k++) {
    // The bin at the lower Nyquist frequency stands for two: cut, they fold; lengthened, they part.
    const atNyquist = 2 * k === shared && count !== samples.length;
    const factor = atNyquist ? (count < samples.length ? 2 : 0.5) * scale : scale;
    into.real[k] = from.real[k] * factor;
    into.imaginary[k] = from.imaginary[k] * factor;
  }
  return transformBack(into, count);
}
