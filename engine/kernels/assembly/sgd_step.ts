import { multiplyAdd } from "./vector_math";

/**
 * One step of gradient descent with momentum on weights begin..end, in place:
 * velocity = momentum velocity - rate gradient, weights += velocity.
 */
export function sgdStep(
  _scratch: usize,
  weights: usize,
  velocity: usize,
  gradient: usize,
  rate: f32,
  momentum: f32,
  begin: i32,
  end: i32,
): void {
  const rates = f32x4.splat(-rate), momenta = f32x4.splat(momentum);
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    const at = <usize>i << 2;
    const slope = f32x4.mul(rates, v128.load(gradient + at));
    const speed = multiplyAdd(momenta, v128.load(velocity + at), slope);
    v128.store(velocity + at, speed);
    v128.store(weights + at, f32x4.add(v128.load(weights + at), speed));
  }
  for (; i < end; i++) {
    const at = <usize>i << 2;
    const slope = f32x4.mul(rates, v128.load32_splat(gradient + at));
    const speed = multiplyAdd(momenta, v128.load32_splat(velocity + at), slope);
    v128.store32_lane(velocity + at, speed, 0);
    v128.store32_lane(weights + at, f32x4.add(v128.load32_splat(weights + at), speed), 0);
  }
}
