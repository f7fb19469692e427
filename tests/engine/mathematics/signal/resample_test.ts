import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  besselI0,
  interpolateSinc,
  resampleFourier,
  resamplePolyphase,
  wholeRatio,
} from "@quakecast/quakecast/mathematics";

const wave = (seconds: number, hertz: number) => Math.sin(2 * Math.PI * hertz * seconds + 0.4);

function sampled(count: number, hertz: number, rate: number, start = 0): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => wave(start + n / rate, hertz));
}

function worst(found: Float64Array, wanted: Float64Array, leftOut: number): number {
  let most = 0;
  for (let i = leftOut; i < found.length - leftOut; i++) {
    most = Math.max(most, Math.abs(found[i] - wanted[i]));
  }
  return most;
}

Deno.test("besselI0 has its tabulated values", () => {
  for (const [x, value] of [[0, 1], [1, 1.2660658777520084], [10, 2815.716628466254]]) {
    assert(Math.abs(besselI0(x) / value - 1) < 1e-14);
  }
});

Deno.test("wholeRatio finds the ratio of rates", () => {
  assertEquals(wholeRatio(100 / 31.25), { up: 16, down: 5 });
  assertEquals(wholeRatio(0.4), { up: 2, down: 5 });
  assertEquals(wholeRatio(100 / 99.99), { up: 10000, down: 9999 });
  assertEquals(wholeRatio(1), { up: 1, down: 1 });
  assertEquals(wholeRatio(100), { up: 100, down: 1 });
  for (const ratio of [Math.PI, Math.SQRT2 / 100, 1 / 3333.3]) {
    const { up, down } = wholeRatio(ratio);
    assert(Math.abs(up / down / ratio - 1) < 1e-7);
  }
  for (const ratio of [0, -1, NaN, Infinity, 1e6]) {
    assertThrows(() => wholeRatio(ratio), RangeError);
  }
});

Deno.test("resamplePolyphase keeps a wave that both rates hold and drops one that the lower cannot", () => {
  for (const [from, to] of [[31.25, 100], [99.99, 100], [100, 40], [200, 31.25], [100, 50]]) {
    const ratio = wholeRatio(to / from);
    const found = resamplePolyphase(sampled(4000, 2.5, from), ratio);
    assertEquals(found.length, Math.ceil(4000 * ratio.up / ratio.down));
    const leftOut = Math.ceil(12 * Math.max(1, to / from));
    assert(worst(found, sampled(found.length, 2.5, to), leftOut) < 5e-3, `${from} to ${to}`);
  }
  const alias = resamplePolyphase(sampled(4000, 30, 100), { up: 2, down: 5 });
  assert(worst(alias, new Float64Array(alias.length), 30) < 5e-3);
  assertThrows(() => resamplePolyphase([1, 2], { up: 0, down: 1 }), RangeError);
});

Deno.test("resampleFourier is exact for a wave that closes on itself, up and down, odd and even", () => {
  for (const [from, to] of [[600, 300], [300, 600], [601, 450], [450, 601], [100, 100], [64, 65]]) {
    const found = resampleFourier(sampled(from, 7, from), to);
    assert(worst(found, sampled(to, 7, to), 0) < 1e-11, `${from} to ${to}`);
  }
  assertThrows(() => resampleFourier([], 4), RangeError);
});

Deno.test("interpolateSinc delays by parts of a sample within 1e-4, up to 0.94 of Nyquist", () => {
  for (const hertz of [0.1, 1, 10, 30, 40, 47]) {
    for (const delay of [0, 0.001, 0.25, 0.5, 0.731, -0.4]) {
      const found = interpolateSinc(sampled(1000, hertz, 100), {
        first: delay,
        step: 1,
        count: 1000,
      });
      const wanted = sampled(1000, hertz, 100, delay / 100);
      const most = worst(found, wanted, 66);
      assert(most < 1e-4, `${hertz} Hz by ${delay}: ${most}`);
    }
  }
});

Deno.test("interpolateSinc resamples any ratio within 1e-4 and keeps aliases out", () => {
  for (const [from, to] of [[31.25, 100], [99.99, 100], [200, 100], [250, 100], [100, 31.25]]) {
    const step = from / to;
    const count = Math.floor(5999 / step);
    for (const share of [0.05, 0.5, 0.93]) {
      const hertz = share * Math.min(from, to) / 2;
      const found = interpolateSinc(sampled(6000, hertz, from), { first: 0.3, step, count });
      const most = worst(
        found,
        sampled(count, hertz, to, 0.3 / from),
        Math.ceil(70 * Math.max(1, 1 / step)),
      );
      assert(most < 1e-4, `${from} to ${to} at ${hertz} Hz: ${most}`);
    }
  }
  const alias = interpolateSinc(sampled(6000, 53.5, 200), { first: 0, step: 2, count: 3000 });
  assert(worst(alias, new Float64Array(3000), 70) < 1e-4);
});

Deno.test("interpolateSinc keeps a constant, also at the ends, and refuses what has no answer", () => {
  const kept = interpolateSinc([5, 5, 5], { first: -2.5, step: 0.7, count: 9 });
  assert(kept.every((value) => Math.abs(value - 5) < 1e-12));
  assertThrows(() => interpolateSinc([], { first: 0, step: 1, count: 1 }), RangeError);
  assertThrows(() => interpolateSinc([1], { first: 0, step: 0, count: 1 }), RangeError);
});
