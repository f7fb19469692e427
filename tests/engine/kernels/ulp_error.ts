const LARGEST = 3.4028234663852886e38;
const HALF_STEP_ABOVE = 2 ** 103; // half of the last place of LARGEST
const SMALLEST_EXPONENT = -126;

/**
 * Distance of a 32-bit float from an exact value, in units of the last place of the exact value;
 * 2^-149 where that is denormal. Infinite where one is NaN, or infinite once rounded, and the other is not.
 */
export function ulpError(actual: number, exact: number): number {
  if (Number.isNaN(exact)) return Number.isNaN(actual) ? 0 : Infinity;
  if (Math.abs(exact) >= LARGEST + HALF_STEP_ABOVE) {
    return actual === Math.sign(exact) * Infinity ? 0 : Infinity;
  }
  if (!Number.isFinite(actual)) return Infinity;
  return Math.abs(actual - exact) / 2 ** (exponentOf(exact) - 23);
}

function exponentOf(value: number): number {
  if (value === 0) return SMALLEST_EXPONENT;
  let exponent = Math.floor(Math.log2(Math.abs(value)));
  if (2 ** exponent > Math.abs(value)) exponent--; // the logarithm was rounded up
  return Math.max(SMALLEST_EXPONENT, exponent);
}

/** The largest such distance, and the number of 32 bits where it is. */
export function worstUlpError(
  { x, actual, exact }: { x: Float32Array; actual: Float32Array; exact: Float64Array },
): { error: number; at: number } {
  let [error, at] = [0, NaN];
  for (let i = 0; i < x.length; i++) {
    const here = ulpError(actual[i], exact[i]);
    if (here > error) [error, at] = [here, x[i]];
  }
  return { error, at };
}
