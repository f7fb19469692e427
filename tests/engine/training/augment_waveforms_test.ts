import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import type { LabelledTrace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  AUGMENTATION_DEFAULTS,
  type AugmentationOptions,
  cutWindow,
  drawWindow,
  SHIFT_ALONE,
  stretchWindow,
} from "../../../engine/training/mod.ts";
import { madeTrace } from "./made_traces.ts";

const WINDOW = 600;
const TRACES = [1, 2, 3].map((seed) => madeTrace(seed));

function draw(
  augmentation: Partial<AugmentationOptions>,
  { seed, traces = TRACES, index = 0 }: {
    seed: number;
    traces?: readonly LabelledTrace[];
    index?: number;
  },
) {
  const options = { traces, index, windowSamples: WINDOW };
  const all = { ...SHIFT_ALONE, ...augmentation };
  return drawWindow({ ...options, augmentation: all }, new RandomStream(seed));
}

Deno.test("a shifted window is a piece of its trace, with P in it at any place", () => {
  const trace = TRACES[0];
  const places: number[] = [];
  for (let seed = 0; seed < 200; seed++) {
    const { samples, p, s } = draw({}, { seed });
    assertEquals(p.length, 1);
    places.push(p[0]);
    const start = trace.pSample - p[0];
    if (start < 0) continue; // what is before the trace is mirrored
    const from = 3 * start;
    assertEquals(samples, trace.samples.slice(from, from + 3 * WINDOW));
    const sAt = trace.sSample - start;
    assertEquals(s, sAt < WINDOW ? [sAt] : []);
  }
  // Evenly all over the window: the mean of 200 is within four deviations of the middle.
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  assertAlmostEquals(mean, WINDOW / 2, 4 * WINDOW / Math.sqrt(12 * places.length));
  assert(Math.min(...places) < 30 && Math.max(...places) > WINDOW - 30);
});

Deno.test("before a trace stands its noise, forth and back, and behind it nothing", () => {
  const trace = TRACES[0];
  const early = cutWindow(trace, { start: -100, windowSamples: WINDOW });
  for (let i = 1; i <= 100; i++) {
    for (let c = 0; c < 3; c++) {
      assertEquals(early.samples[(100 - i) * 3 + c], trace.samples[i * 3 + c]);
    }
  }
  const total = trace.samples.length / 3;
  const late = cutWindow(trace, { start: total - 10, windowSamples: WINDOW });
  assertEquals(late.samples.subarray(30).every((value) => value === 0), true);
  assertEquals([late.p, late.s], [[], []]);
});

Deno.test("the same seed draws the same window, another one another", () => {
  for (let seed = 0; seed < 20; seed++) {
    const one = draw(AUGMENTATION_DEFAULTS, { seed });
    assertEquals(draw(AUGMENTATION_DEFAULTS, { seed }), one);
    assertNotEquals(draw(AUGMENTATION_DEFAULTS, { seed: seed + 100 }), one);
    assert(one.samples.every(Number.isFinite));
    for (const arrival of [...one.p, ...one.s]) assert(arrival >= 0 && arrival < WINDOW);
  }
});

Deno.test("a gap is zeros, and takes the arrivals in it along", () => {
  let taken = 0;
  for (let seed = 0; seed < 100; seed++) {
    const { samples, p } = draw({ gap: 1 }, { seed });
    const silent = (i: number) => samples.subarray(3 * i, 3 * i + 3).every((value) => value === 0);
    const gap = Array.from({ length: WINDOW }, (_, i) => i).filter(silent);
    assert(gap.length >= 1 && gap.length <= WINDOW / 6);
    assertEquals(gap.at(-1)! - gap[0], gap.length - 1);
    for (const arrival of p) assert(!gap.includes(arrival));
    if (p.length === 0) taken++;
  }
  assert(taken > 0 && taken < 40);
});

