// Gradients of the activations, from what they gave.
import { RELU, SIGMOID, TANH } from "./vector_math";

/** Four slopes by the argument, from results y and slopes dy by them. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function slopeThrough(y: v128, dy: v128, code: i32): v128 {
  const one = f32x4.splat(1);
  if (code == RELU) return v128.andnot(dy, f32x4.le(y, f32x4.splat(0)));
  if (code == TANH) return f32x4.mul(dy, f32x4.sub(one, f32x4.mul(y, y)));
  if (code == SIGMOID) return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y)));
  return dy;
}

// @ts-ignore: decorator of AssemblyScript
@inline
function slopes(dx: usize, y: usize, dy: usize, code: i32, begin: i32, end: i32): void {
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    const at = <usize>i << 2;
    v128.store(dx + at, slopeThrough(v128.load(y + at), v128.load(dy + at), code));
  }
  for (; i < end; i++) {
    const at = <usize>i << 2;
    const one = slopeThrough(v128.load32_splat(y + at), v128.load32_splat(dy + at), code);
    v128.store32_lane(dx + at, one, 0);
  }
}

/** dx[i] = dy[i] f'(x[i]) for i in begin..end, f' from y = f(x); dx may be dy or y. */
export function activationGradient(
  _scratch: usize,
  dx: usize,
  y: usize,
  dy: usize,
  code: i32,
  begin: i32,
  end: i32,
): void {
  if (code == RELU) slopes(dx, y, dy, RELU, begin, end);
  else if (code == TANH) slopes(dx, y, dy, TANH, begin, end);
  else if (code == SIGMOID) slopes(dx, y, dy, SIGMOID, begin, end);
  else memory.copy(dx + (begin << 2), dy + (begin << 2), max(end - begin, 0) << 2);
}
