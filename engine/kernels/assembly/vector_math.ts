// Exponential, hyperbolic tangent and logistic function on four numbers at once.
// The polynomial is a minimax fit of our own (Remez exchange in double precision); see vector_math.ts
// of the room for the error bounds and the test that holds them.
//
// V8 builds a vector constant anew, in three instructions, wherever it is used: more work than the
// arithmetic itself. So a loop over many numbers first puts the constants into memory
// (`writeConstants`) and passes `true` and that address: half the time, the same bits.

/** a * b + c, in one rounding where the build has relaxed SIMD, in two otherwise. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// Beyond the first two e^x no longer changes, beyond the third neither tanh x/2 nor the logistic.
const HIGHEST: f32 = 89;
const LOWEST: f32 = -104;
const SATURATED: f32 = 20;
// Adding 1.5 * 2^23 rounds to a whole number, which then stands in the lowest bits.
const ROUNDER: f32 = 12582912;
const LOG2_E: f32 = 1.44269504088896341;
// -ln 2 in two parts, so that n times the first is exact.
const LN2_HIGH: f32 = -0.693359375;
const LN2_LOW: f32 = 2.12194440e-4;
// e^r = 1 + r + r² q(r) for |r| <= ln 2 / 2; the highest power first.
const Q4: f32 = 0.001381459878757596;
const Q3: f32 = 0.008368716575205326;
const Q2: f32 = 0.04166838899254799;
const Q1: f32 = 0.1666652113199234;
const Q0: f32 = 0.4999999403953552;
// The bits of these two are also the exponents of 2^0 and 2^-24.
const ONE: f32 = 1;
const SMALL: f32 = 5.9604644775390625e-8;
const SIGN: f32 = -0.0;

/** Bytes that `writeConstants` fills. */
export const CONSTANTS_BYTES: usize = 60;

