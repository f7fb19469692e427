import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { StationEvidence } from "../../../../engine/domain/mod.ts";
import { ATKINSON_WALD_2007, velocityIntensityModel } from "../../../../engine/monitoring/mod.ts";
import { observeShaking } from "../../../../engine/monitoring/early_warning/observed_shaking.ts";
import { estimateWarningMagnitude } from "../../../../engine/monitoring/early_warning/estimate_warning_magnitude.ts";
import {
  type LevelState,
  nextLevel,
  warnSite,
} from "../../../../engine/monitoring/early_warning/warn_site.ts";

const SITE = { name: "here", latitude: 35, longitude: -117 };
const SETTING = {
  ...{ intensityModel: ATKINSON_WALD_2007, distanceKm: 30, distanceSigmaKm: 2, depthKm: 8 },
  ...{ sArrivalMs: 9000, nowMs: 2000 },
};

Deno.test("what a site has to expect joins the law's error with those of magnitude and place", () => {
  const exact = warnSite(SITE, {
    ...{ ...SETTING, distanceSigmaKm: 0, magnitude: { magnitude: 6.5, sigma: 0 } },
  });
  const { mean, sigma } = ATKINSON_WALD_2007.intensityAt({
    ...{ magnitude: 6.5, epicentralKm: 30, depthKm: 8 },
  });
  assertEquals([exact.intensity, exact.intensitySigma], [mean, sigma]);
  assertEquals(exact.secondsUntilS, 7);
  const unsure = warnSite(SITE, { ...SETTING, magnitude: { magnitude: 6.5, sigma: 0.5 } });
  // Slope of the law by magnitude at 6.5: 2.27 + 0.1304 - 0.577 lg R.
  const slope = 2.27 + 0.1304 - 0.577 * Math.log10(Math.hypot(30, 8, 14));
  assert(unsure.intensitySigma > Math.hypot(sigma, 0.5 * slope));
  assertAlmostEquals(unsure.intensitySigma, Math.hypot(sigma, 0.5 * slope), 0.02);
  const [low, high] = unsure.intensityInterval;
  assertAlmostEquals((high - low) / 2, 1.645 * unsure.intensitySigma, 1e-3);
});

Deno.test("the law of intensities by hand: M 6.5 at 30 km is 5.821, M 5 at 100 km is 2.699", () => {
  // 12.27 + 1.135 + .0326 - 1.3 lg R - .000707 R + 1.95 B - 3.7505 lg R at R = sqrt(30² + 14²).
  const near = ATKINSON_WALD_2007.intensityAt({ magnitude: 6.5, epicentralKm: 30, depthKm: 0 });
  assertAlmostEquals(near.mean, 5.82134, 1e-4);
  const far = ATKINSON_WALD_2007.intensityAt({ magnitude: 5, epicentralKm: 100, depthKm: 0 });
  assertAlmostEquals(far.mean, 2.69920, 1e-4);
});

Deno.test("a level rises at once and falls only after three quiet seconds", () => {
  const at = (p4: number, p6: number) => ({ "4": p4, "5": p6, "6": p6, "7": 0, "8": 0 });
  let state: LevelState = { level: "none" };
  const steps: [number, number, number, string][] = [
    [0, 0.6, 0.1, "caution"],
    [1000, 0.9, 0.55, "warning"],
    [2000, 0.9, 0.3, "warning"], // between the two thresholds: held
    [3000, 0.9, 0.2, "warning"],
    [5000, 0.9, 0.2, "warning"],
    [5500, 0.9, 0.3, "warning"], // high enough again: the three seconds begin anew
    [6000, 0.9, 0.2, "warning"],
    [8900, 0.9, 0.2, "warning"],
    [9000, 0.9, 0.2, "caution"],
    [9100, 0.1, 0, "caution"],
    [12_100, 0.1, 0, "information"],
    [12_200, 0.9, 0.9, "warning"],
  ];
  for (const [nowMs, p4, p6, expected] of steps) {
    state = nextLevel(state, { probabilities: at(p4, p6), nowMs });
    assertEquals(state.level, expected, `at ${nowMs}`);
  }
});

function stationsWith(count: number, reading: Partial<StationEvidence>): StationEvidence[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ station: `XX.S${i}`, pTimeMs: 0, knownMs: 0, distanceKm: 20, residualSeconds: 0 },
    ...reading,
  }));
}

