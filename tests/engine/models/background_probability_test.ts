import { assertAlmostEquals, assertEquals, assertLessOrEqual } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  backgroundProbability,
  declusteringBackground,
  fitEtas,
  selectBackground,
  simulateEtas,
} from "../../../engine/models/mod.ts";
import { PLANE_PARAMETERS, planeScene, squareBackground, wholeSpan } from "./etas_plane.ts";

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

Deno.test("background probabilities: add up to the background events of simulated catalogues", async () => {
  const kernels = await startKernels({ threads: 1 });
  let [found, variance, truth] = [0, 0, 0];
  for (let seed = 1; seed <= 8; seed++) {
    const scene = planeScene({ days: 40, seed });
    const events = simulateEtas(scene).draw(0);
    // The simulator's first draw is the number of background events.
    const stream = new RandomStream(seed).fork("catalogue 0");
    truth += stream.poisson(10 ** PLANE_PARAMETERS.log10Mu * scene.areaKm2 * 40);
    const background = squareBackground(events);
    const options = { parameters: PLANE_PARAMETERS, mc: 3, background, kernels };
    const probability = backgroundProbability(events, options);
    assertEquals(probability.length, events.size);
    found += sum(probability);
    variance += sum(probability.map((p) => p * (1 - p)));
  }
  // Given the events, the number of background events has this mean and this variance.
  assertLessOrEqual(Math.abs(found - truth), 3.5 * Math.sqrt(variance), `${found} for ${truth}`);
});

Deno.test("background probabilities: at the best parameters they add up to what the background expects", async () => {
  const kernels = await startKernels({ threads: 1 });
  const scene = planeScene({ days: 90, seed: 21 });
  const events = simulateEtas(scene).draw(0);
  const background = squareBackground(events);
  const task = { mc: 3, background, kernels };
  const { parameters } = fitEtas(events, {
    ...{ ...task, areaKm2: scene.areaKm2, span: wholeSpan(scene, events.size), withErrors: false },
  });
  const probability = backgroundProbability(events, { ...task, parameters });
  const expected = 10 ** parameters.log10Mu * scene.areaKm2 * 90;
  assertAlmostEquals(sum(probability) / expected, 1, 1e-3);
});

Deno.test("background probabilities: of a background in a few places, with its density smoothed", async () => {
  const kernels = await startKernels({ threads: 1 });
  const [days, seed] = [60, 4];
  const scene = planeScene({ days, seed });
  // All of the background in a hundredth of the area, as along a fault.
  const events = simulateEtas({
    ...scene,
    drawPlace: (random) => [200 * random.uniform(), 2 * random.uniform()],
  }).draw(0);
  const stream = new RandomStream(seed).fork("catalogue 0");
  const truth = stream.poisson(10 ** PLANE_PARAMETERS.log10Mu * scene.areaKm2 * days);
  const task = { parameters: PLANE_PARAMETERS, mc: 3, kernels };
  const background = declusteringBackground(events, { ...task, areaKm2: scene.areaKm2 });
  const found = sum(backgroundProbability(events, { ...task, background }));
  const uniform = sum(backgroundProbability(events, task));
  assertLessOrEqual(Math.abs(found / truth - 1), 0.2, `${found} for ${truth}`);
  assertLessOrEqual(2 * Math.abs(found - truth), Math.abs(uniform - truth), `${uniform}`);
});

Deno.test("background: drawn by probability, or from a threshold on", () => {
  const probability = Float64Array.from({ length: 4_000 }, (_, i) => i / 4_000);
  const draw = (seed: number) =>
    selectBackground(probability, { by: "draw", random: new RandomStream(seed) });
  const kept = draw(1);
  assertEquals(draw(1), kept);
  assertLessOrEqual(Math.abs(kept.length - 2_000), 4 * Math.sqrt(4_000 / 6));
  const likely = kept.filter((event) => probability[event] >= 0.5).length;
  assertLessOrEqual(Math.abs(likely - 1_500), 4 * Math.sqrt(4_000 / 12));
  const above = selectBackground(probability, { by: "threshold", threshold: 0.75 });
  assertEquals([above.length, above[0]], [1_000, 3_000]);
  assertEquals(selectBackground(new Float64Array(0), { by: "threshold", threshold: 0 }).length, 0);
});
