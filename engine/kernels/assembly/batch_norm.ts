// Batch normalisation in training: statistics of each channel over the rows of a batch, and the way
// back through them. Sums are in double precision, one chain a channel in the order of the rows.
import { multiplyAdd } from "./vector_math";

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
  for (let channel = begin; channel < end; ) {
    const at = <usize>channel << 2;
    if (channel + 4 <= end) {
      let low = f64x2.splat(0), high = low;
      for (let row = 0, from = x + at; row < rows; row++, from += step) {
        const four = v128.load(from);
        low = f64x2.add(low, f64x2.promote_low_f32x4(four));
        high = f64x2.add(high, f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 0, 1)));
      }
      const n = f64x2.splat(count);
      const lowMean = f64x2.div(low, n), highMean = f64x2.div(high, n);
      low = f64x2.splat(0); high = low;
      for (let row = 0, from = x + at; row < rows; row++, from += step) {
        const four = v128.load(from);
        const two = f64x2.sub(f64x2.promote_low_f32x4(four), lowMean);
        const others = f64x2.sub(
          f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 0, 1)), highMean,
        );
        low = f64x2.add(low, f64x2.mul(two, two));
        high = f64x2.add(high, f64x2.mul(others, others));
      }
      store<f32>(mean + at, <f32>f64x2.extract_lane(lowMean, 0));
      store<f32>(mean + at, <f32>f64x2.extract_lane(lowMean, 1), 4);
      store<f32>(mean + at, <f32>f64x2.extract_lane(highMean, 0), 8);
      store<f32>(mean + at, <f32>f64x2.extract_lane(highMean, 1), 12);
      store<f32>(variance + at, <f32>(f64x2.extract_lane(low, 0) / count));
      store<f32>(variance + at, <f32>(f64x2.extract_lane(low, 1) / count), 4);
      store<f32>(variance + at, <f32>(f64x2.extract_lane(high, 0) / count), 8);
      store<f32>(variance + at, <f32>(f64x2.extract_lane(high, 1) / count), 12);
      channel += 4;
    } else {
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
      channel++;
    }
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
  for (let channel = begin; channel < end; channel++) {
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
  for (let channel = 0; channel < channels; ) {
    const at = <usize>channel << 2;
    if (channel + 4 <= channels) {
      const spread = v128.load(variance + at);
      const low = f64x2.sqrt(f64x2.add(f64x2.promote_low_f32x4(spread), epsilons));
      const high = f64x2.sqrt(
        f64x2.add(f64x2.promote_low_f32x4(i32x4.shuffle(spread, spread, 2, 3, 0, 1)), epsilons),
      );
      const inverse = i32x4.shuffle(
        f32x4.demote_f64x2_zero(f64x2.div(one, low)),
        f32x4.demote_f64x2_zero(f64x2.div(one, high)), 0, 1, 4, 5,
      );
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
      channel += 4;
    } else {
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
      channel++;
    }
  }
}
