// Additive self-attention: each step looks at all others, or at its neighbours, and takes their mean.
import { loadSome, storeSome } from "./gates";
import { exponential, gateTangent, multiplyAdd } from "./vector_math";

/** The sum of four lanes. */
// @ts-ignore: decorator of AssemblyScript
@inline
function sumOf(v: v128): f32 {
  const pairs = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** How far a query and a key agree: Σ w tanh(q + k). */
// @ts-ignore: decorator of AssemblyScript
@inline
function agreement(scratch: usize, query: usize, key: usize, weights: usize, width: i32): f32 {
  let sum = f32x4.splat(0);
  for (let unit = 0; unit < width; unit += 4) {
    const place = <usize>unit << 2;
    const left = width - unit;
    const both = f32x4.add(loadSome(query + place, left), loadSome(key + place, left));
    sum = multiplyAdd(loadSome(weights + place, left), gateTangent(scratch, both), sum);
  }
  return sumOf(sum);
}

/**
 * out = Σ_j a_j x_j with a_j = e^(s_j - max s) / (Σ e^(s_j - max s) + epsilon) over the steps from
 * `before` steps ahead to `behind` steps on, while the maximum is over all steps. Queries, keys
 * [batch, step, width], x and out [batch, step, channel]. The units are steps of examples.
 */
export function additiveAttention(
  scratch: usize,
  out: usize,
  queries: usize,
  keys: usize,
  x: usize,
  weights: usize,
  steps: i32,
  width: i32,
  channels: i32,
  before: i32,
  behind: i32,
  epsilon: f32,
  begin: i32,
  end: i32,
): void {
  const keyRow = <usize>width << 2;
  const row = <usize>channels << 2;
  for (let unit = begin; unit < end; unit++) {
    const step = unit % steps;
    const first = unit - step;
    const query = queries + <usize>unit * keyRow;
    let largest: f32 = -Infinity;
    for (let other = 0; other < steps; other++) {
      const key = keys + <usize>(first + other) * keyRow;
      const score = agreement(scratch, query, key, weights, width);
      store<f32>(scratch + (<usize>other << 2), score);
      largest = max(largest, score);
    }
    const from = max(0, step - before);
    const to = min(steps, step + behind + 1);
    let sum: f32 = epsilon;
    for (let other = from; other < to; other++) {
      const place = scratch + (<usize>other << 2);
      const share = exponential(scratch, f32x4.splat(load<f32>(place) - largest));
      v128.store32_lane(place, share, 0);
      sum += f32x4.extract_lane(share, 0);
    }
    const scale = f32x4.splat(1 / sum);
    for (let channel = 0; channel < channels; channel += 4) {
      const place = <usize>channel << 2;
      const left = channels - channel;
      let mean = f32x4.splat(0);
      for (let other = from; other < to; other++) {
        const share = v128.load32_splat(scratch + (<usize>other << 2));
        mean = multiplyAdd(share, loadSome(x + <usize>(first + other) * row + place, left), mean);
      }
      storeSome(out + <usize>unit * row + place, f32x4.mul(mean, scale), left);
    }
  }
}
