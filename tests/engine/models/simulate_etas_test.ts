import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type PointEvents } from "../../../engine/domain/mod.ts";
import { greatCircleKm, taperedOmoriIntegral } from "../../../engine/mathematics/mod.ts";
import { branchingRatioOf, simulateEtas } from "../../../engine/models/mod.ts";
import { PLANE_PARAMETERS, planeScene } from "./etas_plane.ts";

const DAY_MS = 86_400_000;

/** One event of magnitude 6.5, five days before the start. */
function mainshock(kind: "plane" | "geographic"): PointEvents {
  const one = (value: number) => Float64Array.of(value);
  return {
    name: "one",
    size: 1,
    timeMs: one(-5 * DAY_MS),
    isDated: false,
    magnitude: one(6.5),
    places: kind === "plane"
      ? { kind, eastKm: one(0), northKm: one(0) }
      : { kind, longitude: one(179.9), latitude: one(-40) },
  };
}

/** Aftershocks only, so small that they have no own: the law itself. */
const DIRECT = { maximumMagnitude: 3, beta: 9, magnitudeStep: 0.1 };

Deno.test("ETAS simulation: counts are Poisson about what is expected", () => {
  const parameters = { ...PLANE_PARAMETERS, log10K0: -4 };
  const scene = { ...planeScene({ days: 30 }), ...DIRECT, parameters };
  const simulator = simulateEtas({ ...scene, history: mainshock("plane") });
  const counts = Array.from({ length: 400 }, (_, i) => simulator.draw(i).size);
  const mean = counts.reduce((sum, count) => sum + count, 0) / 400;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 399;
  // A small part are aftershocks of aftershocks.
  const { expectedDirect } = simulator;
  const own = branchingRatioOf(parameters, { beta: 9, magnitudeStep: 0.1, days: 30 })!;
  assert(own < 0.01 && expectedDirect > 100, `${own} of ${expectedDirect}`);
  const error = Math.sqrt(expectedDirect / 400);
  assert(mean > expectedDirect - 3.5 * error, `${mean} for ${expectedDirect}`);
  assert(mean < expectedDirect * (1 + own) + 3.5 * error, `${mean} for ${expectedDirect}`);
  assert(Math.abs(variance / mean - 1) < 3.5 * Math.sqrt(2 / 399), `${variance} for ${mean}`);
});

Deno.test("ETAS simulation: ages follow the tapered law, distances the power law", () => {
  for (const kind of ["plane", "geographic"] as const) {
    const parameters = { ...PLANE_PARAMETERS, log10Mu: -10, log10K0: -3.3, log10Tau: 1 };
    const history = mainshock(kind);
    const scene = { ...planeScene({ days: 60 }), ...DIRECT, parameters, kind, history };
    const simulator = simulateEtas(scene);
    const [ages, distances]: [number[], number[]] = [[], []];
    for (let i = 0; ages.length < 4_000; i++) {
      const { timeMs, places } = simulator.draw(i);
      for (let k = 0; k < timeMs.length; k++) {
        ages.push(timeMs[k] / DAY_MS + 5);
        distances.push(
          places.kind === "plane"
            ? Math.hypot(places.eastKm[k], places.northKm[k])
            : greatCircleKm({ latitude: -40, longitude: 179.9 }, {
              latitude: places.latitude[k],
              longitude: places.longitude[k],
            }, 6378.1),
        );
      }
    }
    const law = { cDays: 0.01, omega: 0.05, tauDays: 10 };
    const integral = (to: number) => taperedOmoriIntegral(law, { from: 5, to });
    checkDistribution(ages, (age) => integral(age) / integral(65));
    const spread = 10 ** -0.5 * Math.exp(0.8 * 3.5);
    checkDistribution(distances, (r) => 1 - (1 + r * r / spread) ** -0.7);
  }
});

Deno.test("ETAS simulation: magnitudes are exponential, rounded and cut", () => {
  const scene = { ...planeScene({ days: 3_000 }), beta: 2.3, maximumMagnitude: 7 };
  const { magnitude, timeMs } = simulateEtas(scene).draw(0);
  assert(magnitude.length > 5_000);
  const smallest = magnitude.filter((m) => m === 3).length / magnitude.length;
  const expected = -Math.expm1(-0.23);
  assert(Math.abs(smallest - expected) < 3.5 * Math.sqrt(expected / magnitude.length));
  assert(magnitude.every((m) => m >= 3 && m <= 7 && Math.abs(10 * m - Math.round(10 * m)) < 1e-9));
  assert(timeMs.every((time, i) => time >= (timeMs[i - 1] ?? 0) && time < 3_000 * DAY_MS));
});

Deno.test("ETAS simulation: a catalogue depends on its seed and number alone", () => {
  const scene = planeScene({ days: 200 });
  const [one, same, other] = [scene, scene, { ...scene, seed: 2 }].map(simulateEtas);
  one.draw(0);
  assertEquals(one.draw(5), same.draw(5));
  assert(one.draw(5).timeMs[0] !== one.draw(6).timeMs[0]);
  assert(one.draw(5).timeMs[0] !== other.draw(5).timeMs[0]);
});

Deno.test("ETAS simulation: nothing to expect, and cascades without end", () => {
  const scene = planeScene({ days: 1 });
  const none = { ...scene, parameters: { ...PLANE_PARAMETERS, log10Mu: -300 } };
  assertEquals(simulateEtas(none).draw(0).size, 0);
  const parameters = { ...PLANE_PARAMETERS, log10K0: 0, log10C: -1 };
  const endless = simulateEtas({ ...scene, parameters, endMs: 100 * DAY_MS, mostEvents: 9_999 });
  assertThrows(() => endless.draw(0), ConfigurationError);
});

/** Kolmogorov's distance within what 1 sample in 2,000 would have. */
function checkDistribution(sample: readonly number[], cumulative: (x: number) => number): void {
  const sorted = [...sample].sort((a, b) => a - b);
  let distance = 0;
  sorted.forEach((x, i) => {
    const share = cumulative(x);
    distance = Math.max(distance, share - i / sorted.length, (i + 1) / sorted.length - share);
  });
  assert(distance * Math.sqrt(sorted.length) < 2.04, `${distance} for ${sorted.length}`);
}
