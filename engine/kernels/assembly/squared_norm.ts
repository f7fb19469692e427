/**
 * The sum of the squares of n numbers, in double precision and with one order of addition, so that it
 * is one unit: out is one 64-bit number.
 */
export function squaredNorm(
  _scratch: usize,
  out: usize,
  x: usize,
  n: i32,
  begin: i32,
  end: i32,
): void {
  if (begin >= end) return;
  const bytes = <usize>n << 2, whole = bytes & ~15;
  let low = f64x2.splat(0), high = low;
  for (let i: usize = 0; i < whole; i += 16) {
    const four = v128.load(x + i);
    const two = f64x2.promote_low_f32x4(four);
    const others = f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(two, two));
    high = f64x2.add(high, f64x2.mul(others, others));
  }
  const sums = f64x2.add(low, high);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (let i = whole; i < bytes; i += 4) {
    const one = <f64>load<f32>(x + i);
    sum += one * one;
  }
  store<f64>(out, sum);
}
