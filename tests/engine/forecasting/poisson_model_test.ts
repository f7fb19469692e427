import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError, InsufficientDataError } from "@quakecast/quakecast/domain";
import {
  makePointForecast,
  POINT_PROCESSES,
  startKernels,
  trainPointProcess,
} from "@quakecast/quakecast/forecasting";
import {
  kolmogorovSmirnovUniform,
  negativeBinomialQuantile,
} from "../../../engine/mathematics/mod.ts";
import { preparePointEvents } from "../../../engine/preprocessing/mod.ts";
import { AREA_KM2, simulatePointEvents, START_MS } from "./point_catalogue.ts";

const DAY_MS = 86_400_000;
const EVENTS = simulatePointEvents(400);

async function trained() {
  const kernels = await startKernels({ threads: 1 });
  return await trainPointProcess({ events: EVENTS }, {
    ...{ process: "poisson", name: "poisson", versions: {}, kernels, areaKm2: AREA_KM2 },
    ...{ consistencyWindows: 0, calibrationWindows: 0 },
  });
}

Deno.test("Poisson model: its forecast is the baseline's, and it gains nothing over itself", async () => {
  const model = await trained();
  const { card } = model;
  const { rate_per_day: rate, beta } = card.fit.parameters as Record<string, number>;
  assertEquals(rate, card.ratePerDay);
  assertAlmostEquals(beta, betaBefore(card), 1e-9);
  for (const gain of Object.values(card.scores.test.gain)) {
    assertEquals([gain.nats, gain.low, gain.high], [0, 0, 0]);
  }
  assert(!card.skill.beatsBaseline);
  assert(card.skill.sentence.startsWith("A Poisson process is the baseline itself"));
  const forecast = await makePointForecast(model, EVENTS, { horizon: "4d", catalogues: 20_000 });
  const { magnitudes: [all], baseline, simulation } = forecast;
  assertAlmostEquals(simulation.expectedDirect!, baseline.expected, 1e-9);
  assertAlmostEquals(all.expected, baseline.expected, 4 * Math.sqrt(baseline.expected / 20_000));
  const silence = Math.exp(-baseline.expected);
  assertAlmostEquals(1 - all.probability, silence, 4 * Math.sqrt(silence / 20_000));
  assertEquals([all.p95minimum, all.median, all.p95maximum], quantilesOf(baseline.expected));
});

Deno.test("Poisson model: times are uniform, magnitudes by the law, catalogues the same each time", async () => {
  const { process } = await trained();
  const [startMs, endMs] = [START_MS, START_MS + 2000 * DAY_MS];
  const simulator = process.simulate({ history: EVENTS, startMs, endMs, seed: 3 });
  const drawn = simulator.draw(1);
  assertEquals(simulator.draw(1), drawn);
  assert(simulator.draw(2).timeMs[0] !== drawn.timeMs[0]);
  const { timeMs, magnitude, size } = drawn;
  assertEquals(timeMs, timeMs.toSorted());
  const { probability } = kolmogorovSmirnovUniform(
    timeMs.map((time) => (time - startMs) / (endMs - startMs)),
  )!;
  assert(probability > 0.001, `p ${probability}`);
  const share = simulator.shareReaching!(4);
  const large = magnitude.filter((one) => one > 3.95).length / size;
  assertAlmostEquals(large, share, 4 * Math.sqrt(share / size));
});

Deno.test("Poisson model: what it cannot be fitted to or read from is refused", async () => {
  const { fit, open } = POINT_PROCESSES.poisson.model;
  const { card: { setting } } = await trained();
  const kernels = await startKernels({ threads: 1 });
  const dates = { testStartMs: START_MS + 100 * DAY_MS, testEndMs: START_MS + 200 * DAY_MS };
  const data = preparePointEvents(EVENTS, { ...dates, mc: 3, magnitudeStep: 0.1 });
  const fitTo = (from: number, magnitude = EVENTS.magnitude) => () =>
    fit({
      data: { ...data, events: { ...data.events, magnitude } },
      span: { ...data.test, from },
      ...{ areaKm2: AREA_KM2, kernels },
    }, setting);
  assertThrows(fitTo(0), InsufficientDataError, "rate");
  assertThrows(fitTo(1), InsufficientDataError, "magnitude law");
  assertThrows(fitTo(9, EVENTS.magnitude.map(() => 3)), InsufficientDataError, "magnitude law");
  assertThrows(() => open(new Map(), setting), InputError, "parameters.json");
  const empty = new Map([["parameters.json", new TextEncoder().encode("{}")]]);
  assertThrows(() => open(empty, setting), InputError, "ratePerDay");
});

/** β by Aki and Utsu, written out: one over the mean above half a step below the smallest. */
function betaBefore({ data: { testStart } }: { data: { testStart: string } }): number {
  const before = EVENTS.magnitude.filter((_, i) => EVENTS.timeMs[i] < Date.parse(testStart));
  const mean = before.reduce((sum, one) => sum + one, 0) / before.length;
  return 1 / (mean - 2.95);
}

function quantilesOf(mean: number): number[] {
  return [0.025, 0.5, 0.975].map((probability) =>
    negativeBinomialQuantile(probability, { mean, dispersion: 0 })
  );
}
