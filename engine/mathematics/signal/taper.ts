/**
 * Fades both ends from 0 to 1 by a quarter of a squared sine over `width` samples (a Hann taper;
 * fractions are allowed): sample n is multiplied by sin²(pi n / 2 width), from either end. [sample]
 *
 * A share p of each end is `p * (length - 1)` in SciPy's `tukey(length, 2 p)` and in ObsPy, and
 * `floor(p * length)` in SAC. A width beyond half the length fades each end over its half.
 */
export function taperEnds(samples: ArrayLike<number>, width: number): Float64Array {
  const last = samples.length - 1;
  const used = Math.min(width, last / 2);
  const tapered = new Float64Array(samples);
  for (let n = 0; n < used && n <= last; n++) {
    const weight = Math.sin(Math.PI * n / (2 * used)) ** 2;
    tapered[n] *= weight;
    tapered[last - n] *= weight;
  }
  return tapered;
}
