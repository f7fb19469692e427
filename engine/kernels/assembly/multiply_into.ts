/** out[i] = a[i] x[i] for i in begin..end; out may be either. */
export function multiplyInto(
  _scratch: usize,
  out: usize,
  a: usize,
  x: usize,
  begin: i32,
  end: i32,
): void {
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    const at = <usize>i << 2;
    v128.store(out + at, f32x4.mul(v128.load(a + at), v128.load(x + at)));
  }
  for (; i < end; i++) {
    const at = <usize>i << 2;
    store<f32>(out + at, load<f32>(a + at) * load<f32>(x + at));
  }
}
