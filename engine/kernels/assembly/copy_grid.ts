// Copies a grid of up to four axes over runs of numbers: what permutes, crops and pads arrays.
import { copyRow } from "./copy_blocks";

/**
 * out[i, j, k, l, :] = x[i, j, k, l, :], runs of `bytes` bytes, each axis with strides of its own in
 * bytes. The units are those of the first axis.
 */
export function copyGrid(
  _scratch: usize,
  out: usize,
  outStride0: usize,
  outStride1: usize,
  outStride2: usize,
  outStride3: usize,
  x: usize,
  stride0: usize,
  stride1: usize,
  stride2: usize,
  stride3: usize,
  count1: i32,
  count2: i32,
  count3: i32,
  bytes: usize,
  begin: i32,
  end: i32,
): void {
  for (let i = begin; i < end; i++) {
    for (let j = 0; j < count1; j++) {
      for (let k = 0; k < count2; k++) {
        let to = out + i * outStride0 + j * outStride1 + k * outStride2;
        let from = x + i * stride0 + j * stride1 + k * stride2;
        for (let l = 0; l < count3; l++, to += outStride3, from += stride3) {
          copyRow(to, from, bytes);
        }
      }
    }
  }
}
