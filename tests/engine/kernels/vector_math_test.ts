import { assertEquals, assertLessOrEqual } from "@std/assert";
import { type Activation, activation, exponentials } from "../../../engine/kernels/mod.ts";
import {
  activationReference,
  exponentialsReference,
} from "../../../engine/kernels/vector_math_reference.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { type KernelStage, randomValues, testKernel } from "./kernel_stage.ts";
import { worstUlpError } from "./ulp_error.ts";

/** Largest errors, in units of the last place, as `vector_math.ts` promises them. */
const BOUNDS = { exponential: 1.25, sigmoid: 2.75, tanh: 2.75 } as const;
type Name = keyof typeof BOUNDS;
const NAMES = Object.keys(BOUNDS) as Name[];

/** Where something happens: zeros, denormals, infinities, and where results overflow or vanish. */
const NAMED = Float32Array.of(
  ...[0, 1e-45, 1.1754942e-38, 1.1754944e-38, 1e-8, 0.3465735, 0.34657362, 0.5, 0.625, 1],
  ...[9, 9.01, 9.02, 10, 16.6, 17.33, 20, 40, 87.33, 87.34, 88.02, 88.72283, 88.72284, 88.8],
  ...[89, 95, 103.27893, 103.9, 103.97, 103.98, 104, 105, 1e3, 3.4028235e38, Infinity],
);

testKernel(
  "vector math: all exponents, signs and some mantissas are within the bounds",
  (stage) => {
    const bits = new Uint32Array(512 * 256);
    const stream = new RandomStream(1);
    for (let i = 0; i < bits.length; i++) {
      bits[i] = ((i >> 8) << 23 | Math.floor(stream.uniform() * 2 ** 23)) >>> 0;
    }
    for (let i = 0; i < bits.length; i += 256) bits[i] &= 0xff80_0000; // powers of two, infinities
    for (const name of NAMES) holdBound(stage, name, new Float32Array(bits.buffer));
  },
);

testKernel("vector math: dense sweeps are within the bounds", (stage) => {
  for (const [from, to] of [[-110, -80], [-80, -10], [-10, -1], [-1, 1], [1, 10], [10, 90]]) {
    const size = 100_003;
    const x = Float32Array.from({ length: size }, (_, i) => from + (to - from) * i / (size - 1));
    for (const name of NAMES) holdBound(stage, name, x);
  }
});

testKernel("vector math: named values, of both signs", (stage) => {
  const x = Float32Array.of(...NAMED, ...NAMED.map((value) => -value), NaN);
  for (const name of NAMES) holdBound(stage, name, x);
  const odd = Float32Array.of(0, -0, Infinity, -Infinity, NaN);
  assertEquals([...apply(stage, "exponential", odd)], [1, 1, Infinity, 0, NaN]);
  assertEquals([...apply(stage, "sigmoid", odd)], [0.5, 0.5, 1, 0, NaN]);
  assertEquals([...apply(stage, "tanh", odd)], [0, -0, 1, -1, NaN]);
});

testKernel("vector math: NaN of any bits stays NaN", (stage) => {
  const bits = Uint32Array.of(0x7fc0_0001, 0x7f80_0001, 0xffc1_2345, 0xffff_ffff, 0x7fff_fffe);
  for (const name of [...NAMES, "relu", "linear"] as const) {
    const address = stage.put(new Float32Array(bits.buffer));
    stage.run(callOf(name, { out: address, x: address, n: bits.length }));
    assertEquals([...stage.read(address, bits.length)].every(Number.isNaN), true, name);
  }
});

testKernel("vector math: relu and linear are exact", (stage) => {
  const x = Float32Array.of(...NAMED, ...NAMED.map((value) => -value), ...randomValues(99, 1));
  for (const name of ["relu", "linear"] as const) {
    assertEquals(apply(stage, name, x), Float32Array.from(activationReference(x, name)));
  }
});

testKernel("vector math: any length, address and cut give the same bits, in place too", (stage) => {
  const values = randomValues(40, 2);
  for (const name of [...NAMES, "relu", "linear"] as const) {
    const whole = apply(stage, name, values);
    for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 17]) {
      const shift = n % 4;
      const x = stage.put(values.subarray(0, n), shift);
      const out = stage.room(n, 3 - shift);
      stage.runInParts(callOf(name, { out, x, n }));
      assertEquals(stage.read(out, n), whole.slice(0, n), `${name} of ${n}`);
      stage.run(callOf(name, { out: x, x, n }));
      assertEquals(stage.read(x, n), whole.slice(0, n), `${name} of ${n} in place`);
    }
  }
});

function holdBound(stage: KernelStage, name: Name, x: Float32Array): void {
  const exact = name === "exponential" ? exponentialsReference(x) : activationReference(x, name);
  const { error, at } = worstUlpError({ x, actual: apply(stage, name, x), exact });
  assertLessOrEqual(error, BOUNDS[name], `${name} of ${at}`);
}

function apply(stage: KernelStage, name: Name | Activation, values: Float32Array): Float32Array {
  const [x, out] = [stage.put(values), stage.room(values.length)];
  stage.run(callOf(name, { out, x, n: values.length }));
  return stage.read(out, values.length);
}

function callOf(
  name: Name | Activation,
  options: { out: number; x: number; n: number },
): ReturnType<typeof exponentials> {
  if (name === "exponential") return exponentials(options);
  return activation({ ...options, activation: name });
}
