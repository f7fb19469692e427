import { assertEquals, assertThrows } from "@std/assert";
import { foldBatchNorm } from "../../../engine/kernels/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { randomValues } from "./kernel_stage.ts";

const [TIMES, TAPS, CHANNELS, FILTERS] = [11, 3, 4, 5];
const EPSILON = 1e-3;
const NORM = {
  gamma: randomValues(FILTERS, 1),
  beta: randomValues(FILTERS, 2),
  mean: randomValues(FILTERS, 3),
  variance: randomValues(FILTERS, 4).map((value) => value * value),
};
const WEIGHTS = randomValues(TAPS * CHANNELS * FILTERS, 5);
const BIAS = randomValues(FILTERS, 6);
const X = randomValues(TIMES * CHANNELS, 7);
const CLOSE = { relative: 1e-5, nearZero: 1e-6 };

Deno.test("fold batch norm: a convolution does what it and the norm did", () => {
  const plain = convolve({ weights: WEIGHTS, bias: BIAS });
  const folded = foldBatchNorm({ weights: WEIGHTS, bias: BIAS, ...NORM, epsilon: EPSILON });
  assertAllClose(convolve(folded), normalise(plain), { of: "convolution", ...CLOSE });
});

Deno.test("fold batch norm: a transposed convolution, its filters before its channels", () => {
  const plain = convolveTransposed({ weights: WEIGHTS, bias: BIAS });
  const options = { weights: WEIGHTS, bias: BIAS, channels: CHANNELS, ...NORM, epsilon: EPSILON };
  const folded = foldBatchNorm(options);
  assertAllClose(convolveTransposed(folded), normalise(plain), { of: "transposed", ...CLOSE });
});

Deno.test("fold batch norm: no bias, no scale, no offset; the arguments stay as they are", () => {
  const weights = WEIGHTS.slice();
  const { mean, variance } = NORM;
  const folded = foldBatchNorm({ weights, mean, variance, epsilon: EPSILON });
  const expected = normalise(convolve({ weights, bias: new Float32Array(FILTERS) }), {
    gamma: new Float32Array(FILTERS).fill(1),
    beta: new Float32Array(FILTERS),
    mean,
    variance,
  });
  assertAllClose(convolve(folded), expected, { of: "bare norm", ...CLOSE });
  assertEquals(weights, WEIGHTS);
});

Deno.test("fold batch norm: a variance of 0 and a missing number", () => {
  const one = (value: number) => Float32Array.of(value);
  const weights = Float32Array.of(2, 3);
  const folded = foldBatchNorm({ weights, mean: one(1), variance: one(0), epsilon: 0.25 });
  assertEquals(folded, { weights: Float32Array.of(4, 6), bias: one(-2) });
  const missing = foldBatchNorm({ weights, mean: one(NaN), variance: one(1), epsilon: 0 });
  assertEquals(missing, { weights, bias: one(NaN) });
});

Deno.test("fold batch norm: lengths that do not fit are refused", () => {
  const options = { weights: WEIGHTS, ...NORM, epsilon: EPSILON };
  const short = { ...options, beta: new Float32Array(4) };
  assertThrows(() => foldBatchNorm(short), RangeError, "beta has 4 numbers, need 5");
  const odd = { ...options, weights: new Float32Array(61) };
  assertThrows(() => foldBatchNorm(odd), RangeError, "61 weights are no whole number of 5 filters");
});

interface Convolution {
  weights: Float32Array;
  bias: Float32Array;
}

/** Valid convolution in time, weights [taps, channels, filters]. */
function convolve({ weights, bias }: Convolution): Float64Array {
  const y = new Float64Array((TIMES - TAPS + 1) * FILTERS);
  for (let i = 0; i < y.length; i++) {
    const [time, filter] = [Math.floor(i / FILTERS), i % FILTERS];
    y[i] = bias[filter];
    for (let j = 0; j < TAPS * CHANNELS; j++) {
      y[i] += X[time * CHANNELS + j] * weights[j * FILTERS + filter];
    }
  }
  return y;
}

/** Transposed convolution in time of stride 2, weights [taps, filters, channels]. */
function convolveTransposed({ weights, bias }: Convolution): Float64Array {
  const times = 2 * (TIMES - 1) + TAPS;
  const y = Float64Array.from({ length: times * FILTERS }, (_, i) => bias[i % FILTERS]);
  for (let time = 0; time < TIMES; time++) {
    for (let i = 0; i < TAPS * FILTERS; i++) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        y[2 * time * FILTERS + i] += X[time * CHANNELS + channel] * weights[i * CHANNELS + channel];
      }
    }
  }
  return y;
}

function normalise(y: Float64Array, { gamma, beta, mean, variance } = NORM): Float64Array {
  return y.map((value, i) => {
    const filter = i % FILTERS;
    const scale = gamma[filter] / Math.sqrt(variance[filter] + EPSILON);
    return (value - mean[filter]) * scale + beta[filter];
  });
}
