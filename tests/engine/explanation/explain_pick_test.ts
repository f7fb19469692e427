import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { ConfigurationError, InsufficientDataError } from "../../../engine/domain/mod.ts";
import {
  explainPick,
  likeliestNear,
  occludeComponents,
  silenceParts,
  silenceWindow,
} from "../../../engine/explanation/mod.ts";
import { RandomStream, rankCorrelation } from "../../../engine/mathematics/mod.ts";
import { layPhasenet, normaliseWindow, withSoftmax } from "../../../engine/models/mod.ts";
import { cutPickWindow, explainOnePick } from "../../../engine/monitoring/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { openPhasenet } from "../monitoring/phasenet_for_tests.ts";
import { noise, pickerOf, realTraces, TINY_REACH, tinyPicker, traceOf } from "./waveform_scenes.ts";

/** The tiny picker's log-odds of P at a sample, by hand. */
function byHand(weights: Float32Array, window: Float32Array, sample: number): number {
  const near = window.subarray(3 * (sample - TINY_REACH), 3 * (sample + TINY_REACH + 1));
  const biases = weights.subarray(9 * (2 * TINY_REACH + 1));
  const [noise, p, s] = [0, 1, 2].map((k) =>
    near.reduce((sum, value, i) => sum + value * weights[3 * i + k], biases[k])
  );
  return p - Math.log(Math.exp(noise) + Math.exp(s));
}

/** All orders of some parts. */
function ordersOf<T>(parts: readonly T[]): T[][] {
  if (parts.length === 0) return [[]];
  return parts.flatMap((first, i) =>
    ordersOf(parts.toSpliced(i, 1)).map((others) => [first, ...others])
  );
}

/**
 * What half seconds of the tiny picker add against silence, from all orders: within its reach are but the one
 * before the pick and the one after it. [moment, component]
 */
function byAllOrders(weights: Float32Array, window: Float32Array, sample: number): Float64Array {
  const mixed = (present: readonly (readonly number[])[]) =>
    window.map((value, i) => {
      const [at, component] = [Math.floor(i / 3) - sample, i % 3];
      const rise = Math.sin(Math.PI / 2 * Math.min(1, Math.max(0, (at + 10.5) / 20))) ** 2;
      const isThere = (moment: number) =>
        Number(present.some(([m, c]) => m === moment && c === component));
      return value * ((1 - rise) * isThere(0) + rise * isThere(1));
    });
  const expected = new Float64Array(6);
  const inside = ordersOf([0, 1, 2]);
  for (const moments of ordersOf([0, 1])) {
    for (const first of inside) {
      for (const second of inside) {
        const order = [first, second].flatMap((of, i) => of.map((c) => [moments[i], c] as const));
        const values = order.map((_, i) => byHand(weights, mixed(order.slice(0, i + 1)), sample));
        const nothing = byHand(weights, mixed([]), sample);
        order.forEach(([moment, component], i) =>
          expected[3 * moment + component] += (values[i] - (values[i - 1] ?? nothing)) / 72
        );
      }
    }
  }
  return expected;
}

Deno.test("attributions of a picker are those worked out by hand, and nothing beyond its reach", async () => {
  const engine = await startKernels({ threads: 1 });
  const { picker, weights } = tinyPicker();
  const window = new Float32Array(9000);
  normaliseWindow(noise(3000, 3), window, { samples: 3000, components: 3 });
  window.fill(0, 0, 3 * 1400).fill(0, 3 * 1600); // few half seconds, and too little noise for a baseline: silence
  const why = explainPick(picker, window, { phase: "P", sample: 1500, engine, pairs: 100 });
  const { sample } = why;
  const expected = byAllOrders(weights, window, sample);
  const amounts = new Float64Array(6);
  why.attributions.forEach((one, i) => {
    const at = Math.floor(i / 3) - sample;
    if (at < -50 || at >= 50) assert(Math.abs(one) < 1e-6, `${at}: ${one}`);
    else amounts[3 * Number(at >= 0) + i % 3] += one;
  });
  const scale = Math.max(...expected.map(Math.abs));
  expected.forEach((one, i) => assertAlmostEquals(amounts[i], one, 0.03 * scale));
  assert(why.within2Seconds > 0.9999);
  assert(why.completeness.error <= 1e-6);
  const { record, baseline } = why.logOdds;
  assertAlmostEquals(record, Math.log(why.probability / (1 - why.probability)), 1e-4);
  assertAlmostEquals(baseline, -2 - Math.log(1 + Math.exp(-2)), 1e-5); // its biases alone
  for (const parts of [why.components, why.times]) {
    assertAlmostEquals(parts.reduce((sum, { share }) => sum + share, 0), 1, 1e-9);
    assertAlmostEquals(parts.reduce((sum, { net }) => sum + net, 0), why.completeness.sum, 1e-6);
  }
  assertThrows(
    () => explainPick(picker, window, { phase: "Pn", sample: 1500, engine }),
    ConfigurationError,
    "it knows P, S",
  );
  const { network: _, ...others } = picker;
  assertThrows(
    () => explainPick(others, window, { phase: "P", sample: 1500, engine }),
    ConfigurationError,
    "it is no network",
  );
  picker.dispose();
  await engine.stop();
});

