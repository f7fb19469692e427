import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type ButterworthOptions,
  designButterworth,
  filterBothWays,
  filterForward,
  type FilterSection,
  RandomStream,
  SectionFilter,
} from "@quakecast/quakecast/mathematics";

/** Gain and phase of sections at a frequency, from their definition. */
function gainAt(sections: readonly FilterSection[], hertz: number, samplingRateHz: number) {
  const angle = -2 * Math.PI * hertz / samplingRateHz;
  let [size, phase] = [1, 0];
  for (const [b0, b1, b2, , a1, a2] of sections) {
    const at = (c0: number, c1: number, c2: number) => [
      c0 + c1 * Math.cos(angle) + c2 * Math.cos(2 * angle),
      c1 * Math.sin(angle) + c2 * Math.sin(2 * angle),
    ];
    const [above, below] = [at(b0, b1, b2), at(1, a1, a2)];
    size *= Math.hypot(...above) / Math.hypot(...below);
    phase += Math.atan2(above[1], above[0]) - Math.atan2(below[1], below[0]);
  }
  return { size, phase };
}

/** The squared gain of a Butterworth filter behind the bilinear transform, in closed form. */
function closedGain(options: ButterworthOptions, hertz: number): number {
  const { lowHz, highHz, order, samplingRateHz } = options;
  const warp = (frequency: number) => Math.tan(Math.PI * frequency / samplingRateHz);
  const w = warp(hertz);
  let ratio: number;
  if (lowHz === undefined) ratio = w / warp(highHz!);
  else if (highHz === undefined) ratio = warp(lowHz) / w;
  else ratio = (w * w - warp(lowHz) * warp(highHz)) / (w * (warp(highHz) - warp(lowHz)));
  return 1 / Math.sqrt(1 + ratio ** (2 * order));
}

const CORNERS = [{ lowHz: 2 }, { highHz: 12 }, { lowHz: 2, highHz: 12 }, {
  lowHz: 0.1,
  highHz: 45,
}];

Deno.test("designButterworth has the closed gain at every order and kind", () => {
  for (const corners of CORNERS) {
    for (let order = 1; order <= 9; order++) {
      const options = { ...corners, order, samplingRateHz: 100 };
      const sections = designButterworth(options);
      for (const hertz of [0.05, 0.3, 1, 2, 5, 12, 20, 33, 49]) {
        const wanted = closedGain(options, hertz);
        const { size } = gainAt(sections, hertz, 100);
        assert(
          Math.abs(size - wanted) < 1e-8 + 1e-6 * wanted,
          `${JSON.stringify(options)} ${hertz}`,
        );
      }
    }
  }
});

Deno.test("designButterworth of an odd order has the closed roots, paired as SciPy pairs them", () => {
  // Order 3 by hand; the pole that is nearest the circle takes the zero of the padding.
  const k = Math.tan(Math.PI / 10);
  const real = (1 - k) / (1 + k);
  const below = 1 + k + k * k;
  const sections = designButterworth({ highHz: 10, order: 3, samplingRateHz: 100 });
  const gain = k ** 3 / ((1 + k) * below);
  const wanted = [
    [gain, 2 * gain, gain, 1, -real, 0],
    [1, 1, 0, 1, 2 * (k * k - 1) / below, (1 - k + k * k) / below],
  ];
  assertEquals(sections.length, 2);
  sections.forEach((section, s) =>
    section.forEach((value, i) => assertAlmostEquals(value, wanted[s][i], 1e-12))
  );
});

Deno.test("a sinusoid comes out with the gain and the phase of the filter, or its square and none", () => {
  const options = { lowHz: 2, highHz: 12, order: 4, samplingRateHz: 100 };
  const sections = designButterworth(options);
  const wave = (n: number, phase: number) => Math.sin(2 * Math.PI * 3 * n / 100 + phase);
  const input = Float64Array.from({ length: 4000 }, (_, n) => wave(n, 0));
  const { size, phase } = gainAt(sections, 3, 100);
  const forward = filterForward(sections, input);
  const both = filterBothWays(sections, input);
  const padded = filterBothWays(sections, input, { padding: true });
  for (let n = 1500; n < 2500; n++) {
    assertAlmostEquals(forward[n], size * wave(n, phase), 1e-9);
    assertAlmostEquals(both[n], size ** 2 * wave(n, 0), 1e-9);
    assertAlmostEquals(padded[n], size ** 2 * wave(n, 0), 1e-9);
  }
});

Deno.test("padding keeps a constant and a straight line through a zero-phase low-pass filter", () => {
  const sections = designButterworth({ highHz: 10, order: 5, samplingRateHz: 100 });
  const line = Float64Array.from({ length: 300 }, (_, n) => 7 - 0.3 * n);
  const kept = filterBothWays(sections, line, { padding: true });
  kept.forEach((value, n) => assertAlmostEquals(value, line[n], 0.05));
  const constant = filterBothWays(sections, new Float64Array(50).fill(3), { padding: true });
  constant.forEach((value) => assertAlmostEquals(value, 3, 1e-9));
  assertThrows(() => filterBothWays(sections, [1, 2, 3], { padding: true }), RangeError);
});

Deno.test("pieces of a stream come out as the whole, to the bit", () => {
  const sections = designButterworth({ lowHz: 0.1, highHz: 20, order: 4, samplingRateHz: 100 });
  const random = new RandomStream(2);
  const input = Float64Array.from({ length: 2000 }, () => random.uniform() - 0.5);
  const whole = filterForward(sections, input);
  const filter = new SectionFilter(sections);
  const pieces: number[] = [];
  for (let from = 0; from < input.length;) {
    const to = from + Math.floor(random.uniform() * 90);
    pieces.push(...filter.push(input.subarray(from, to)));
    from = Math.min(to, input.length);
  }
  assertEquals(pieces, [...whole]);
  const settled = new SectionFilter(
    designButterworth({ highHz: 5, order: 3, samplingRateHz: 100 }),
  );
  settled.settle(4);
  settled.push([4, 4, 4]).forEach((value) => assertAlmostEquals(value, 4, 1e-12));
});

Deno.test("designButterworth refuses corners beyond Nyquist, out of order, and no corner", () => {
  const refuse = (options: Partial<ButterworthOptions>) =>
    assertThrows(
      () => designButterworth({ order: 2, samplingRateHz: 100, ...options }),
      RangeError,
    );
  for (
    const corners of [{}, { lowHz: 50 }, { highHz: 0 }, { lowHz: 5, highHz: 5 }, { lowHz: NaN }]
  ) {
    refuse(corners);
  }
  refuse({ lowHz: 1, order: 1.5 });
});