/** Puts the constants of the functions where a loop finds them. */
export function writeConstants(place: usize): void {
  store<f32>(place, HIGHEST);
  store<f32>(place, LOWEST, 4);
  store<f32>(place, SATURATED, 8);
  store<f32>(place, ROUNDER, 12);
  store<f32>(place, LOG2_E, 16);
  store<f32>(place, LN2_HIGH, 20);
  store<f32>(place, LN2_LOW, 24);
  store<f32>(place, Q4, 28);
  store<f32>(place, Q3, 32);
  store<f32>(place, Q2, 36);
  store<f32>(place, Q1, 40);
  store<f32>(place, Q0, 44);
  store<f32>(place, ONE, 48);
  store<f32>(place, SMALL, 52);
  store<f32>(place, SIGN, 56);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function constant(value: f32, offset: usize, written: bool, place: usize): v128 {
  return written ? v128.load32_splat(place + offset) : f32x4.splat(value);
}

/** x / ln 2, rounded; a whole number, still with ROUNDER in it. */
// @ts-ignore: decorator of AssemblyScript
@inline
function wholeExponent(x: v128, written: bool, place: usize): v128 {
  return multiplyAdd(x, constant(LOG2_E, 16, written, place), constant(ROUNDER, 12, written, place));
}

/** e^r - 1 for r, what the whole exponent leaves of x. */
// @ts-ignore: decorator of AssemblyScript
@inline
function restOfExponential(x: v128, shifted: v128, written: bool, place: usize): v128 {
  const n = f32x4.sub(shifted, constant(ROUNDER, 12, written, place));
  let r = multiplyAdd(n, constant(LN2_HIGH, 20, written, place), x);
  r = multiplyAdd(n, constant(LN2_LOW, 24, written, place), r);
  let q = constant(Q4, 28, written, place);
  q = multiplyAdd(q, r, constant(Q3, 32, written, place));
  q = multiplyAdd(q, r, constant(Q2, 36, written, place));
  q = multiplyAdd(q, r, constant(Q1, 40, written, place));
  q = multiplyAdd(q, r, constant(Q0, 44, written, place));
  return multiplyAdd(q, f32x4.mul(r, r), r);
}

/** e^x for every x: 0 below -104, infinite above 88.72, NaN for NaN; denormal results are right. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function exponential(x: v128, written: bool = false, place: usize = 0): v128 {
  const one = constant(ONE, 48, written, place);
  // pmin and pmax keep NaN when it is their first argument.
  const below = f32x4.pmin(x, constant(HIGHEST, 0, written, place));
  const inside = f32x4.pmax(below, constant(LOWEST, 4, written, place));
  const shifted = wholeExponent(inside, written, place);
  const e = f32x4.add(restOfExponential(inside, shifted, written, place), one);
  // 2^n in two factors, each a normal number; ROUNDER's own bits are shifted out.
  const half = i32x4.shr_s(shifted, 1);
  const first = i32x4.add(i32x4.shl(half, 23), one);
  const second = i32x4.add(i32x4.shl(i32x4.sub(shifted, half), 23), one);
  return f32x4.mul(f32x4.mul(e, first), second);
}

/** 1 / (1 + e^-x), with the same relative error on both sides of 0; denormal results are right. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function logistic(x: v128, written: bool = false, place: usize = 0): v128 {
  const small = constant(SMALL, 52, written, place);
  const below = f32x4.pmin(x, constant(SATURATED, 8, written, place));
  const inside = f32x4.pmax(below, constant(LOWEST, 4, written, place));
  const minus = v128.xor(inside, constant(SIGN, 56, written, place));
  const shifted = wholeExponent(minus, written, place);
  const rest = restOfExponential(minus, shifted, written, place);
  const e = f32x4.add(rest, constant(ONE, 48, written, place));
  // Both sides of the fraction are 2^-24 of what they should be, so that e^104 is a number.
  const scale = i32x4.add(i32x4.shl(shifted, 23), small);
  return f32x4.div(small, multiplyAdd(e, scale, small));
}

/** tanh x, exact to the sign of 0: (e^2|x| - 1) / (e^2|x| + 1). */
// @ts-ignore: decorator of AssemblyScript
@inline
export function hyperbolicTangent(x: v128, written: bool = false, place: usize = 0): v128 {
  const one = constant(ONE, 48, written, place);
  const size = f32x4.abs(x);
  const inside = f32x4.pmin(f32x4.add(size, size), constant(SATURATED, 8, written, place));
  const shifted = wholeExponent(inside, written, place);
  const rest = restOfExponential(inside, shifted, written, place);
  // e^2|x| - 1 = 2^n (e^r - 1) + (2^n - 1), which near 0, where n is 0, loses nothing.
  const power = i32x4.add(i32x4.shl(shifted, 23), one);
  const but1 = multiplyAdd(power, rest, f32x4.sub(power, one));
  const quotient = f32x4.div(but1, f32x4.add(but1, f32x4.add(one, one)));
  return v128.or(quotient, v128.and(x, constant(SIGN, 56, written, place)));
}

/** Codes of what is applied to each output, the same in activation.ts of the room. */
export const LINEAR = 0;
export const RELU = 1;
export const TANH = 2;
export const SIGMOID = 3;

/** Applies an activation to four numbers. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function activate(x: v128, activation: i32, written: bool = false, place: usize = 0): v128 {
  if (activation == RELU) return f32x4.pmax(x, f32x4.splat(0)); // NaN stays
  if (activation == TANH) return hyperbolicTangent(x, written, place);
  if (activation == SIGMOID) return logistic(x, written, place);
  return x;
}

/** out[i] = activation(x[i]) for i in begin..end; out may be x. */
export function activation(
  scratch: usize,
  out: usize,
  x: usize,
  code: i32,
  begin: i32,
  end: i32,
): void {
  writeConstants(scratch);
  let i = begin;
  if (code == RELU) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), activate(v128.load(x + (i << 2)), RELU));
    }
  } else if (code == TANH) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), hyperbolicTangent(v128.load(x + (i << 2)), true, scratch));
    }
  } else if (code == SIGMOID) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), logistic(v128.load(x + (i << 2)), true, scratch));
    }
  } else {
    memory.copy(out + (begin << 2), x + (begin << 2), max(end - begin, 0) << 2);
    return;
  }
  for (; i < end; i++) {
    const one = activate(v128.load32_splat(x + (i << 2)), code, true, scratch);
    v128.store32_lane(out + (i << 2), one, 0);
  }
}

/** out[i] = e^x[i] for i in begin..end; out may be x. */
export function exponentials(scratch: usize, out: usize, x: usize, begin: i32, end: i32): void {
  writeConstants(scratch);
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    v128.store(out + (i << 2), exponential(v128.load(x + (i << 2)), true, scratch));
  }
  for (; i < end; i++) {
    const one = exponential(v128.load32_splat(x + (i << 2)), true, scratch);
    v128.store32_lane(out + (i << 2), one, 0);
  }
}
