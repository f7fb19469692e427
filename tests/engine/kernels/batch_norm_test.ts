import { assertEquals } from "@std/assert";
import {
  channelMoments,
  normFactors,
  normInputSlopes,
  normSlopes,
  scaleShift,
} from "../../../engine/kernels/mod.ts";
import {
  batchNormReference,
  channelMomentsReference,
} from "../../../engine/kernels/batch_norm_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, type KernelStage, randomValues, testKernel } from "./kernel_stage.ts";

const ROWS = [1, 2, 7, 1_000];
const EPSILON = 1e-3;

testKernel("batch norm: moments equal the definition, in parts too", (stage) => {
  for (const channels of AWKWARD_SIZES) {
    for (const rows of ROWS) {
      const values = randomValues(rows * channels, channels).map((value) => 100 + 3 * value);
      const of = `moments of ${rows} x ${channels}`;
      const { mean, variance } = channelMomentsReference(values, channels);
      const [whole, parts] = [false, true].map((inParts) => {
        const at = moments(stage, { values, channels, inParts, shift: channels % 4 });
        return [at.mean, at.variance, at.movingMean, at.movingVariance]
          .map((address) => stage.read(address, channels));
      });
      assertEquals(parts, whole, `${of}, in parts`);
      assertAllClose(whole[0], mean, { of, relative: 1e-6 });
      assertAllClose(whole[1], variance, { of, relative: 1e-6 });
      // A quarter of the way from 7 and from 2.
      const moved = (from: number) => (value: number) => from + 0.25 * (value - from);
      assertAllClose(whole[2], mean.map(moved(7)), { of, relative: 1e-6 });
      assertAllClose(whole[3], variance.map(moved(2)), { of, relative: 1e-6 });
    }
  }
});

testKernel("batch norm: what is normalised equals the definition", (stage) => {
  for (const channels of AWKWARD_SIZES) {
    const { values, gamma, beta } = operands(32, channels);
    const { y } = forward(stage, { values, gamma, beta });
    const expected = batchNormReference({ x: values, gamma, beta, epsilon: EPSILON });
    const of = `batch norm of ${channels} channels`;
    assertAllClose(stage.read(y, values.length), expected, { of, relative: 2e-5 });
  }
});

testKernel("batch norm: without gamma and beta they are 1 and 0", (stage) => {
  const [scale, shift] = [stage.room(2), stage.room(2)];
  const [mean, variance] = [stage.put([3, -1]), stage.put([4 - EPSILON, 0.25 - EPSILON])];
  stage.run(normFactors({ scale, shift, mean, variance, epsilon: EPSILON, channels: 2 }));
  assertAllClose(stage.read(scale, 2), Float64Array.of(0.5, 2), { of: "scale", relative: 1e-6 });
  assertAllClose(stage.read(shift, 2), Float64Array.of(-1.5, 2), { of: "shift", relative: 1e-6 });
});

testKernel("batch norm: slopes are those of the definition, by finite differences", (stage) => {
  for (const channels of [1, 4, 5, 17]) {
    for (const rows of [2, 7]) {
      const { values, gamma, beta } = operands(rows, channels);
      const slopes = randomValues(values.length, 5);
      const lossOf = (given: { x?: Float64Array; gamma?: Float64Array; beta?: Float64Array }) => {
        const y = batchNormReference({ x: values, gamma, beta, epsilon: EPSILON, ...given });
        return y.reduce((sum, value, i) => sum + value * slopes[i], 0);
      };
      const expected = {
        dx: differences(values, (x) => lossOf({ x })),
        dGamma: differences(gamma, (gamma) => lossOf({ gamma })),
        dBeta: differences(beta, (beta) => lossOf({ beta })),
      };
      const at = forward(stage, { values, gamma, beta });
      const dy = stage.put(slopes, channels % 4);
      const [dGamma, dBeta] = [stage.room(channels), stage.room(channels)];
      const shared = { ...at, dGamma, dBeta, dy, rows, channels, epsilon: EPSILON };
      stage.runInParts(normSlopes(shared));
      const out = stage.room(values.length);
      stage.runInParts(normInputSlopes({ ...shared, out }));
      const close = { relative: 1e-3, nearZero: 1e-4 };
      const of = `${rows} x ${channels}`;
      assertAllClose(stage.read(dGamma, channels), expected.dGamma, { of, ...close });
      assertAllClose(stage.read(dBeta, channels), expected.dBeta, { of, ...close });
      const dx = stage.read(out, values.length);
      assertAllClose(dx, expected.dx, { of, ...close });
      stage.run(normInputSlopes({ ...shared, out: dy }));
      assertEquals(stage.read(dy, values.length), dx, `${of}, in place`);
    }
  }
});

function operands(rows: number, channels: number) {
  return {
    values: randomValues(rows * channels, channels),
    gamma: randomValues(channels, 2).map((value) => 1 + 0.3 * value),
    beta: randomValues(channels, 3),
  };
}

function moments(
  stage: KernelStage,
  { values, channels, inParts = false, shift = 0 }: {
    values: Float32Array;
    channels: number;
    inParts?: boolean;
    shift?: number;
  },
) {
  const at = {
    x: stage.put(values, shift),
    mean: stage.room(channels, shift),
    variance: stage.room(channels),
    movingMean: stage.put(new Float32Array(channels).fill(7)),
    movingVariance: stage.put(new Float32Array(channels).fill(2)),
  };
  const call = channelMoments({ ...at, rows: values.length / channels, channels, momentum: 0.75 });
  if (inParts) stage.runInParts(call);
  else stage.run(call);
  return at;
}

function forward(
  stage: KernelStage,
  { values, gamma, beta }: { values: Float32Array; gamma: Float32Array; beta: Float32Array },
) {
  const channels = gamma.length;
  const { x, mean, variance } = moments(stage, { values, channels });
  const [scale, shift] = [stage.room(channels), stage.room(channels)];
  const [gammaAt, betaAt] = [stage.put(gamma), stage.put(beta)];
  const given = { mean, variance, gamma: gammaAt, beta: betaAt, epsilon: EPSILON, channels };
  stage.runInParts(normFactors({ scale, shift, ...given }));
  const y = stage.room(values.length);
  stage.run(scaleShift({ out: y, x, scale, shift, rows: values.length / channels, channels }));
  return { x, y, mean, variance, scale };
}

/** Slopes of a function by each of its numbers. */
function differences(
  at: Float32Array,
  of: (values: Float64Array) => number,
): Float64Array {
  const step = 1e-5;
  const values = Float64Array.from(at);
  return values.map((value, i) =>
    (of(values.with(i, value + step)) - of(values.with(i, value - step))) / (2 * step)
  );
}