Deno.test("dropped components are silent, never all that there are", () => {
  const kinds = new Set<string>();
  for (let seed = 0; seed < 60; seed++) {
    const { samples } = draw({ droppedChannels: 1 }, { seed });
    const silent = [0, 1, 2].map((c) => samples.every((value, i) => i % 3 !== c || value === 0));
    kinds.add(
      silent.map((one) => one ? "-" : "ENZ"[silent.indexOf(one)]).join("").replace(/[^-]/g, "x"),
    );
    assert(silent.includes(false) && silent.includes(true));
  }
  assertEquals(kinds.size, 6);
  const vertical = { ...TRACES[0], samples: TRACES[0].samples.map((v, i) => i % 3 === 2 ? v : 0) };
  for (let seed = 0; seed < 30; seed++) {
    const { samples } = draw({ droppedChannels: 1 }, { seed, traces: [vertical] });
    assert(samples.some((value) => value !== 0));
  }
});

Deno.test("turned horizontals keep their energy, signs their size, and the vertical stays", () => {
  for (let seed = 0; seed < 10; seed++) {
    const plain = draw({}, { seed });
    const turned = draw({ turn: 1 }, { seed });
    const flipped = draw({ flip: 1 }, { seed });
    assertEquals(flipped.samples, plain.samples.map((value) => -value));
    for (let i = 0; i < plain.samples.length; i += 3) {
      const lengthOf = (samples: Float32Array) => Math.hypot(samples[i], samples[i + 1]);
      assertAlmostEquals(lengthOf(turned.samples), lengthOf(plain.samples), 1e-5);
      assertEquals(turned.samples[i + 2], plain.samples[i + 2]);
    }
  }
});

Deno.test("a second event brings its arrivals, noise brings none and is weaker than the window", () => {
  const powerOf = (samples: Float32Array) => samples.reduce((sum, value) => sum + value * value, 0);
  for (let seed = 0; seed < 20; seed++) {
    assertEquals(draw({ secondEvent: 1 }, { seed }).p.length, 2);
    const plain = draw({}, { seed });
    for (const kind of [{ recordedNoise: 1 }, { madeNoise: 1 }]) {
      const noisy = draw(kind, { seed });
      assertEquals([noisy.p, noisy.s], [plain.p, plain.s]);
      const added = noisy.samples.map((value, i) => value - plain.samples[i]);
      const share = Math.sqrt(powerOf(added) / powerOf(plain.samples));
      assert(share > 0.005 && share < 0.6, `${share}`);
    }
  }
});

Deno.test("stretched time: a sine becomes the sine of another frequency, arrivals move along", () => {
  const windowSamples = 400;
  for (const factor of [0.8, 1, 1.25]) {
    const sine = (i: number, rate: number) => Math.sin(rate * i);
    const samples = Float32Array.from({ length: 3 * 600 }, (_, i) => sine(Math.floor(i / 3), 0.2));
    const window = { samples, p: [100], s: [390] };
    const stretched = stretchWindow(window, { factor, windowSamples });
    for (let i = 3; i < windowSamples; i++) {
      assertAlmostEquals(stretched.samples[3 * i], sine(i, 0.2 / factor), 2e-3);
    }
    assertAlmostEquals(stretched.p[0], 100 * factor, 1e-9);
    assertEquals(stretched.s.length, factor > 1.1 ? 0 : 1);
  }
});

Deno.test("what is unknown moves along with its window; noise is taken from what is known alone", () => {
  const [trace, ...others] = TRACES;
  const half: LabelledTrace = { ...trace, unknown: [[-Infinity, 600], [900, Infinity]] };
  const cut = cutWindow(half, { start: 500, windowSamples: WINDOW });
  assertEquals(cut.unknown, [[-Infinity, 100], [400, Infinity]]);
  const { unknown } = stretchWindow(cut, { factor: 1.5, windowSamples: WINDOW });
  assertEquals(unknown, [[-Infinity, 150], [600, Infinity]]);
  const second = draw({ secondEvent: 1 }, { seed: 3, traces: [half], index: 0 });
  assertEquals([second.p.length, second.unknown?.length], [2, 4]);
  const plain = draw({}, { seed: 3, traces: [trace, half], index: 0 });
  const noisy = { recordedNoise: 1 };
  for (let seed = 0; seed < 20; seed++) {
    const { samples } = draw(noisy, { seed, traces: [half], index: 0 });
    assertEquals(samples, draw({}, { seed, traces: [half], index: 0 }).samples);
  }
  assertNotEquals(draw(noisy, { seed: 3, traces: [trace, ...others] }).samples, plain.samples);
});
