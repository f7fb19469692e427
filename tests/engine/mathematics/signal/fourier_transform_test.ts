import { assert, assertThrows } from "@std/assert";
import {
  envelopeOf,
  fastTransformLength,
  hilbertTransform,
  RandomStream,
  transformBack,
  transformReal,
} from "@quakecast/quakecast/mathematics";

function noise(count: number): Float64Array {
  const random = new RandomStream(5);
  return Float64Array.from({ length: count }, () => random.uniform() - 0.5);
}

Deno.test("transformReal equals the sum it is defined by, at any length, with and without zeros", () => {
  for (const count of [1, 2, 3, 7, 8, 30, 97, 128]) {
    for (const length of [count, count + 1, 2 * count + 3]) {
      const samples = noise(count);
      const { real, imaginary } = transformReal(samples, length);
      for (let k = 0; k <= length / 2; k++) {
        let [x, y] = [0, 0];
        for (let n = 0; n < count; n++) {
          x += samples[n] * Math.cos(2 * Math.PI * k * n / length);
          y -= samples[n] * Math.sin(2 * Math.PI * k * n / length);
        }
        assert(Math.abs(real[k] - x) < 1e-11, `${count} ${length} ${k}: ${real[k]} ${x}`);
        assert(Math.abs(imaginary[k] - y) < 1e-11, `${count} ${length} ${k}`);
      }
    }
  }
});

Deno.test("transformBack undoes transformReal at any length", () => {
  for (const count of [1, 2, 3, 5, 600, 9001, 16384, 100_003]) {
    const samples = noise(count);
    const back = transformBack(transformReal(samples), count);
    assert(samples.every((value, i) => Math.abs(back[i] - value) < 1e-12), `${count}`);
  }
});

Deno.test("transforms refuse lengths that do not fit", () => {
  assertThrows(() => transformReal([1, 2, 3], 2), RangeError);
  assertThrows(() => transformReal([]), RangeError);
  assertThrows(() => transformBack(transformReal([1, 2, 3]), 4), RangeError);
  assert(
    [[1, 1], [2, 2], [3, 4], [600, 1024], [2 ** 29 + 1, 2 ** 30]].every(([count, length]) =>
      fastTransformLength(count) === length
    ),
  );
});

Deno.test("hilbertTransform turns cosines to sines; the envelope of a burst is its bell", () => {
  const angle = (n: number) => 2 * Math.PI * 5 * n / 101;
  const turned = hilbertTransform(Float64Array.from({ length: 101 }, (_, n) => Math.cos(angle(n))));
  assert(turned.every((value, n) => Math.abs(value - Math.sin(angle(n))) < 1e-12));
  const bell = (n: number) => Math.exp(-(((n - 500) / 100) ** 2));
  const burst = Float64Array.from({ length: 1001 }, (_, n) => bell(n) * Math.cos(n / 2));
  assert(envelopeOf(burst).every((value, n) => Math.abs(value - bell(n)) < 1e-6));
});
