// Dropout whose mask is a function of a seed and the place alone: the way back makes it again
// instead of keeping it, and any number of threads makes the same.

/** Scrambles 32 bits: two rounds of multiply and xor-shift, as MurmurHash3 finishes. */
// @ts-ignore: decorator of AssemblyScript
@inline
function scramble(bits: v128): v128 {
  bits = v128.xor(bits, i32x4.shr_u(bits, 16));
  bits = i32x4.mul(bits, i32x4.splat(0x85ebca6b));
  bits = v128.xor(bits, i32x4.shr_u(bits, 13));
  bits = i32x4.mul(bits, i32x4.splat(0xc2b2ae35));
  return v128.xor(bits, i32x4.shr_u(bits, 16));
}

/**
 * out[i] = x[i] scale where the mask keeps it, else 0. A number is kept when 31 scrambled bits of
 * its place and the seed, which stands at `seed` on the heap, are `threshold` or more. out may be x.
 */
export function dropout(
  _scratch: usize,
  out: usize,
  x: usize,
  seed: usize,
  threshold: i32,
  scale: f32,
  begin: i32,
  end: i32,
): void {
  const start = scramble(i32x4.splat(load<i32>(seed)));
  const least = i32x4.splat(threshold);
  const factor = f32x4.splat(scale);
  let places = i32x4.add(i32x4.splat(begin), i32x4(0, 1, 2, 3));
  const four = i32x4.splat(4);
  for (let i = begin; i < end; i += 4) {
    const bits = i32x4.shr_u(scramble(i32x4.add(scramble(places), start)), 1);
    const kept = i32x4.ge_s(bits, least);
    places = i32x4.add(places, four);
    const at = <usize>i << 2;
    if (i + 4 <= end) {
      v128.store(out + at, v128.and(f32x4.mul(v128.load(x + at), factor), kept));
      continue;
    }
    for (let lane = 0; lane < end - i; lane++) {
      const place = at + (<usize>lane << 2);
      const isKept = (i32x4.bitmask(kept) >> lane) & 1;
      store<f32>(out + place, isKept ? load<f32>(x + place) * scale : 0);
    }
  }
}
