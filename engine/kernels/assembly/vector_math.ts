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

/** e^x for every x: 0 below -104, infinite above 88.72, NaN for NaN; denormal results are right. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function exponential(x: v128): v128 {
  // Beyond these the answer no longer changes; pmin and pmax keep NaN when it is their first argument.
  const inside = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104));
  // Adding 1.5 * 2^23 rounds to a whole number n, which then stands in the lowest bits.
  const magic = f32x4.splat(12582912);
  const shifted = f32x4.add(f32x4.mul(inside, f32x4.splat(1.44269504088896341)), magic);
  const n = f32x4.sub(shifted, magic);
  // x = n ln 2 + r, with ln 2 in two parts so that the subtraction is exact.
  let r = multiplyAdd(n, f32x4.splat(-0.693359375), inside);
  r = multiplyAdd(n, f32x4.splat(2.12194440e-4), r);
  // e^r = 1 + r + r² q(r)
  let q = f32x4.splat(0.001381459878757596);
  q = multiplyAdd(q, r, f32x4.splat(0.008368716575205326));
  q = multiplyAdd(q, r, f32x4.splat(0.04166838899254799));
  q = multiplyAdd(q, r, f32x4.splat(0.1666652113199234));
  q = multiplyAdd(q, r, f32x4.splat(0.4999999403953552));
  const e = f32x4.add(multiplyAdd(q, f32x4.mul(r, r), r), f32x4.splat(1));
  // 2^n in two factors, each a normal number, for n from -150 to 128.
  const whole = i32x4.sub(shifted, i32x4.splat(0x4b400000));
  const half = i32x4.shr_s(whole, 1);
  const one = i32x4.splat(127);
  const first = i32x4.shl(i32x4.add(half, one), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(whole, half), one), 23);
  return f32x4.mul(f32x4.mul(e, first), second);
}

/** 1 / (1 + e^-x), with the same relative error on both sides of 0. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function logistic(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = exponential(v128.or(x, f32x4.splat(-0.0))); // e^-|x|
  const quotient = f32x4.div(one, f32x4.add(one, e));
  const isNegative = i32x4.shr_s(x, 31);
  return v128.bitselect(f32x4.mul(e, quotient), quotient, isNegative);
}

/** tanh x, exact to the sign of 0. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function hyperbolicTangent(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  // Far from 0: 1 - 2 / (e^2|x| + 1).
  const e = exponential(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  // Near 0: x + x³ p(x²).
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-0.005704987328499556);
  p = multiplyAdd(p, square, f32x4.splat(0.0206390880048275));
  p = multiplyAdd(p, square, f32x4.splat(-0.05373971536755562));
  p = multiplyAdd(p, square, f32x4.splat(0.13331441581249237));
  p = multiplyAdd(p, square, f32x4.splat(-0.3333328068256378));
  const near = multiplyAdd(f32x4.mul(size, square), p, size);
  const isNear = f32x4.lt(size, f32x4.splat(0.625));
  return v128.or(v128.bitselect(near, far, isNear), v128.and(x, f32x4.splat(-0.0)));
}

/** Codes of what is applied to each output, the same in activation.ts of the room. */
export const LINEAR = 0;
export const RELU = 1;
export const TANH = 2;
export const SIGMOID = 3;

/** Applies an activation to four numbers. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function activate(x: v128, activation: i32): v128 {
  if (activation == RELU) return f32x4.pmax(x, f32x4.splat(0)); // NaN stays
  if (activation == TANH) return hyperbolicTangent(x);
  if (activation == SIGMOID) return logistic(x);
  return x;
}

/** out[i] = activation(x[i]) for i in begin..end; out may be x. */
export function activation(
  _scratch: usize,
  out: usize,
  x: usize,
  code: i32,
  begin: i32,
  end: i32,
): void {
  let i = begin;
  if (code == RELU) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), activate(v128.load(x + (i << 2)), RELU));
    }
  } else if (code == TANH) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), activate(v128.load(x + (i << 2)), TANH));
    }
  } else if (code == SIGMOID) {
    for (; i + 4 <= end; i += 4) {
      v128.store(out + (i << 2), activate(v128.load(x + (i << 2)), SIGMOID));
    }
  } else {
    memory.copy(out + (begin << 2), x + (begin << 2), max(end - begin, 0) << 2);
    return;
  }
  for (; i < end; i++) {
    const one = activate(v128.load32_splat(x + (i << 2)), code);
    v128.store32_lane(out + (i << 2), one, 0);
  }
}

/** out[i] = e^x[i] for i in begin..end; out may be x. */
export function exponentials(_scratch: usize, out: usize, x: usize, begin: i32, end: i32): void {
  let i = begin;
  for (; i + 4 <= end; i += 4) v128.store(out + (i << 2), exponential(v128.load(x + (i << 2))));
  for (; i < end; i++) {
    v128.store32_lane(out + (i << 2), exponential(v128.load32_splat(x + (i << 2))), 0);
  }
}
