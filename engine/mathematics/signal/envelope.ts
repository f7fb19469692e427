import { fastTransformLength, transformBack, transformReal } from "./fourier_transform.ts";

/**
 * The Hilbert transform: every frequency turned back by a quarter of its period, so that a cosine
 * becomes a sine. The samples are taken as one period of an endless signal. [sample] to [sample]
 */
export function hilbertTransform(samples: ArrayLike<number>): Float64Array {
  const count = samples.length;
  if (count === 0) return new Float64Array(0);
  const { real, imaginary } = transformReal(samples);
  const turned = { real: imaginary.slice(), imaginary: real.map((value) => -value) };
  turned.real[0] = turned.imaginary[0] = 0;
  if (count % 2 === 0) turned.real[count / 2] = turned.imaginary[count / 2] = 0;
  return transformBack(turned, count);
}

/**
 * The envelope: the size of the analytic signal, sqrt(x² + H(x)²). Zeros are appended up to a fast
 * length, which keeps the two ends apart. [sample] to [sample]
 */
export function envelopeOf(samples: ArrayLike<number>): Float64Array {
  const padded = new Float64Array(fastTransformLength(samples.length));
  padded.set(samples);
  const turned = hilbertTransform(padded);
  const envelope = new Float64Array(samples.length);
  for (let i = 0; i < envelope.length; i++) envelope[i] = Math.hypot(samples[i], turned[i]);
  return envelope;
}
