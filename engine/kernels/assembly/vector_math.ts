// Exponential, hyperbolic tangent and logistic function on four numbers at once.
// Polynomials are minimax fits of our own (Remez exchange in double precision); see vector_math.ts
// of the room for the error bounds and the test that holds them.

/** a * b + c, in one rounding where the build has relaxed SIMD, in two otherwise. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * Constants of the functions below stand in memory, in front of every scratch: a runtime that holds
 * few of them in registers builds each anew from two 64-bit words otherwise, which made an LSTM
 * twice as slow. `prepareScratch` writes them once.
 */
const TABLE_BYTES: usize = 192;

/** Writes the constants in front of a scratch, where 192 bytes must be free. */
export function prepareScratch(scratch: usize): void {
  const table = scratch - TABLE_BYTES;
  store<f32>(table, 89); // beyond these e^x no longer changes
  store<f32>(table, -104, 4);
  store<f32>(table, 1.44269504088896341, 8); // 1 / ln 2
  store<f32>(table, 12582912, 12); // 1.5 * 2^23: adding it rounds to a whole number
  store<f32>(table, -0.693359375, 16); // ln 2 in two parts, so that n ln 2 is exact
  store<f32>(table, 2.12194440e-4, 20);
  store<f32>(table, 0.001381459878757596, 24); // q
  store<f32>(table, 0.008368716575205326, 28);
  store<f32>(table, 0.04166838899254799, 32);
  store<f32>(table, 0.1666652113199234, 36);
  store<f32>(table, 0.4999999403953552, 40);
  store<f32>(table, 1, 44);
  store<i32>(table, 0x4b400000, 48); // the bits of 1.5 * 2^23
  store<i32>(table, 127, 52);
  store<f32>(table, -0.005704987328499556, 56); // p
  store<f32>(table, 0.0206390880048275, 60);
  store<f32>(table, -0.05373971536755562, 64);
  store<f32>(table, 0.13331441581249237, 68);
  store<f32>(table, -0.3333328068256378, 72);
  store<f32>(table, 0.625, 76);
  store<f32>(table, 2, 80);
  store<f32>(table, -0.0, 84);
  store<f32>(table, 0.5, 88);
  store<f32>(table, 7.9, 92); // tanh as a quotient, up to here
  store<f32>(table, -7.9, 96);
  store<f32>(table, 2.4105056492529364e-11, 100); // its numerator, over x
  store<f32>(table, -1.4906254008906217e-8, 104);
  store<f32>(table, 9.939207302522846e-6, 108);
  store<f32>(table, 0.0029921005479991436, 112);
  store<f32>(table, 0.1298491358757019, 116);
  store<f32>(table, 0.00023808724654372782, 120); // its denominator
  store<f32>(table, 0.02405310794711113, 124);
  store<f32>(table, 0.4631823003292084, 128);
}

/** One of the constants in front of a scratch, by its place in bytes. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function constant(scratch: usize, place: usize): v128 {
  return v128.load32_splat(scratch - TABLE_BYTES + place);
}

/** 1, 1, 1, 1 */
// @ts-ignore: decorator of AssemblyScript
@inline
export function ones(scratch: usize): v128 {
  return constant(scratch, 44);
}

