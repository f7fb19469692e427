// Batch normalisation in training: statistics of each channel over the rows of a batch, and the way
// back through them. Sums are in double precision, one chain a channel in the order of the rows.
import { multiplyAdd } from "./vector_math";

// @ts-ignore: decorator of AssemblyScript
@inline
function promoteHigh(four: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 0, 1));
}

/** Writes two pairs of 64-bit numbers as four of 32 bits. */
// @ts-ignore: decorator of AssemblyScript
@inline
function storeFour(at: usize, low: v128, high: v128): void {
  v128.store(at, fourOf(low, high));
}

// @ts-ignore: decorator of AssemblyScript
@inline
function fourOf(low: v128, high: v128): v128 {
  return i32x4.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/**
 * Mean and variance (of the batch as a whole, n in the denominator) of each channel, and the moving
 * averages moved towards them by `pace`. The units are channels.
 */
export function channelMoments(
  _scratch: usize,
  mean: usize,
  variance: usize,
  movingMean: usize,
  movingVariance: usize,
  x: usize,
  rows: i32,
  channels: i32,
  pace: f64,
  begin: i32,
  end: i32,
): void {
  const step = <usize>channels << 2;
  const count = <f64>rows;
  let channel = begin;
  for (; channel + 4 <= end; channel += 4) {
    const at = <usize>channel << 2;
    let low = f64x2.splat(0), high = low;
    for (let row = 0, from = x + at; row < rows; row++, from += step) {
      const four = v128.load(from);
      low = f64x2.add(low, f64x2.promote_low_f32x4(four));
      high = f64x2.add(high, promoteHigh(four));
    }
    const n = f64x2.splat(count);
    const lowMean = f64x2.div(low, n), highMean = f64x2.div(high, n);
    low = f64x2.splat(0); high = low;
    for (let row = 0, from = x + at; row < rows; row++, from += step) {
      const four = v128.load(from);
      const lowAway = f64x2.sub(f64x2.promote_low_f32x4(four), lowMean);
      const highAway = f64x2.sub(promoteHigh(four), highMean);
      low = f64x2.add(low, f64x2.mul(lowAway, lowAway));
      high = f64x2.add(high, f64x2.mul(highAway, highAway));
    }
    storeFour(mean + at, lowMean, highMean);
    storeFour(variance + at, f64x2.div(low, n), f64x2.div(high, n));
  }
  for (; channel < end; channel++) {
    const at = <usize>channel << 2;
    let sum: f64 = 0;
    for (let row = 0, from = x + at; row < rows; row++, from += step) sum += <f64>load<f32>(from);
    const middle = sum / count;
    sum = 0;
    for (let row = 0, from = x + at; row < rows; row++, from += step) {
      const away = <f64>load<f32>(from) - middle;
      sum += away * away;
    }
    store<f32>(mean + at, <f32>middle);
    store<f32>(variance + at, <f32>(sum / count));
  }
  for (let channel = begin; channel < end; channel++) {
    const at = <usize>channel << 2;
    moveTowards(movingMean + at, load<f32>(mean + at), pace);
    moveTowards(movingVariance + at, load<f32>(variance + at), pace);
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function moveTowards(at: usize, value: f32, pace: f64): void {
  const old = <f64>load<f32>(at);
  store<f32>(at, <f32>(old + (<f64>value - old) * pace));
}

/**
 * The factor and the addend that normalise a channel: gamma / sqrt(variance + epsilon), and beta less
 * the mean times that. A gamma or beta at address 0 is 1 or 0. The units are channels.
 */
export function normFactors(
  _scratch: usize,
  scale: usize,
  shift: usize,
  mean: usize,
  variance: usize,
  gamma: usize,
  beta: usize,
  epsilon: f64,
  begin: i32,
  end: i32,
): void {
  for (let channel = begin; channel < end; channel++) {
    const at = <usize>channel << 2;
    const whole: f64 = gamma == 0 ? 1 : <f64>load<f32>(gamma + at);
    const added: f64 = beta == 0 ? 0 : <f64>load<f32>(beta + at);
    const factor = whole / Math.sqrt(<f64>load<f32>(variance + at) + epsilon);
    store<f32>(scale + at, <f32>factor);
    store<f32>(shift + at, <f32>(added - <f64>load<f32>(mean + at) * factor));
  }
}

/**
 * Slopes by gamma and beta: sums over rows of dy (x - mean) / sqrt(variance + epsilon) and of dy.
 * The units are channels.
 */
export function normSlopes(
  _scratch: usize,
  dGamma: usize,
  dBeta: usize,
  x: usize,
  dy: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  channels: i32,
  epsilon: f64,
  begin: i32,
  end: i32,
): void {
  const step = <usize>channels << 2;
  let channel = begin;
  for (; channel + 4 <= end; channel += 4) {
    const at = <usize>channel << 2;
    const middle = v128.load(mean + at);
    const lowMiddle = f64x2.promote_low_f32x4(middle), highMiddle = promoteHigh(middle);
    let low = f64x2.splat(0), high = low, lowProduct = low, highProduct = low;
    let to = dy + at;
    for (let row = 0, from = x + at; row < rows; row++, from += step, to += step) {
      const slopes = v128.load(to), values = v128.load(from);
      const lowSlopes = f64x2.promote_low_f32x4(slopes), highSlopes = promoteHigh(slopes);
      low = f64x2.add(low, lowSlopes);
      high = f64x2.add(high, highSlopes);
      const lowAway = f64x2.sub(f64x2.promote_low_f32x4(values), lowMiddle);
      const highAway = f64x2.sub(promoteHigh(values), highMiddle);
      lowProduct = f64x2.add(lowProduct, f64x2.mul(lowSlopes, lowAway));
      highProduct = f64x2.add(highProduct, f64x2.mul(highSlopes, highAway));
    }
    storeFour(dBeta + at, low, high);
    const epsilons = f64x2.splat(epsilon);
    const spread = v128.load(variance + at);
    const lowLength = f64x2.sqrt(f64x2.add(f64x2.promote_low_f32x4(spread), epsilons));
    const highLength = f64x2.sqrt(f64x2.add(promoteHigh(spread), epsilons));
    storeFour(dGamma + at, f64x2.div(lowProduct, lowLength), f64x2.div(highProduct, highLength));
  }
  for (; channel < end; channel++) {
    const at = <usize>channel << 2;
    const middle = <f64>load<f32>(mean + at);
    let sum: f64 = 0, product: f64 = 0;
    let to = dy + at;
    for (let row = 0, from = x + at; row < rows; row++, from += step, to += step) {
      const slope = <f64>load<f32>(to);
      sum += slope;
      product += slope * (<f64>load<f32>(from) - middle);
    }
    store<f32>(dBeta + at, <f32>sum);
    store<f32>(dGamma + at, <f32>(product / Math.sqrt(<f64>load<f32>(variance + at) + epsilon)));
  }
}

/**
 * Slope by the argument: scale (dy - dBeta / rows - x' dGamma / rows), x' being the normalised
 * argument, over all rows of a batch of `rows`. The units are rows; out may be dy.
 */
export function normInputSlopes(
  _scratch: usize,
  out: usize,
  dy: usize,
  x: usize,
  scale: usize,
  mean: usize,
  variance: usize,
  dGamma: usize,
  dBeta: usize,
  rows: i32,
  channels: i32,
  epsilon: f64,
  begin: i32,
  end: i32,
): void {
  const step = <usize>channels << 2;
  const count = <f64>rows;
  const one = f64x2.splat(1), epsilons = f64x2.splat(epsilon);
  let channel = 0;
  for (; channel + 4 <= channels; channel += 4) {
    const at = <usize>channel << 2;
    const spread = v128.load(variance + at);
    const low = f64x2.sqrt(f64x2.add(f64x2.promote_low_f32x4(spread), epsilons));
    const high = f64x2.sqrt(f64x2.add(promoteHigh(spread), epsilons));
    const inverse = fourOf(f64x2.div(one, low), f64x2.div(one, high));
    const factor = v128.load(scale + at), middle = v128.load(mean + at);
    const share = f32x4.splat(<f32>(1 / count));
    const level = f32x4.mul(v128.load(dBeta + at), share);
    const tilt = f32x4.neg(f32x4.mul(f32x4.mul(v128.load(dGamma + at), share), inverse));
    let place = at + <usize>begin * step;
    for (let row = begin; row < end; row++, place += step) {
      const away = f32x4.sub(v128.load(x + place), middle);
      const slope = multiplyAdd(tilt, away, f32x4.sub(v128.load(dy + place), level));
      v128.store(out + place, f32x4.mul(factor, slope));
    }
  }
  for (; channel < channels; channel++) {
    const at = <usize>channel << 2;
    const inverse = <f32>(1 / Math.sqrt(<f64>load<f32>(variance + at) + epsilon));
    const factor = load<f32>(scale + at), middle = load<f32>(mean + at);
    const share = <f32>(1 / count);
    const level = load<f32>(dBeta + at) * share;
    const tilt = load<f32>(dGamma + at) * share * inverse;
    let place = at + <usize>begin * step;
    for (let row = begin; row < end; row++, place += step) {
      const away = load<f32>(x + place) - middle;
      store<f32>(out + place, factor * (load<f32>(dy + place) - level - tilt * away));
    }
  }
}
