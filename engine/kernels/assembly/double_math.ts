// Exponential and natural logarithm on two 64-bit numbers at once.
// The polynomials are fits of our own at Chebyshev nodes (50 digits); the form of the logarithm is
// that of fdlibm's. See double_math.ts of the room for the error bounds and the test that holds them.

/** a * b + c, in one rounding where the build has relaxed SIMD, in two otherwise. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function multiplyAddDoubles(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

// Places of the constants at the start of the scratch, in bytes; vector_math.ts says why they stand
// in memory. They take up no more than DOUBLE_TABLE_BYTES.
const HIGHEST: usize = 0;
const LOWEST: usize = 8;
const ROUNDER: usize = 16;
const LOG2_E: usize = 24;
const LN2_HIGH: usize = 32;
const LN2_LOW: usize = 40;
const Q0: usize = 48; // to Q9, 8 bytes apart
const ONE: usize = 128;
const TWO: usize = 136;
const HALF: usize = 144;
const EXPONENT_BIAS: usize = 152;
const ROOT: usize = 160;
const BIAS_BITS: usize = 168;
const MANTISSA: usize = 176;
const WHOLE_BITS: usize = 184;
const WHOLE: usize = 192;
const P0: usize = 200; // to P6, 8 bytes apart

/** Bytes at the start of a scratch that the constants take up, rounded up. */
export const DOUBLE_TABLE_BYTES: usize = 256;

