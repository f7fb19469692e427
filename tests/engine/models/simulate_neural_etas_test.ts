import { assert, assertEquals, assertThrows } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import {
  ConfigurationError,
  DAY_MS,
  type EventPlaces,
  InsufficientDataError,
  type PointEvents,
  selectEvents,
} from "../../../engine/domain/mod.ts";
import { kolmogorovSmirnovUniform } from "../../../engine/mathematics/mod.ts";
import {
  firstLogDensities,
  type KeptNeuralEtas,
  layKeptComponents,
  type NeuralSimulator,
  NeuralVoice,
  scoreNeuralEtas,
  simulateEtas,
  type SimulateEtasOptions,
  simulateNeuralEtas,
} from "../../../engine/models/mod.ts";
import { factorOf } from "../../../engine/models/neural_etas/rate_head.ts";
import { predictNeuralEtas } from "../../../engine/training/mod.ts";
import { planeScene } from "./etas_plane.ts";
import { HISTORY_DAYS, planeHistory, planeNeuralEtas } from "./neural_etas_plane.ts";

const HISTORY = planeHistory();
const SCENE = planeScene({ days: HISTORY_DAYS });
const START_MS = HISTORY_DAYS * DAY_MS;
const kernels = await startKernels({ threads: 1 });

function simulator(
  kept: KeptNeuralEtas,
  { days, scene = SCENE, history = HISTORY, startMs = START_MS, mostEvents }: {
    days: number;
    scene?: SimulateEtasOptions;
    history?: PointEvents;
    startMs?: number;
    mostEvents?: number;
  },
): NeuralSimulator {
  const { drawPlace: drawUniform, maximumMagnitude } = scene;
  const window = { startMs, endMs: startMs + days * DAY_MS };
  const voice = new NeuralVoice(kept.model, kernels);
  const options = { kept, voice, history, drawUniform, maximumMagnitude, mostEvents, kernels };
  return simulateNeuralEtas({ ...options, ...window, seed: 5 });
}

function momentsOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(square / (values.length - 1) / values.length) };
}

function assertSame(one: readonly number[], other: readonly number[], what: string): void {
  const [a, b] = [momentsOf(one), momentsOf(other)];
  const sigmas = (a.mean - b.mean) / Math.hypot(a.error, b.error);
  assert(Math.abs(sigmas) < 3, `${what}: ${a.mean} and ${b.mean}, ${sigmas} standard errors`);
}

Deno.test("neural ETAS simulation: networks that say 0 give ETAS", () => {
  const days = 1;
  const neural = simulator(planeNeuralEtas(SCENE), { days });
  const window = { startMs: START_MS, endMs: START_MS + days * DAY_MS };
  const plain = simulateEtas({ ...SCENE, history: HISTORY, ...window });
  assert(Math.abs(neural.expectedDirect / plain.expectedDirect - 1) < 1e-8);
  assertEquals(neural.shareReaching(4), plain.shareReaching(4));
  const gathered = [neural, plain].map((one) => {
    const counts: number[] = [];
    const [late, magnitudes, wests]: number[][] = [[], [], []];
    for (let i = 0; i < 1_000; i++) {
      const { size, timeMs, magnitude, places } = one.draw(i);
      counts.push(size);
      late.push(timeMs.filter((time) => time > START_MS + DAY_MS / 2).length);
      magnitudes.push(...magnitude);
      wests.push(...eastOf(places).map((east) => east < 100 ? 1 : 0));
    }
    return { counts, late, magnitudes, wests, squares: counts.map((count) => count ** 2) };
  });
  const [neurals, plains] = gathered;
  for (const key of ["counts", "late", "magnitudes", "wests", "squares"] as const) {
    assertSame(neurals[key], plains[key], key);
  }
});

Deno.test("neural ETAS simulation: aftershocks of a large event are as far as the law says", () => {
  const parameters = { ...SCENE.parameters, log10Mu: -10, log10K0: -2.6 };
  const scene = { ...SCENE, parameters };
  const one = (value: number) => Float64Array.of(value);
  const history: PointEvents = {
    ...{ name: "one", size: 1, isDated: false, timeMs: one(0), magnitude: one(6.5) },
    places: { kind: "plane", eastKm: one(0), northKm: one(0) },
  };
  const window = { days: 0.1, scene, history, startMs: 0.01 * DAY_MS };
  const neural = simulator(planeNeuralEtas(scene), window);
  const distances: number[] = [];
  // The first of a catalogue has no other parent.
  for (let i = 0; i < 3_000; i++) {
    const { places, size } = neural.draw(i);
    if (places.kind !== "plane") throw new Error("Simulated in a plane.");
    if (size > 0) distances.push(Math.hypot(places.eastKm[0], places.northKm[0]));
  }
  const size = distances.length;
  assert(size > 1_000, `${size}`);
  const spread = 10 ** parameters.log10D * Math.exp(parameters.gamma * 3.5);
  for (const km of [1, 10, 100]) {
    const share = 1 - (1 + km * km / spread) ** -parameters.rho;
    const found = distances.filter((distance) => distance <= km).length / size;
    const error = Math.sqrt(share * (1 - share) / size);
    assert(Math.abs(found - share) < 4 * error, `within ${km} km: ${found} for ${share}`);
  }
});

