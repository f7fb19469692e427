// Sums over rows, as gradients of a bias need. Every output is one chain of additions in the order
// of the rows.
import { FROM_OUTPUT, FROM_ZERO } from "./matrix_tiles";

/** `panels` (a constant, 1 or 4) panels of 8 columns of the sum over the rows of B. */
// @ts-ignore: decorator of AssemblyScript
@inline
function sumPanels(
  panels: i32,
  out: usize,
  b: usize,
  bStep: usize,
  bSkip: usize,
  steps: i32,
  segments: i32,
  start: i32,
): void {
  const zero = f32x4.splat(0);
  let s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
  if (start == FROM_OUTPUT) {
    s0 = v128.load(out); s1 = v128.load(out, 16);
    if (panels > 1) {
      s2 = v128.load(out, 32); s3 = v128.load(out, 48); s4 = v128.load(out, 64);
      s5 = v128.load(out, 80); s6 = v128.load(out, 96); s7 = v128.load(out, 112);
    }
  }
  for (; segments > 0; segments--, b += bSkip) {
    for (let step = 0; step < steps; step++, b += bStep) {
      s0 = f32x4.add(s0, v128.load(b)); s1 = f32x4.add(s1, v128.load(b, 16));
      if (panels > 1) {
        s2 = f32x4.add(s2, v128.load(b, 32)); s3 = f32x4.add(s3, v128.load(b, 48));
        s4 = f32x4.add(s4, v128.load(b, 64)); s5 = f32x4.add(s5, v128.load(b, 80));
        s6 = f32x4.add(s6, v128.load(b, 96)); s7 = f32x4.add(s7, v128.load(b, 112));
      }
    }
  }
  v128.store(out, s0); v128.store(out, s1, 16);
  if (panels > 1) {
    v128.store(out, s2, 32); v128.store(out, s3, 48); v128.store(out, s4, 64);
    v128.store(out, s5, 80); v128.store(out, s6, 96); v128.store(out, s7, 112);
  }
}

/** out[n] = start + sum over runs and steps of the rows B[step, n]. The units are panels of 8 columns. */
export function sumRows(
  _scratch: usize,
  out: usize,
  b: usize,
  bStep: usize,
  bSkip: usize,
  n: i32,
  steps: i32,
  segments: i32,
  start: i32,
  begin: i32,
  end: i32,
): void {
  const whole = min(end, n >> 3);
  let panel = begin;
  for (; panel + 4 <= whole; panel += 4) {
    const at = <usize>panel << 5;
    sumPanels(4, out + at, b + at, bStep, bSkip, steps, segments, start);
  }
  for (; panel < whole; panel++) {
    const at = <usize>panel << 5;
    sumPanels(1, out + at, b + at, bStep, bSkip, steps, segments, start);
  }
  for (let column = panel << 3; column < min(end << 3, n); column++) {
    const at = <usize>column << 2;
    let sum: f32 = start == FROM_ZERO ? 0 : load<f32>(out + at);
    let row = b + at;
    for (let run = 0; run < segments; run++, row += bSkip) {
      for (let step = 0; step < steps; step++, row += bStep) sum += load<f32>(row);
    }
    store<f32>(out + at, sum);
  }
}
