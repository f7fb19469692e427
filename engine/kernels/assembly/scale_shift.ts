// A factor and an addend for each channel: what batch normalisation comes to once it is trained.
import { multiplyAdd } from "./vector_math";

/** out[row, channel] = x[row, channel] scale[channel] + shift[channel]. The units are rows. */
export function scaleShift(
  _scratch: usize,
  out: usize,
  x: usize,
  scale: usize,
  shift: usize,
  channels: i32,
  begin: i32,
  end: i32,
): void {
  const bytes = <usize>channels << 2;
  const whole = bytes & ~15;
  for (let row = begin; row < end; row++) {
    const to = out + row * bytes, from = x + row * bytes;
    for (let at: usize = 0; at < whole; at += 16) {
      const value = multiplyAdd(v128.load(from + at), v128.load(scale + at), v128.load(shift + at));
      v128.store(to + at, value);
    }
    for (let at = whole; at < bytes; at += 4) {
      const factor = v128.load32_splat(scale + at), addend = v128.load32_splat(shift + at);
      const value = multiplyAdd(v128.load32_splat(from + at), factor, addend);
      v128.store32_lane(to + at, value, 0);
    }
  }
}