Deno.test("neural ETAS simulation: what is drawn is what the model scores", () => {
  const kept = planeNeuralEtas(SCENE, {
    noise: 0.4,
    hasPlace: true,
    magnitudeStep: 0,
    uniformShare: 0.1,
  });
  const neural = simulator(kept, { days: 4 });
  const endMs = START_MS + 4 * DAY_MS;
  const [times, ratios, excesses, moved]: number[][] = [[], [], [], []];
  let carried = 0;
  for (let i = 0; i < 30; i++) {
    const events = join(HISTORY, neural.draw(i));
    const span = { from: HISTORY.size, to: events.size, startMs: START_MS, endMs };
    const { components, spans } = layKeptComponents(events, { kept, span, kernels });
    const range = { start: span.from, end: span.to };
    const said = predictNeuralEtas(kept.model, { components, range, kernels });
    const terms = scoreNeuralEtas({ components, span: spans.length - 1, range, ...said });
    const first = firstLogDensities(components, range);
    // End to end the windows are one process of rate 1 in the time that the model tells.
    terms.expected.forEach((expected, k) => {
      times.push(1 - Math.exp(-carried - expected));
      carried = 0;
      ratios.push(Math.exp(first[k] - terms.logDensity[k]));
      const factor = factorOf(said.magnitudes[k]);
      excesses.push(kept.model.beta * factor * (events.magnitude[span.from + k] - kept.mc));
      moved.push(factor);
    });
    carried += terms.expectedAfter;
  }
  assert(times.length > 300, `${times.length}`);
  const { mean: factor, error: spread } = momentsOf(moved);
  assert(spread * Math.sqrt(moved.length) > 0.03, `factors of β hardly vary about ${factor}`);
  assert(kolmogorovSmirnovUniform(times)!.probability > 0.01, "waiting times");
  // The mean of one density over that which is drawn from is 1, whatever the two are.
  const ratio = momentsOf(ratios);
  assert(ratio.error > 1e-3 && Math.abs(ratio.mean - 1) < 3 * ratio.error, JSON.stringify(ratio));
  const excess = momentsOf(excesses);
  assert(Math.abs(excess.mean - 1) < 3 * excess.error, JSON.stringify(excess));
});

Deno.test("neural ETAS simulation: the chance of an event in a short window is that of its rate", () => {
  const kept = planeNeuralEtas(SCENE, { noise: 0.4, hasPlace: true });
  const days = 0.05;
  const neural = simulator(kept, { days });
  const size = HISTORY.size;
  const span = { from: size, to: size, startMs: START_MS, endMs: START_MS + days * DAY_MS };
  const { components, spans } = layKeptComponents(HISTORY, { kept, span, kernels });
  const range = { start: size, end: size };
  const said = predictNeuralEtas(kept.model, { components, range, kernels });
  const { expectedAfter } = scoreNeuralEtas({
    ...{ components, span: spans.length - 1, range },
    ...said,
  });
  assert(Math.abs(neural.expectedDirect / expectedAfter - 1) < 1e-6);
  const none = Math.exp(-expectedAfter);
  const draws = 4_000;
  let empty = 0;
  for (let i = 0; i < draws; i++) if (neural.draw(i).size === 0) empty++;
  const error = Math.sqrt(none * (1 - none) / draws);
  assert(Math.abs(empty / draws - none) < 3 * error, `${empty / draws} for ${none}`);
});

Deno.test("neural ETAS simulation: a number's catalogue is the same each time, in order, later than all", () => {
  const kept = planeNeuralEtas(SCENE, { noise: 0.4, hasPlace: true });
  const window = { days: 3 };
  const [one, other] = [simulator(kept, window), simulator(kept, window)];
  for (const number of [5, 0, 3]) assertEquals(other.draw(number), one.draw(number));
  const { timeMs } = one.draw(3);
  assert(timeMs.length > 0 && timeMs.every((time, i) => time > (timeMs[i - 1] ?? START_MS)));
  assert(timeMs.at(-1)! < START_MS + 3 * DAY_MS);
  // What comes later than the start is not seen.
  const later = join(HISTORY, simulateEtas({ ...SCENE, startMs: START_MS }).draw(1));
  assertEquals(simulator(kept, { ...window, history: later }).draw(5), one.draw(5));
  const none = selectEvents(HISTORY, new Uint32Array());
  assertThrows(() => simulator(kept, { ...window, history: none }), InsufficientDataError, "0");
  const least = simulator(kept, { days: 30, mostEvents: 3 });
  assertThrows(() => least.draw(0), ConfigurationError, "no end");
});

function eastOf(places: EventPlaces): Float64Array {
  if (places.kind === "plane") return places.eastKm;
  throw new Error("Simulated in a plane.");
}

function join(one: PointEvents, other: PointEvents): PointEvents {
  if (one.places.kind !== "plane" || other.places.kind !== "plane") throw new Error("A plane.");
  const of = (first: Float64Array, last: Float64Array) => Float64Array.of(...first, ...last);
  return {
    ...one,
    size: one.size + other.size,
    timeMs: of(one.timeMs, other.timeMs),
    magnitude: of(one.magnitude, other.magnitude),
    places: {
      kind: "plane",
      eastKm: of(one.places.eastKm, other.places.eastKm),
      northKm: of(one.places.northKm, other.places.northKm),
    },
  };
}
