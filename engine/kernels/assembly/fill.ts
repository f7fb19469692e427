/** Sets rows of `columns` numbers that lie `stride` bytes apart to a value. Units: rows. */
export function fill(
  _scratch: usize,
  out: usize,
  stride: usize,
  columns: i32,
  value: f32,
  begin: i32,
  end: i32,
): void {
  const four = f32x4.splat(value);
  const bytes = <usize>columns << 2;
  let row = out + begin * stride;
  for (let i = begin; i < end; i++, row += stride) {
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) v128.store(row + at, four);
    for (; at < bytes; at += 4) store<f32>(row + at, value);
  }
}