Deno.test("a silent part is 0 with flanks; the rest stays as it is", () => {
  const window = new Float32Array(600).fill(2);
  const silent = silenceWindow(window, [{ from: 50, to: 60, components: [1] }, {
    from: 60,
    to: 70,
    components: [1],
  }], { components: 3 });
  for (let i = 0; i < 200; i++) {
    assertEquals([silent[3 * i], silent[3 * i + 2]], [2, 2]);
    const value = silent[3 * i + 1];
    if (i >= 50 && i < 70) assertEquals(value, 0);
    else if (i < 40 || i >= 80) assertEquals(value, 2);
    else assert(value > 0 && value < 2, `${i}: ${value}`);
  }
});

testWithSharedData(
  "PhaseNet on a real record: sums right, the attributed part makes the pick, random weights do not",
  async () => {
    const picker = await openPhasenet();
    const engine = await startKernels({ threads: 1 });
    const { trace, traces } = await realTraces("ncedc", 40);
    const { window, sample: near } = cutPickWindow(traces, picker, trace.pSample * 10);
    const why = explainPick(picker, window, { phase: "P", sample: near, engine, pairs: 4 });
    assert(why.completeness.error <= 0.01 && why.probability > 0.5);
    assert(Math.abs(why.sample - near) <= 20);

    // The tenth of half-second cells that adds most, and tenths of the others.
    const { sample } = why;
    const cells = Array.from({ length: 180 }, (_, i) => {
      const [from, component] = [50 * Math.floor(i / 3), i % 3];
      let net = 0;
      for (let at = from; at < from + 50; at++) net += why.attributions[3 * at + component];
      return { from, to: from + 50, components: [component], net };
    }).sort((a, b) => b.net - a.net);
    const random = new RandomStream(1);
    const tenth = () => {
      const rest = cells.slice(18);
      return Array.from({ length: 18 }, () => rest.splice(random.integer(rest.length), 1)[0]);
    };
    const parts = [cells.slice(0, 18), tenth(), tenth(), tenth()];
    const [attributed, ...others] = silenceParts(picker, window, { phase: "P", sample, parts });
    assert(attributed < 0.3, `${attributed}`);
    for (const other of others) assert(other >= 0.3, `${others}`);

    // The same network with other weights weighs other samples.
    const laid = layPhasenet(new RandomStream(5));
    const untrained = pickerOf({ ...laid, graph: withSoftmax(laid.graph) });
    const nonsense = explainPick(untrained, window, {
      ...{ phase: "P", sample, engine, pairs: 4 },
    });
    const isNear = (i: number) => Math.abs(Math.floor(i / 3) - sample) <= 200;
    const of = (attributions: Float64Array) => [...attributions].filter((_, i) => isNear(i));
    const agreement = rankCorrelation(of(why.attributions), of(nonsense.attributions));
    assert(Math.abs(agreement) < 0.2, `${agreement}`);
    untrained.dispose();
    picker.dispose();
    await engine.stop();
  },
);

testWithSharedData(
  "a P on one component alone is explained by it; noise has no pick to explain",
  async () => {
    const picker = await openPhasenet();
    const engine = await startKernels({ threads: 1 });
    const { trace, traces } = await realTraces("ncedc", 40);
    const background = noise(9001, 2);
    const vertical = traces.at(-1)!;
    const before = Array.from(vertical.samples.subarray(0, 2500));
    const deviation = Math.sqrt(before.reduce((sum, value) => sum + value * value, 0) / 2500);
    const samples = background.map((value, i) =>
      i % 3 === 0 ? vertical.samples[Math.floor(i / 3)] / deviation : value // planted on east
    );
    const scene = [0, 1, 2].map((component) => traceOf(samples, component));
    const { window, sample: near } = cutPickWindow(scene, picker, trace.pSample * 10);
    const why = explainPick(picker, window, { phase: "P", sample: near, engine, pairs: 4 });
    const net = Object.fromEntries(why.components.map(({ part, net }) => [part, net]));
    const { difference } = why.completeness;
    assert(net.E > 0.75 * difference, `${net.E} of ${difference}`);
    assert(Math.max(Math.abs(net.Z), Math.abs(net.N)) < 0.25 * difference, JSON.stringify(net));
    const silenced = occludeComponents(picker, window, { phase: "P", sample: why.sample });
    const without = Object.fromEntries(
      silenced.map(({ part, probability }) => [part, probability]),
    );
    assert(without.E < 0.05 && without.Z > 0.5 && without.N > 0.5, JSON.stringify(without));
    assert(without["all but E"] > 0.5, JSON.stringify(without));
    const quiet = [0, 1, 2].map((component) => traceOf(background, component));
    const error = await assertRejects(
      () => explainOnePick(quiet, picker, { phase: "P", engine }),
      InsufficientDataError,
    );
    assert(error.message.includes("0 picks of P above the threshold, need at least 1"));
    const [{ probability }] = likeliestNear(picker, cutPickWindow(quiet, picker, 40_000).window, {
      ...{ phase: "P", sample: 1500 },
    });
    assert(probability < 0.3);
    picker.dispose();
    await engine.stop();
  },
);