Deno.test("a hundred stations that agree are no surer than the error they share", () => {
  const one = estimateWarningMagnitude(
    stationsWith(1, { seconds: 4, displacementMagnitude: 6 }),
  )!;
  const many = estimateWarningMagnitude(
    stationsWith(100, { seconds: 4, displacementMagnitude: 6, periodMagnitude: 6 }),
  )!;
  assertAlmostEquals(one.sigma, Math.hypot(0.31, 0.37), 1e-12);
  assert(many.sigma >= 0.37 && many.sigma < one.sigma);
  assertEquals(many.stationCount, 100);
  assertEquals(estimateWarningMagnitude(stationsWith(3, {})), undefined);
});

Deno.test("a second of P says less than four, and two ways that disagree say less than one", () => {
  const short = estimateWarningMagnitude(
    stationsWith(2, { seconds: 1, displacementMagnitude: 5 }),
  )!;
  const full = estimateWarningMagnitude(
    stationsWith(2, { seconds: 4, displacementMagnitude: 5 }),
  )!;
  assert(short.sigma > full.sigma + 0.1);
  const torn = estimateWarningMagnitude(
    stationsWith(2, { seconds: 4, displacementMagnitude: 6, periodMagnitude: 8 }),
  )!;
  assert(torn.sigma > full.sigma + 0.2);
  assert(torn.magnitude > 6.2 && torn.magnitude < 7.2);
  const large = estimateWarningMagnitude(
    stationsWith(2, { seconds: 4, displacementMagnitude: 7.2 }),
  )!;
  assert(large.remarks[0].startsWith("saturated"));
});

Deno.test("the period says nothing of small events, and more with their size", () => {
  const magnitudeBy = (displacementMagnitude: number, periodMagnitude: number) =>
    estimateWarningMagnitude(
      stationsWith(9, { seconds: 4, displacementMagnitude, periodMagnitude }),
    )!.magnitude;
  assertAlmostEquals(magnitudeBy(5.1, 6), 5.1, 1e-9);
  const shares = [5.21, 5.4, 5.6, 5.8, 6.5].map((m) => magnitudeBy(m, m + 1) - m);
  shares.forEach((share, i) => i > 0 && assert(share >= shares[i - 1] - 1e-9));
  assert(shares[0] < 0.02 && shares[3] > 0.2);
  assertAlmostEquals(shares[4], shares[3], 1e-9);
});

Deno.test("stations that were shaken correct the whole event, as far as they can be trusted", () => {
  // By Worden et al. 2012, above 3.4 cm/s the intensity is 2.89 + 3.16 lg of twice the vertical peak.
  const event = { intensityModel: ATKINSON_WALD_2007, magnitude: 6, depthKm: 8 };
  const { mean } = ATKINSON_WALD_2007.intensityAt({ ...event, epicentralKm: 20 });
  const velocity = 10 ** ((mean + 1 - 2.89) / 3.16) / 100; // one intensity more than expected
  const felt = stationsWith(6, { peakVelocity: velocity / 2 });
  assertEquals(observeShaking(felt.slice(0, 2), event), undefined);
  const observed = observeShaking(felt, event)!;
  assertAlmostEquals(observed.mean, 1, 1e-9);
  assertAlmostEquals(observed.variance, 0.75 ** 2 / 6 + 0.09, 1e-12);
  const magnitude = { magnitude: 6, sigma: 0.5 };
  const before = warnSite(SITE, { ...SETTING, magnitude });
  const after = warnSite(SITE, { ...SETTING, magnitude, observed });
  assert(after.intensity > before.intensity + 0.5 && after.intensity < before.intensity + 1);
  assert(after.intensitySigma < before.intensitySigma);
  const sure = warnSite(SITE, { ...SETTING, magnitude: { magnitude: 6, sigma: 1e-6 }, observed });
  assertAlmostEquals(sure.intensity, before.intensity, 1e-6);
});

Deno.test("intensity by peak velocity: M 6.5 at 30 km on rock", () => {
  // 6.961 cm/s by the equations of Boore et al. 2014, written apart in Python.
  const model = velocityIntensityModel(620);
  const { mean, sigma } = model.intensityAt({ magnitude: 6.5, epicentralKm: 30, depthKm: 8 });
  assertAlmostEquals(mean, 2.89 + 3.16 * Math.log10(6.960976), 2e-3);
  assert(sigma > 0.63 && sigma < 1.2);
});
