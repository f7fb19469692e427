import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  InputError,
  type PointEvents,
  type Polygon,
} from "../../../engine/domain/mod.ts";
import {
  areaOfPolygon,
  type ProspectiveOptions,
  type ProspectiveRun,
  runProspective,
  summariseProspective,
} from "../../../engine/forecasting/mod.ts";
import { numberConsistency } from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { simulateEtas, uniformPlaces } from "../../../engine/models/mod.ts";

const DAY_MS = 86_400_000;
const REGION: Polygon = [[10, 40], [11, 40], [11, 41], [10, 41]];
const PARAMETERS = {
  ...{ log10Mu: -3.2, log10K0: -2.6, a: 1.5, log10C: -2.5, omega: 0.05, log10Tau: 2 },
  ...{ log10D: -0.5, gamma: 0.8, rho: 0.7 },
};
const START_MS = Date.UTC(2020, 0, 1);
const OPTIONS: ProspectiveOptions = {
  ...{ parameters: PARAMETERS, mc: 2, beta: 2.3, areaKm2: areaOfPolygon(REGION), region: REGION },
  ...{ drawPlace: uniformPlaces(REGION), cellDegrees: 0.1, lastMagnitude: 6 },
  ...{ startMs: START_MS, days: 20, simulations: 150, seed: 3 },
};

/** Two months of the very law that forecasts, of which the last 20 days are forecast. */
function truth(): PointEvents {
  return simulateEtas({
    ...OPTIONS,
    ...{ kind: "geographic", startMs: START_MS - 40 * DAY_MS, endMs: START_MS + 20 * DAY_MS },
    seed: 12,
  }).draw(0);
}

function ofTest({ tests }: ProspectiveRun, question: string) {
  return tests.find((test) => test.question === question)!;
}

Deno.test("twenty days of a known law pass, with uniform quantiles; the same seed, the same days", () => {
  const events = truth();
  const run = runProspective(events, OPTIONS);
  assertEquals(run.days.length, 20);
  const counted = run.days.reduce((sum, day) => sum + day.events, 0);
  const { places } = events;
  assert(places.kind === "geographic");
  const inside =
    Array.from(events.timeMs).filter((time, i) =>
      time >= START_MS && places.longitude[i] >= 10 && places.longitude[i] < 11 &&
      places.latitude[i] >= 40 && places.latitude[i] < 41
    ).length;
  assertEquals(counted, inside);
  for (
    const question of [
      ...["number", "magnitude-resampled"],
      ...["spatial-leave-one-out", "pseudo-likelihood-leave-one-out"],
    ] as const
  ) {
    const { valid, passed, interval, uniformProbability } = ofTest(run, question);
    assertEquals(valid, 20, question);
    // 16 or fewer of 20 have a chance of 1.6 % where each passes with 95 %.
    assert(passed >= 17 && interval!.high > 0.95, `${question}: ${passed}`);
    assert(uniformProbability! > 0.005, `${question}: ${uniformProbability}`);
  }
  assertEquals(runProspective(events, OPTIONS).tests, run.tests);
});

Deno.test("a wrong background is found out by its number, wrong magnitudes by theirs", () => {
  const events = truth();
  const many = { ...PARAMETERS, log10Mu: PARAMETERS.log10Mu + 0.4 };
  const number = ofTest(runProspective(events, { ...OPTIONS, parameters: many }), "number");
  assert(number.passed <= 12 && number.uniformProbability! < 1e-3, JSON.stringify(number));
  const flat = ofTest(runProspective(events, { ...OPTIONS, beta: 1.4 }), "magnitude-resampled");
  assert(flat.uniformProbability! < 1e-3, JSON.stringify(flat));
});

Deno.test("windows without events have no place but a number; no day, no catalogue, no degrees", () => {
  const events = truth();
  const silent = runProspective(events, {
    ...OPTIONS,
    ...{ startMs: START_MS + 40 * DAY_MS, days: 2, simulations: 20 },
  });
  assertEquals([ofTest(silent, "spatial").valid, ofTest(silent, "spatial").passRate], [0, null]);
  assertEquals(ofTest(silent, "number").valid, 2);
  for (const wrong of [{ days: 0 }, { simulations: 0.5 }]) {
    assertThrows(() => runProspective(events, { ...OPTIONS, ...wrong }), ConfigurationError);
  }
  const places = { kind: "plane" as const, northKm: events.timeMs, eastKm: events.timeMs };
  assertThrows(() => runProspective({ ...events, places }, OPTIONS), InputError, "longitude");
});

Deno.test("pass rates by hand", () => {
  const at = (observed: number) => [numberConsistency([1, 2, 3, 4], observed)];
  const random = new RandomStream("hand");
  const [test] = summariseProspective([at(2), at(9), at(3), at(0)], { random });
  assertEquals([test.question, test.valid, test.passed, test.passRate], ["number", 4, 2, 0.5]);
  assertEquals(summariseProspective([], { random }), []);
});