/** e^x for every x: 0 below -104, infinite above 88.72, NaN for NaN; denormal results are right. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function exponential(scratch: usize, x: v128): v128 {
  // pmin and pmax keep NaN when it is their first argument.
  const inside = f32x4.pmax(f32x4.pmin(x, constant(scratch, 0)), constant(scratch, 4));
  // Rounded to a whole number n, which stands in the lowest bits.
  const magic = constant(scratch, 12);
  const shifted = multiplyAdd(inside, constant(scratch, 8), magic);
  const n = f32x4.sub(shifted, magic);
  // x = n ln 2 + r
  let r = multiplyAdd(n, constant(scratch, 16), inside);
  r = multiplyAdd(n, constant(scratch, 20), r);
  // e^r = 1 + r + r² q(r)
  let q = multiplyAdd(constant(scratch, 24), r, constant(scratch, 28));
  q = multiplyAdd(q, r, constant(scratch, 32));
  q = multiplyAdd(q, r, constant(scratch, 36));
  q = multiplyAdd(q, r, constant(scratch, 40));
  const e = f32x4.add(multiplyAdd(q, f32x4.mul(r, r), r), ones(scratch));
  // 2^n in two factors, each a normal number, for n from -150 to 128.
  const whole = i32x4.sub(shifted, constant(scratch, 48));
  const half = i32x4.shr_s(whole, 1);
  const bias = constant(scratch, 52);
  const first = i32x4.shl(i32x4.add(half, bias), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(whole, half), bias), 23);
  return f32x4.mul(f32x4.mul(e, first), second);
}

/** 1 / (1 + e^-x), with the same relative error on both sides of 0. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function logistic(scratch: usize, x: v128): v128 {
  const one = ones(scratch);
  const e = exponential(scratch, v128.or(x, constant(scratch, 84))); // e^-|x|
  const quotient = f32x4.div(one, f32x4.add(one, e));
  const isNegative = i32x4.shr_s(x, 31);
  return v128.bitselect(f32x4.mul(e, quotient), quotient, isNegative);
}

/** tanh x, exact to the sign of 0. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function hyperbolicTangent(scratch: usize, x: v128): v128 {
  const one = ones(scratch);
  const sign = constant(scratch, 84);
  const size = v128.andnot(x, sign);
  // Far from 0: 1 - 2 / (e^2|x| + 1).
  const e = exponential(scratch, f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(constant(scratch, 80), f32x4.add(e, one)));
  // Near 0: x + x³ p(x²).
  const square = f32x4.mul(x, x);
  let p = multiplyAdd(constant(scratch, 56), square, constant(scratch, 60));
  p = multiplyAdd(p, square, constant(scratch, 64));
  p = multiplyAdd(p, square, constant(scratch, 68));
  p = multiplyAdd(p, square, constant(scratch, 72));
  const near = multiplyAdd(f32x4.mul(size, square), p, size);
  const isNear = f32x4.lt(size, constant(scratch, 76));
  return v128.or(v128.bitselect(near, far, isNear), v128.and(x, sign));
}

/**
 * tanh x as x p(x²) / q(x²), for the gates of recurrent layers: quicker than `hyperbolicTangent`,
 * within 6 units in the last place, and right near 0.
 */
// @ts-ignore: decorator of AssemblyScript
@inline
export function gateTangent(scratch: usize, x: v128): v128 {
  const inside = f32x4.pmax(f32x4.pmin(x, constant(scratch, 92)), constant(scratch, 96));
  const one = ones(scratch);
  const square = f32x4.mul(inside, inside);
  let p = multiplyAdd(constant(scratch, 100), square, constant(scratch, 104));
  let q = multiplyAdd(constant(scratch, 120), square, constant(scratch, 124));
  p = multiplyAdd(p, square, constant(scratch, 108));
  q = multiplyAdd(q, square, constant(scratch, 128));
  p = multiplyAdd(p, square, constant(scratch, 112));
  q = multiplyAdd(q, square, one);
  p = multiplyAdd(p, square, constant(scratch, 116));
  p = multiplyAdd(p, square, one);
  return f32x4.div(f32x4.mul(inside, p), q);
}

/** 1 / (1 + e^-x) by `gateTangent`, for gates: within 3e-7, which near 0 is no small share. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function gateLogistic(scratch: usize, x: v128): v128 {
  const half = constant(scratch, 88);
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
      v128.store(out + (i << 2), activate(scratch, v128.load(x + (i << 2)), TANH));
    }
  } else if (code == SIGMOID) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), activate(scratch, v128.load(x + (i << 2)), SIGMOID));
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
  for (; i + 4 <= end; i += 4) v128.store(out + (i << 2), exponential(scratch, v128.load(x + (i << 2))));
  for (; i < end; i++) {
    v128.store32_lane(out + (i << 2), exponential(scratch, v128.load32_splat(x + (i << 2))), 0);
  }
}
