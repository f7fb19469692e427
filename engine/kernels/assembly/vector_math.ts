// Exponential, hyperbolic tangent and logistic function on four numbers at once.
// The polynomials are minimax fits of our own (Remez exchange in double precision); see vector_math.ts
// of the room for the error bounds and the test that holds them.

/** a * b + c, in one rounding where the build has relaxed SIMD, in two otherwise. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// V8 builds a vector constant anew, in three instructions, wherever it is used: more work than the
// arithmetic itself. So constants stand in memory, in front of every scratch: half the time, the
// same bits. `prepareScratch` writes them once.
const TABLE_BYTES: usize = 192;

// Places of the constants in the table, in bytes.
const HIGHEST: usize = 0;
const LOWEST: usize = 4;
const SATURATED: usize = 8;
const ROUNDER: usize = 12;
const LOG2_E: usize = 16;
const LN2_HIGH: usize = 20;
const LN2_LOW: usize = 24;
const Q4: usize = 28;
const Q3: usize = 32;
const Q2: usize = 36;
const Q1: usize = 40;
const Q0: usize = 44;
const ONE: usize = 48;
const SMALL: usize = 52;
const SIGN: usize = 56;
const HALF: usize = 60;
const TANGENT_LIMIT: usize = 64;
const P5: usize = 68;
const P4: usize = 72;
const P3: usize = 76;
const P2: usize = 80;
const P1: usize = 84;
const D3: usize = 88;
const D2: usize = 92;
const D1: usize = 96;

/** Writes the constants in front of a scratch, where 192 bytes must be free. */
export function prepareScratch(scratch: usize): void {
  const table = scratch - TABLE_BYTES;
  // Beyond the first two e^x no longer changes, beyond the third neither tanh x/2 nor the logistic.
  store<f32>(table + HIGHEST, 89);
  store<f32>(table + LOWEST, -104);
  store<f32>(table + SATURATED, 20);
  // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the lowest bits.
  store<f32>(table + ROUNDER, 12582912);
  store<f32>(table + LOG2_E, 1.44269504088896341);
  // -ln 2 in two parts, so that n times the first is exact.
  store<f32>(table + LN2_HIGH, -0.693359375);
  store<f32>(table + LN2_LOW, 2.12194440e-4);
  // e^r = 1 + r + r² q(r) for |r| <= ln 2 / 2
  store<f32>(table + Q4, 0.001381459878757596);
  store<f32>(table + Q3, 0.008368716575205326);
  store<f32>(table + Q2, 0.04166838899254799);
  store<f32>(table + Q1, 0.1666652113199234);
  store<f32>(table + Q0, 0.4999999403953552);
  // The bits of these two are also the exponents of 2^0 and 2^-24.
  store<f32>(table + ONE, 1);
  store<f32>(table + SMALL, 5.9604644775390625e-8);
  store<f32>(table + SIGN, -0.0);
  store<f32>(table + HALF, 0.5);
  // tanh x = x p(x²) / d(x²) up to the limit, both 1 at 0
  store<f32>(table + TANGENT_LIMIT, 7.9);
  store<f32>(table + P5, 2.4105056492529364e-11);
  store<f32>(table + P4, -1.4906254008906217e-8);
  store<f32>(table + P3, 9.939207302522846e-6);
  store<f32>(table + P2, 0.0029921005479991436);
  store<f32>(table + P1, 0.1298491358757019);
  store<f32>(table + D3, 0.00023808724654372782);
  store<f32>(table + D2, 0.02405310794711113);
  store<f32>(table + D1, 0.4631823003292084);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function constant(scratch: usize, place: usize): v128 {
  return v128.load32_splat(scratch - TABLE_BYTES + place);
}

/** 1, 1, 1, 1 */
// @ts-ignore: decorator of AssemblyScript
@inline
export function ones(scratch: usize): v128 {
  return constant(scratch, ONE);
}

/** x / ln 2, rounded; a whole number, still with ROUNDER in it. */
// @ts-ignore: decorator of AssemblyScript
@inline
function wholeExponent(scratch: usize, x: v128): v128 {
  return multiplyAdd(x, constant(scratch, LOG2_E), constant(scratch, ROUNDER));
}

/** e^r - 1 for r, what the whole exponent leaves of x. */
// @ts-ignore: decorator of AssemblyScript
@inline
function restOfExponential(scratch: usize, x: v128, shifted: v128): v128 {
  const n = f32x4.sub(shifted, constant(scratch, ROUNDER));
  let r = multiplyAdd(n, constant(scratch, LN2_HIGH), x);
  r = multiplyAdd(n, constant(scratch, LN2_LOW), r);
  let q = constant(scratch, Q4);
  q = multiplyAdd(q, r, constant(scratch, Q3));
  q = multiplyAdd(q, r, constant(scratch, Q2));
  q = multiplyAdd(q, r, constant(scratch, Q1));
  q = multiplyAdd(q, r, constant(scratch, Q0));
  return multiplyAdd(q, f32x4.mul(r, r), r);
}

/** e^x for every x: 0 below -104, infinite above 88.72, NaN for NaN; denormal results are right. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function exponential(scratch: usize, x: v128): v128 {
  const one = constant(scratch, ONE);
  // pmin and pmax keep NaN when it is their first argument.
  const below = f32x4.pmin(x, constant(scratch, HIGHEST));
  const inside = f32x4.pmax(below, constant(scratch, LOWEST));
  const shifted = wholeExponent(scratch, inside);
  const e = f32x4.add(restOfExponential(scratch, inside, shifted), one);
  // 2^n in two factors, each a normal number; ROUNDER's own bits are shifted out.
  const half = i32x4.shr_s(shifted, 1);
  const first = i32x4.add(i32x4.shl(half, 23), one);
  const second = i32x4.add(i32x4.shl(i32x4.sub(shifted, half), 23), one);
  return f32x4.mul(f32x4.mul(e, first), second);
}

/** 1 / (1 + e^-x), with the same relative error on both sides of 0; denormal results are right. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function logistic(scratch: usize, x: v128): v128 {
  const small = constant(scratch, SMALL);
  const below = f32x4.pmin(x, constant(scratch, SATURATED));
  const inside = f32x4.pmax(below, constant(scratch, LOWEST));
  const minus = v128.xor(inside, constant(scratch, SIGN));
  const shifted = wholeExponent(scratch, minus);
  const rest = restOfExponential(scratch, minus, shifted);
  const e = f32x4.add(rest, constant(scratch, ONE));
  // Both sides of the fraction are 2^-24 of what they should be, so that e^104 is a number.
  const scale = i32x4.add(i32x4.shl(shifted, 23), small);
  return f32x4.div(small, multiplyAdd(e, scale, small));
}

/** tanh x, exact to the sign of 0: (e^2|x| - 1) / (e^2|x| + 1). */
// @ts-ignore: decorator of AssemblyScript
@inline
export function hyperbolicTangent(scratch: usize, x: v128): v128 {
  const one = constant(scratch, ONE);
  const size = f32x4.abs(x);
  const inside = f32x4.pmin(f32x4.add(size, size), constant(scratch, SATURATED));
  const shifted = wholeExponent(scratch, inside);
  const rest = restOfExponential(scratch, inside, shifted);
  // e^2|x| - 1 = 2^n (e^r - 1) + (2^n - 1), which near 0, where n is 0, loses nothing.
  const power = i32x4.add(i32x4.shl(shifted, 23), one);
  const but1 = multiplyAdd(power, rest, f32x4.sub(power, one));
  const quotient = f32x4.div(but1, f32x4.add(but1, f32x4.add(one, one)));
  return v128.or(quotient, v128.and(x, constant(scratch, SIGN)));
}

/**
 * tanh x as x p(x²) / d(x²), for the gates of recurrent layers: a third quicker than
 * `hyperbolicTangent`, within 6 units in the last place.
 */
// @ts-ignore: decorator of AssemblyScript
@inline
export function gateTangent(scratch: usize, x: v128): v128 {
  const limit = constant(scratch, TANGENT_LIMIT);
  const inside = f32x4.pmax(f32x4.pmin(x, limit), f32x4.neg(limit));
  const one = ones(scratch);
  const square = f32x4.mul(inside, inside);
  let p = multiplyAdd(constant(scratch, P5), square, constant(scratch, P4));
  let d = multiplyAdd(constant(scratch, D3), square, constant(scratch, D2));
  p = multiplyAdd(p, square, constant(scratch, P3));
  d = multiplyAdd(d, square, constant(scratch, D1));
  p = multiplyAdd(p, square, constant(scratch, P2));
  d = multiplyAdd(d, square, one);
  p = multiplyAdd(p, square, constant(scratch, P1));
  p = multiplyAdd(p, square, one);
  return f32x4.div(f32x4.mul(inside, p), d);
}

/** 1 / (1 + e^-x) by `gateTangent`, for gates: within 3e-7, which near 0 is no small share. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function gateLogistic(scratch: usize, x: v128): v128 {
  const half = constant(scratch, HALF);
  return multiplyAdd(gateTangent(scratch, f32x4.mul(x, half)), half, half);
}

/** Codes of what is applied to each output, the same in activation.ts of the room. */
export const LINEAR = 0;
export const RELU = 1;
export const TANH = 2;
export const SIGMOID = 3;

/** Applies an activation to four numbers. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function activate(scratch: usize, x: v128, activation: i32): v128 {
  if (activation == RELU) return f32x4.pmax(x, f32x4.splat(0)); // NaN stays
  if (activation == TANH) return hyperbolicTangent(scratch, x);
  if (activation == SIGMOID) return logistic(scratch, x);
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
  let i = begin;
  if (code == RELU) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), activate(scratch, v128.load(x + (i << 2)), RELU));
    }
  } else if (code == TANH) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), hyperbolicTangent(scratch, v128.load(x + (i << 2))));
    }
  } else if (code == SIGMOID) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), logistic(scratch, v128.load(x + (i << 2))));
    }
  } else {
    memory.copy(out + (begin << 2), x + (begin << 2), max(end - begin, 0) << 2);
    return;
  }
  for (; i < end; i++) {
    const one = activate(scratch, v128.load32_splat(x + (i << 2)), code);
    v128.store32_lane(out + (i << 2), one, 0);
  }
}

/** out[i] = e^x[i] for i in begin..end; out may be x. */
export function exponentials(scratch: usize, out: usize, x: usize, begin: i32, end: i32): void {
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    v128.store(out + (i << 2), exponential(scratch, v128.load(x + (i << 2))));
  }
  for (; i < end; i++) {
    const one = exponential(scratch, v128.load32_splat(x + (i << 2)));
    v128.store32_lane(out + (i << 2), one, 0);
  }
}