/** Writes the constants to the start of a scratch: a kernel that uses them does so first. */
export function prepareDoubles(scratch: usize): void {
  // e^x is infinite from the first on, and 0 below the second.
  store<f64>(scratch + HIGHEST, 710);
  store<f64>(scratch + LOWEST, -708);
  // Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
  store<f64>(scratch + ROUNDER, 6755399441055744);
  store<f64>(scratch + LOG2_E, 1.4426950408889634);
  // ln 2 in two parts, so that a whole number times the first is exact.
  store<f64>(scratch + LN2_HIGH, 6.93147180369123816490e-01);
  store<f64>(scratch + LN2_LOW, 1.90821492927058770002e-10);
  // e^r = 1 + r + r² q(r) for |r| <= ln 2 / 2
  store<f64>(scratch + Q0, 0.5000000000000001);
  store<f64>(scratch + Q0 + 8, 0.16666666666666669);
  store<f64>(scratch + Q0 + 16, 0.04166666666662413);
  store<f64>(scratch + Q0 + 24, 0.008333333333330062);
  store<f64>(scratch + Q0 + 32, 0.0013888888917213717);
  store<f64>(scratch + Q0 + 40, 0.00019841269863053618);
  store<f64>(scratch + Q0 + 48, 2.4801521295954376e-05);
  store<f64>(scratch + Q0 + 56, 2.7557268459997064e-06);
  store<f64>(scratch + Q0 + 64, 2.7620088445409746e-07);
  store<f64>(scratch + Q0 + 72, 2.510038549551032e-08);
  store<f64>(scratch + ONE, 1);
  store<f64>(scratch + TWO, 2);
  store<f64>(scratch + HALF, 0.5);
  store<i64>(scratch + EXPONENT_BIAS, 1022);
  // The bits of the root of ½, of 1, of a mantissa, and of 2^52, where a whole number may be put in.
  store<i64>(scratch + ROOT, 0x3fe6a09e667f3bcd);
  store<i64>(scratch + BIAS_BITS, 0x3ff0000000000000);
  store<i64>(scratch + MANTISSA, 0x000fffffffffffff);
  store<i64>(scratch + WHOLE_BITS, 0x4330000000000000);
  store<f64>(scratch + WHOLE, 4503599627371519); // 2^52 + 1023
  // ln((1 + s) / (1 - s)) = 2s + s³ p(s²) for m from the root of ½ to the root of 2
  store<f64>(scratch + P0, 0.666666666666667);
  store<f64>(scratch + P0 + 8, 0.39999999999899505);
  store<f64>(scratch + P0 + 16, 0.28571428625975487);
  store<f64>(scratch + P0 + 24, 0.2222221113479508);
  store<f64>(scratch + P0 + 32, 0.18182889125261723);
  store<f64>(scratch + P0 + 40, 0.15331721600556042);
  store<f64>(scratch + P0 + 48, 0.14616449685043406);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function constant(scratch: usize, place: usize): v128 {
  return v128.load64_splat(scratch + place);
}

/** e^x for every x: 0 below -708, infinite above 709.78, NaN for NaN. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function exponentialDoubles(scratch: usize, x: v128): v128 {
  const lowest = constant(scratch, LOWEST);
  // pmin and pmax keep NaN when it is their first argument.
  const inside = f64x2.pmax(f64x2.pmin(x, constant(scratch, HIGHEST)), lowest);
  const rounder = constant(scratch, ROUNDER);
  const shifted = multiplyAddDoubles(inside, constant(scratch, LOG2_E), rounder);
  const minusN = f64x2.sub(rounder, shifted);
  let r = multiplyAddDoubles(minusN, constant(scratch, LN2_HIGH), inside);
  r = multiplyAddDoubles(minusN, constant(scratch, LN2_LOW), r);
  // Two chains, of the even and the odd powers, so that neither waits for the other.
  const square = f64x2.mul(r, r);
  let even = constant(scratch, Q0 + 64);
  let odd = constant(scratch, Q0 + 72);
  even = multiplyAddDoubles(even, square, constant(scratch, Q0 + 48));
  odd = multiplyAddDoubles(odd, square, constant(scratch, Q0 + 56));
  even = multiplyAddDoubles(even, square, constant(scratch, Q0 + 32));
  odd = multiplyAddDoubles(odd, square, constant(scratch, Q0 + 40));
  even = multiplyAddDoubles(even, square, constant(scratch, Q0 + 16));
  odd = multiplyAddDoubles(odd, square, constant(scratch, Q0 + 24));
  even = multiplyAddDoubles(even, square, constant(scratch, Q0));
  odd = multiplyAddDoubles(odd, square, constant(scratch, Q0 + 8));
  const q = multiplyAddDoubles(odd, r, even);
  const e = f64x2.add(multiplyAddDoubles(q, square, r), constant(scratch, ONE));
  // Half of 2^n, which is a number even where 2^n is not; ROUNDER's own bits are shifted out.
  const scale = i64x2.shl(i64x2.add(shifted, constant(scratch, EXPONENT_BIAS)), 52);
  const halved = f64x2.mul(e, scale);
  return v128.andnot(f64x2.add(halved, halved), f64x2.lt(x, lowest));
}

/** ln x for positive numbers from 2.2e-308 on; NaN for NaN and infinity, anything for others. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function logarithmDoubles(scratch: usize, x: v128): v128 {
  const root = constant(scratch, ROOT);
  const biased = i64x2.add(i64x2.sub(x, root), constant(scratch, BIAS_BITS));
  const whole = v128.or(i64x2.shr_u(biased, 52), constant(scratch, WHOLE_BITS));
  const k = f64x2.sub(whole, constant(scratch, WHOLE));
  const m = i64x2.add(v128.and(biased, constant(scratch, MANTISSA)), root);
  const f = f64x2.sub(m, constant(scratch, ONE));
  const s = f64x2.div(f, f64x2.add(f, constant(scratch, TWO)));
  const z = f64x2.mul(s, s);
  const zz = f64x2.mul(z, z);
  let even = constant(scratch, P0 + 48);
  let odd = constant(scratch, P0 + 40);
  even = multiplyAddDoubles(even, zz, constant(scratch, P0 + 32));
  odd = multiplyAddDoubles(odd, zz, constant(scratch, P0 + 24));
  even = multiplyAddDoubles(even, zz, constant(scratch, P0 + 16));
  odd = multiplyAddDoubles(odd, zz, constant(scratch, P0 + 8));
  even = multiplyAddDoubles(even, zz, constant(scratch, P0));
  const rest = f64x2.mul(multiplyAddDoubles(odd, z, even), z);
  const halfSquare = f64x2.mul(f64x2.mul(f, f), constant(scratch, HALF));
  // x - x is 0, and NaN for what is no number.
  const lowPart = multiplyAddDoubles(k, constant(scratch, LN2_LOW), f64x2.sub(x, x));
  const small = multiplyAddDoubles(s, f64x2.add(halfSquare, rest), lowPart);
  const mantissa = f64x2.sub(f, f64x2.sub(halfSquare, small));
  return multiplyAddDoubles(k, constant(scratch, LN2_HIGH), mantissa);
}

/** out[i] = e^x[i] for i in begin..end, on 64-bit numbers; out may be x. */
export function exponentialsOfDoubles(
  scratch: usize,
  out: usize,
  x: usize,
  begin: i32,
  end: i32,
): void {
  prepareDoubles(scratch);
  let i = begin;
  for (; i + 2 <= end; i += 2) {
    v128.store(out + (i << 3), exponentialDoubles(scratch, v128.load(x + (i << 3))));
  }
  if (i < end) {
    const one = exponentialDoubles(scratch, v128.load64_splat(x + (i << 3)));
    v128.store64_lane(out + (i << 3), one, 0);
  }
}

/** out[i] = ln x[i] for i in begin..end, on 64-bit numbers; out may be x. */
export function logarithmsOfDoubles(
  scratch: usize,
  out: usize,
  x: usize,
  begin: i32,
  end: i32,
): void {
  prepareDoubles(scratch);
  let i = begin;
  for (; i + 2 <= end; i += 2) {
    v128.store(out + (i << 3), logarithmDoubles(scratch, v128.load(x + (i << 3))));
  }
  if (i < end) {
    const one = logarithmDoubles(scratch, v128.load64_splat(x + (i << 3)));
    v128.store64_lane(out + (i << 3), one, 0);
  }
}
