// Softmax over rows and its gradient. Short rows are done four at once, a row in each lane; long
// ones by themselves, four numbers at once. A row's sum has the same order in any company.
import { exponential, multiplyAdd } from "./vector_math";

/** The longest row that is short. */
const SHORT = 16;

/** The same column of four rows that lie `stride` bytes apart. */
// @ts-ignore: decorator of AssemblyScript
@inline
function gather(from: usize, stride: usize): v128 {
  let four = v128.load32_splat(from);
  four = v128.load32_lane(from + stride, four, 1);
  four = v128.load32_lane(from + 2 * stride, four, 2);
  return v128.load32_lane(from + 3 * stride, four, 3);
}

/** Puts it back; with a stride of 0 only the first. */
// @ts-ignore: decorator of AssemblyScript
@inline
function scatter(to: usize, stride: usize, four: v128): void {
  v128.store32_lane(to, four, 0);
  if (stride == 0) return;
  v128.store32_lane(to + stride, four, 1);
  v128.store32_lane(to + 2 * stride, four, 2);
  v128.store32_lane(to + 3 * stride, four, 3);
}

/** The sum of four lanes. */
// @ts-ignore: decorator of AssemblyScript
@inline
function sumOf(v: v128): f32 {
  const pairs = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

function shortRows(scratch: usize, y: usize, x: usize, n: i32, stride: usize): void {
  const notes = scratch;
  const end = notes + (<usize>n << 4);
  let largest = gather(x, stride);
  for (let note = notes; note < end; note += 16, x += 4) {
    const v = gather(x, stride);
    v128.store(note, v);
    largest = f32x4.pmax(largest, v);
  }
  let sum = f32x4.splat(0);
  for (let note = notes; note < end; note += 16) {
    const e = exponential(scratch, f32x4.sub(v128.load(note), largest));
    v128.store(note, e);
    sum = f32x4.add(sum, e);
  }
  for (let note = notes; note < end; note += 16, y += 4) {
    scatter(y, stride, f32x4.div(v128.load(note), sum));
  }
}

function longRow(scratch: usize, y: usize, x: usize, n: i32): void {
  const whole = <usize>(n & ~3) << 2, bytes = <usize>n << 2;
  let largest4 = v128.load(x);
  for (let i: usize = 16; i < whole; i += 16) largest4 = f32x4.pmax(largest4, v128.load(x + i));
  for (let i = whole; i < bytes; i += 4) largest4 = f32x4.pmax(largest4, v128.load32_splat(x + i));
  largest4 = f32x4.pmax(largest4, i32x4.shuffle(largest4, largest4, 2, 3, 0, 1));
  largest4 = f32x4.pmax(largest4, i32x4.shuffle(largest4, largest4, 1, 0, 3, 2));
  // The halves may have seen different NaNs and zeros; one lane decides for all.
  const largest = f32x4.splat(f32x4.extract_lane(largest4, 0));
  let sum4 = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16) {
    const e = exponential(scratch, f32x4.sub(v128.load(x + i), largest));
    v128.store(y + i, e);
    sum4 = f32x4.add(sum4, e);
  }
  let sum = sumOf(sum4);
  for (let i = whole; i < bytes; i += 4) {
    const e = exponential(scratch, f32x4.sub(v128.load32_splat(x + i), largest));
    v128.store32_lane(y + i, e, 0);
    sum += f32x4.extract_lane(e, 0);
  }
  const total = f32x4.splat(sum);
  for (let i: usize = 0; i < whole; i += 16) v128.store(y + i, f32x4.div(v128.load(y + i), total));
  for (let i = whole; i < bytes; i += 4) store<f32>(y + i, load<f32>(y + i) / sum);
}

/** y = e^x / Σ e^x over each row of n numbers, the largest subtracted first; y may be x. Units: rows. */
export function softmax(scratch: usize, y: usize, x: usize, n: i32, begin: i32, end: i32): void {
  const stride = <usize>n << 2;
  let row = begin;
  if (n <= SHORT) {
    for (; row + 4 <= end; row += 4) {
      shortRows(scratch, y + row * stride, x + row * stride, n, stride);
    }
    for (; row < end; row++) shortRows(scratch, y + row * stride, x + row * stride, n, 0);
    return;
  }
  for (; row < end; row++) longRow(scratch, y + row * stride, x + row * stride, n);
}

function shortGradients(dx: usize, y: usize, dy: usize, n: i32, stride: usize): void {
  const bytes = <usize>n << 2;
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 4) {
    sum = multiplyAdd(gather(y + i, stride), gather(dy + i, stride), sum);
  }
  for (let i: usize = 0; i < bytes; i += 4) {
    const slope = f32x4.sub(gather(dy + i, stride), sum);
    scatter(dx + i, stride, f32x4.mul(gather(y + i, stride), slope));
  }
}

function longGradient(dx: usize, y: usize, dy: usize, n: i32): void {
  const whole = <usize>(n & ~3) << 2, bytes = <usize>n << 2;
  let sum4 = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16) {
    sum4 = multiplyAdd(v128.load(y + i), v128.load(dy + i), sum4);
  }
  let sum = sumOf(sum4);
  for (let i = whole; i < bytes; i += 4) sum += load<f32>(y + i) * load<f32>(dy + i);
  const total = f32x4.splat(sum);
  for (let i: usize = 0; i < whole; i += 16) {
    const slope = f32x4.sub(v128.load(dy + i), total);
    v128.store(dx + i, f32x4.mul(v128.load(y + i), slope));
  }
  for (let i = whole; i < bytes; i += 4) {
    store<f32>(dx + i, load<f32>(y + i) * (load<f32>(dy + i) - sum));
  }
}

/** dx = y (dy - Σ y dy) over each row of n numbers; dx may be dy. Units: rows. */
export function softmaxGradient(
  _scratch: usize,
  dx: usize,
  y: usize,
  dy: usize,
  n: i32,
  begin: i32,
  end: i32,
): void {
  const stride = <usize>n << 2;
  let row = begin;
  if (n <= SHORT) {
    for (; row + 4 <= end; row += 4) {
      const at = row * stride;
      shortGradients(dx + at, y + at, dy + at, n, stride);
    }
  }
  for (; row < end; row++) {
    const at = row * stride;
    if (n <= SHORT) shortGradients(dx + at, y + at, dy + at, n, 0);
    else longGradient(dx + at, y + at, dy + at, n);
  }
}
