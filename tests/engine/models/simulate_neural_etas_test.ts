import { assert, assertEquals, assertThrows } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import {
  ConfigurationError,
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  selectEvents,
} from "../../../engine/domain/mod.ts";
import { layKeptComponents, scoreNeuralEtas, simulateEtas } from "../../../engine/models/mod.ts";
import { predictNeuralEtas } from "../../../engine/training/mod.ts";
import { planeNeuralEtas } from "./neural_etas_plane.ts";
import {
  compareWithEtas,
  HISTORY,
  join,
  SCENE,
  scoreOwnCatalogues,
  simulator,
  START_MS,
} from "./neural_simulation.ts";

const kernels = await startKernels({ threads: 1 });

Deno.test("neural ETAS simulation: networks that say 0 give ETAS", () => {
  for (const { what, sigmas } of compareWithEtas({ catalogues: 1_000, days: 1 })) {
    assert(Math.abs(sigmas) < 3, `${what}: ${sigmas} standard errors`);
  }
  const window = { startMs: START_MS, endMs: START_MS + DAY_MS };
  const plain = simulateEtas({ ...SCENE, history: HISTORY, ...window });
  const neural = simulator(planeNeuralEtas(SCENE), { days: 1 });
  assert(Math.abs(neural.expectedDirect / plain.expectedDirect - 1) < 1e-8);
  assertEquals(neural.shareReaching(4), plain.shareReaching(4));
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
  const { events, times, ratio, excess, factors, slopes } = scoreOwnCatalogues(30);
  assert(events > 300, `${events}`);
  assert(factors.deviation > 0.03, `factors of β hardly vary about ${factors.mean}`);
  assert(times > 0.01, `waiting times: ${times}`);
  // The mean of one density over that which is drawn from is 1, whatever the two are.
  assert(ratio.error > 1e-3 && Math.abs(ratio.mean - 1) < 3 * ratio.error, JSON.stringify(ratio));
  assert(Math.abs(excess.mean - 1) < 3 * excess.error, JSON.stringify(excess));
  // Of some 70 outputs the largest; Student's t of 29 windows.
  assert(slopes.when < 4.5 && slopes.where < 4.5, JSON.stringify(slopes));
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
