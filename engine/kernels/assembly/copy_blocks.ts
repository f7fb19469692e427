/** From so many bytes on, memory.copy is the fastest; for fewer its call costs more than it saves. */
const LONG: usize = 512;

/** Copies a row of numbers. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function copyRow(to: usize, from: usize, bytes: usize): void {
  if (bytes >= LONG) {
    memory.copy(to, from, bytes);
  } else if (bytes >= 16) {
    // The last vector may overlap the one before it.
    const last = bytes - 16;
    for (let i: usize = 0; i < last; i += 16) v128.store(to + i, v128.load(from + i));
    v128.store(to + last, v128.load(from + last));
  } else {
    for (let i: usize = 0; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
  }
}

/**
 * Copies rows of `bytes` bytes that lie `inStride` bytes apart to where they lie `outStride` apart;
 * the two must not overlap. Units: rows.
 */
export function copyBlocks(
  _scratch: usize,
  out: usize,
  outStride: usize,
  x: usize,
  inStride: usize,
  bytes: usize,
  begin: i32,
  end: i32,
): void {
  let to = out + begin * outStride;
  let from = x + begin * inStride;
  for (let row = begin; row < end; row++, to += outStride, from += inStride) {
    copyRow(to, from, bytes);
  }
}
