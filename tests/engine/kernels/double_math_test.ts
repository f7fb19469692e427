import { assertEquals, assertLessOrEqual } from "@std/assert";
import { exponentialsOfDoubles, logarithmsOfDoubles } from "../../../engine/kernels/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { putDoubles, readDoubles, roomForDoubles } from "./double_stage.ts";
import { type KernelStage, testKernel } from "./kernel_stage.ts";

/** Largest error, in units of the last place, as `double_math.ts` promises it. */
const BOUND = 1.5;
const FUNCTIONS = {
  exponential: { call: exponentialsOfDoubles, exact: Math.exp },
  logarithm: { call: logarithmsOfDoubles, exact: Math.log },
} as const;
type Name = keyof typeof FUNCTIONS;
const NAMES = Object.keys(FUNCTIONS) as Name[];

testKernel("double math: the exponential is within its bound over its whole range", (stage) => {
  const large = sweep([[-708, -100], [-100, -1], [-1, 1], [1, 100], [100, 709.78]]);
  const small = sweep([[-1e-3, 1e-3], [-1e-9, 1e-9], [-1e-300, 1e-300]]);
  const named = Float64Array.of(0, -0, 5e-324, -708, 709.782);
  for (const x of [large, small, named]) holdBound(stage, "exponential", x);
});

testKernel("double math: the logarithm is within its bound for every exponent", (stage) => {
  const stream = new RandomStream(1);
  const x: number[] = [];
  for (let exponent = -1022; exponent <= 1023; exponent++) {
    for (let i = 0; i < 20; i++) x.push((1 + (i === 0 ? 0 : stream.uniform())) * 2 ** exponent);
  }
  x.push(2.2250738585072014e-308, Number.MAX_VALUE, Math.SQRT1_2, Math.SQRT2, 1);
  holdBound(stage, "logarithm", Float64Array.from(x));
  const nearOne = sweep([[0.7, 1.5], [1 - 1e-6, 1 + 1e-6], [1 - 1e-12, 1 + 1e-12]]);
  holdBound(stage, "logarithm", nearOne);
});

testKernel("double math: ends of the range, infinities and NaN", (stage) => {
  const odd = Float64Array.of(0, -708.1, -1e9, -Infinity, 709.79, 1e9, Infinity, NaN);
  assertEquals([...apply(stage, "exponential", odd)], [
    ...[1, 0, 0, 0, Infinity, Infinity, Infinity, NaN],
  ]);
  const ends = Float64Array.of(1, Infinity, NaN);
  assertEquals([...apply(stage, "logarithm", ends)], [0, NaN, NaN]);
  const bits = BigUint64Array.of(0x7ff0_0000_0000_0001n, 0xffff_ffff_ffff_ffffn);
  const missing = new Float64Array(bits.buffer);
  for (const name of NAMES) assertEquals([...apply(stage, name, missing)], [NaN, NaN], name);
});

testKernel("double math: any length, address and cut give the same bits, in place too", (stage) => {
  const values = Float64Array.from({ length: 20 }, (_, i) => 0.1 + 3.7 * i);
  for (const name of NAMES) {
    const whole = apply(stage, name, values);
    for (const n of [0, 1, 2, 3, 4, 5, 17]) {
      const x = putDoubles(stage, values.subarray(0, n), n % 4);
      const out = roomForDoubles(stage, n, 3 - n % 4);
      const { call } = FUNCTIONS[name];
      stage.runInParts(call({ out, x, n }));
      assertEquals(readDoubles(stage, out, n), whole.slice(0, n), `${name} of ${n}`);
      stage.run(call({ out: x, x, n }));
      assertEquals(readDoubles(stage, x, n), whole.slice(0, n), `${name} of ${n} in place`);
    }
  }
});

function sweep(ranges: readonly (readonly [number, number])[]): Float64Array {
  const size = 20_001;
  return Float64Array.from(ranges.flatMap(([from, to]) => {
    return Array.from({ length: size }, (_, i) => from + (to - from) * i / (size - 1));
  }));
}

/** Math.exp and Math.log are themselves up to 1 unit away from the exact value. */
function holdBound(stage: KernelStage, name: Name, x: Float64Array): void {
  const y = apply(stage, name, x);
  for (let i = 0; i < x.length; i++) {
    const exact = FUNCTIONS[name].exact(x[i]);
    if (y[i] === exact) continue;
    const lastPlace = 2 ** (Math.floor(Math.log2(Math.abs(exact))) - 52);
    const error = Math.abs(y[i] - exact) / Math.max(lastPlace, 2 ** -1074);
    if (!(error <= BOUND + 1)) assertLessOrEqual(error, BOUND + 1, `${name} of ${x[i]}`);
  }
}

function apply(stage: KernelStage, name: Name, values: Float64Array): Float64Array {
  const [x, out] = [putDoubles(stage, values), roomForDoubles(stage, values.length)];
  stage.run(FUNCTIONS[name].call({ out, x, n: values.length }));
  return readDoubles(stage, out, values.length);
}
