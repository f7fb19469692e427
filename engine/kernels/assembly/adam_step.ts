import { loadSome, storeSome } from "./gates";
import { multiplyAdd } from "./vector_math";

const LARGEST: f32 = 3.4028234663852886e38;

/**
 * One step of Adam on weights begin..end, in place: moments, bias correction and update in one pass.
 * `keep1` and `keep2` are 1 - beta, the share of the new slope in the averages: written with them
 * instead of the betas, which 32 bits hold worse, the averages have the right length.
 * `rate` is the learning rate with the correction of the first moment, `secondScale` that of the second.
 */
export function adamStep(
  _scratch: usize,
  weights: usize,
  first: usize,
  second: usize,
  gradient: usize,
  keep1: f32,
  keep2: f32,
  rate: f32,
  secondScale: f32,
  epsilon: f32,
  gradientScale: f32,
  begin: i32,
  end: i32,
): void {
  const share1 = f32x4.splat(keep1), share2 = f32x4.splat(keep2);
  const rates = f32x4.splat(-rate), scale2 = f32x4.splat(secondScale);
  const epsilons = f32x4.splat(epsilon), scale = f32x4.splat(gradientScale);
  const largest = f32x4.splat(LARGEST);
  for (let i = begin; i < end; i += 4) {
    const at = <usize>i << 2;
    const isWhole = i + 4 <= end;
    let w: v128, m: v128, v: v128, g: v128;
    if (isWhole) {
      w = v128.load(weights + at); m = v128.load(first + at);
      v = v128.load(second + at); g = v128.load(gradient + at);
    } else {
      w = loadSome(weights + at, end - i); m = loadSome(first + at, end - i);
      v = loadSome(second + at, end - i); g = loadSome(gradient + at, end - i);
    }
    g = f32x4.mul(g, scale);
    m = multiplyAdd(share1, f32x4.sub(g, m), m);
    v = multiplyAdd(share2, f32x4.sub(f32x4.mul(g, g), v), v);
    v = f32x4.pmin(v, largest); // an infinite one would become NaN in the next step
    const length = f32x4.add(f32x4.sqrt(f32x4.mul(v, scale2)), epsilons);
    w = f32x4.add(w, f32x4.div(f32x4.mul(rates, m), length));
    if (isWhole) {
      v128.store(weights + at, w);
      v128.store(first + at, m);
      v128.store(second + at, v);
    } else {
      storeSome(weights + at, w, end - i);
      storeSome(first + at, m, end - i);
      storeSome(second + at, v, end - i);
    }
  }
}
