import FFT from "fft.js";

/** The half of a real signal's Fourier transform that is not its own mirror, without a factor. */
export interface Spectrum {
  /** Real parts; bin k is k cycles in the whole length. [floor(length / 2) + 1] */
  readonly real: Float64Array;
  /** Imaginary parts. [floor(length / 2) + 1] */
  readonly imaginary: Float64Array;
}

/** A transform of complex numbers in turn: real, imaginary, real, ... */
interface Plan {
  forward(values: Float64Array): Float64Array;
}

/** Plans up to this length are kept: their tables are small and often wanted again. */
const LONGEST_KEPT_PLAN = 1 << 17;
const KEPT_PLANS = new Map<number, Plan>();
const MOST_KEPT_PLANS = 24;

/**
 * The least power of two that is at least `count`: transforms of such lengths are the fastest.
 *
 * @example
 * ```ts
 * import { fastTransformLength } from "@quakecast/quakecast/mathematics";
 * fastTransformLength(600); // 1024
 * ```
 */
export function fastTransformLength(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, count)));
}

/**
 * Fourier transform of a real signal of any length, X[k] = sum of x[n] exp(-2 pi i k n / length),
 * for k from 0 to floor(length / 2). A `length` beyond the samples' pads with zeros. Powers of two
 * are fastest; others go through Bluestein's chirp and three transforms of a power of two.
 *
 * Throws RangeError where `length` is below the number of samples or 1.
 *
 * Source: Bluestein (1970), A linear filtering approach to the computation of discrete Fourier
 * transform; powers of two by fft.js.
 */
export function transformReal(samples: ArrayLike<number>, length = samples.length): Spectrum {
  if (!(length >= samples.length) || length < 1) {
    throw new RangeError(`Cannot transform ${samples.length} samples at length ${length}`);
  }
  const values = new Float64Array(2 * length);
  for (let i = 0; i < samples.length; i++) values[2 * i] = samples[i];
  const transformed = planFor(length).forward(values);
  const bins = Math.floor(length / 2) + 1;
  const spectrum = { real: new Float64Array(bins), imaginary: new Float64Array(bins) };
  for (let k = 0; k < bins; k++) {
    spectrum.real[k] = transformed[2 * k];
    spectrum.imaginary[k] = transformed[2 * k + 1];
  }
  return spectrum;
}

/**
 * The real signal of a spectrum: `transformBack(transformReal(x), x.length)` is x. [length]
 *
 * Throws RangeError where the spectrum has not floor(length / 2) + 1 bins.
 */
export function transformBack(spectrum: Spectrum, length: number): Float64Array {
  const { real, imaginary } = spectrum;
  const bins = Math.floor(length / 2) + 1;
  if (real.length !== bins || imaginary.length !== bins) {
    throw new RangeError(`Cannot turn ${real.length} bins back into ${length} samples`);
  }
  // The forward transform of the mirrored spectrum is the signal: inverse(X)[n] = forward(X*)*[n].
  const values = new Float64Array(2 * length);
  for (let k = 0; k < bins; k++) {
    values[2 * k] = real[k];
    values[2 * k + 1] = -imaginary[k];
    const mirror = (length - k) % length;
    if (mirror === k) values[2 * k + 1] = 0;
    else if (mirror >= bins) {
      values[2 * mirror] = real[k];
      values[2 * mirror + 1] = imaginary[k];
    }
  }
  const transformed = planFor(length).forward(values);
  const samples = new Float64Array(length);
  for (let n = 0; n < length; n++) samples[n] = transformed[2 * n] / length;
  return samples;
}

function planFor(length: number): Plan {
  const kept = KEPT_PLANS.get(length);
  if (kept !== undefined) return kept;
  const plan = length === fastTransformLength(length) ? planPower(length) : planAny(length);
  if (length <= LONGEST_KEPT_PLAN) {
    if (KEPT_PLANS.size >= MOST_KEPT_PLANS) {
      for (const oldest of KEPT_PLANS.keys()) {
        KEPT_PLANS.delete(oldest);
        break;
      }
    }
    KEPT_PLANS.set(length, plan);
  }
  return plan;
}

function planPower(length: number): Plan {
  if (length === 1) return { forward: (values) => values.slice() };
  const transform = new FFT(length);
  return {
    forward(values) {
      const out = new Float64Array(2 * length);
      transform.transform(out, values);
      return out;
    },
  };
}

/** Bluestein: k n = (k² + n² − (k − n)²) / 2 makes the transform a convolution with a chirp. */
function planAny(length: number): Plan {
  const padded = fastTransformLength(2 * length - 1);
  const power = planPower(padded);
  const chirp = layChirp(length);
  const mirrored = new Float64Array(2 * padded);
  for (let n = 0; n < length; n++) {
    const places = n === 0 ? [0] : [n, padded - n];
    for (const place of places) {
      mirrored[2 * place] = chirp[2 * n];
      mirrored[2 * place + 1] = -chirp[2 * n + 1];
    }
  }
  const response = power.forward(mirrored);
  return {
    forward(values) {
      const turned = new Float64Array(2 * padded);
      multiplyInto(turned, values, chirp, length);
      const spectrum = power.forward(turned);
      multiplyInto(spectrum, spectrum, response, padded);
      // Back by the forward transform of the conjugate; its own conjugate is taken below.
      for (let k = 0; k < padded; k++) spectrum[2 * k + 1] = -spectrum[2 * k + 1];
      const convolved = power.forward(spectrum);
      const out = new Float64Array(2 * length);
      for (let k = 0; k < length; k++) {
        out[2 * k] = convolved[2 * k] / padded;
        out[2 * k + 1] = -convolved[2 * k + 1] / padded;
      }
      multiplyInto(out, out, chirp, length);
      return out;
    },
  };
}

/** exp(-i pi n² / length); n² is taken modulo 2 length, so that no precision is lost. */
function layChirp(length: number): Float64Array {
  const chirp = new Float64Array(2 * length);
  for (let n = 0, square = 0; n < length; n++) {
    const angle = Math.PI * square / length;
    chirp[2 * n] = Math.cos(angle);
    chirp[2 * n + 1] = -Math.sin(angle);
    square = (square + 2 * n + 1) % (2 * length);
  }
  return chirp;
}

/** Complex products of the first `count` pairs. */
function multiplyInto(
  out: Float64Array,
  left: Float64Array,
  right: Float64Array,
  count: number,
): void {
  for (let i = 0; i < 2 * count; i += 2) {
    const real = left[i] * right[i] - left[i + 1] * right[i + 1];
    out[i + 1] = left[i] * right[i + 1] + left[i + 1] * right[i];
    out[i] = real;
  }
}
