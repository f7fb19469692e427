import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  AFTERSHOCK_REGIONS,
  aftershockBValue,
  aftershockParameters,
  type AftershockPosterior,
  type AftershockSequence,
  bayesianAftershocks,
  completeExposure,
  countAftershocks,
  genericAftershocks,
  omoriIntegral,
  productivitySpread,
  sequenceSpecificAftershocks,
} from "../../../engine/models/mod.ts";
import {
  completenessAfterEvent,
  RandomStream,
  RECOVERY_CALIFORNIA,
  RECOVERY_WORLD,
  roundMagnitude,
} from "../../../engine/mathematics/mod.ts";

const DAY_MS = 86_400_000;
const SUBDUCTION = AFTERSHOCK_REGIONS["SZ-GENERIC"];

/**
 * The Aleutian M 6.5 of 17 September 2026 and what the USGS published of it a week later (event
 * us7000ti1p, in the public domain): probabilities of at least one by window and magnitude.
 */
const ALEUTIANS: AftershockSequence = {
  magnitude: 6.5,
  days: [0.018649699074074075, 0.013771145833333333, 0.010068391203703704],
  magnitudes: [3.8, 4.1, 3.5],
  knownDays: 7,
  catalogue: 3.5,
  recovery: RECOVERY_CALIFORNIA,
};
const FROM = (1_790_262_000_000 - 1_789_654_792_210) / DAY_MS;
const LENGTHS = [1, 7, 30, 365];
const MAGNITUDES = [3, 4, 5, 6, 7];
const PUBLISHED = {
  generic: [
    [0.7312, 0.2542, 0.04008, 0.004357, 4.398e-4],
    [0.949, 0.6014, 0.1647, 0.02244, 0.002354],
    [0.9871, 0.7892, 0.3102, 0.05339, 0.005959],
  ],
  bayesian: [
    [0.3162, 0.03873, 0.003958, 3.967e-4, 3.968e-5],
    [0.8257, 0.1881, 0.02106, 0.00213, 2.133e-4],
    [0.9725, 0.4019, 0.0527, 0.005429, 5.445e-4],
    [0.9989, 0.7273, 0.1377, 0.01493, 0.001505],
  ],
};

/** p, c, from, to in days, and SciPy's integral. */
const OMORI = [
  [0.88, 0.018, 7, 14, 0.9114217452889375],
  [1, 0.018, 0, 365, 9.91733018852101],
  [1.2, 0.0033, 0.1, 30, 5.340752929453584],
  [0.5, 1, 0, 1, 0.8284271247461902],
  [2, 0.05, 3, 400, 0.3253691649199588],
];

/** p, c, known days, completeness in quiet times, and SciPy's integral for magnitude 7.1. */
const EXPOSURES = [
  [0.88, 0.018, 7, 3.5, 19273.50786439621],
  [1.1, 0.0033, 0.2, 3, 14746.580737544025],
  [1, 0.05, 0.01, 3, 101.58432516142084],
  [0.83, 0.0033, 112, 2, 825053.9776625793],
];

function window(
  posterior: AftershockPosterior,
  { days, magnitude }: { days: number; magnitude: number },
) {
  return countAftershocks(posterior, { from: FROM, to: FROM + days, magnitude });
}

Deno.test("generic and Bayesian probabilities equal those that the USGS published", () => {
  const forms = {
    generic: genericAftershocks(SUBDUCTION, ALEUTIANS),
    bayesian: bayesianAftershocks(SUBDUCTION, ALEUTIANS),
  };
  for (const [form, posterior] of Object.entries(forms)) {
    PUBLISHED[form as keyof typeof forms].forEach((row, length) =>
      row.forEach((probability, i) => {
        const found = window(posterior, {
          ...{ days: LENGTHS[length], magnitude: MAGNITUDES[i] },
        }).probability;
        const what = `${form}, ${LENGTHS[length]} days, magnitude ${MAGNITUDES[i]}`;
        // Four digits are published; the system drops a ten-thousandth of its grid.
        assertAlmostEquals(found / probability, 1, 1e-3, what);
      })
    );
  }
});

Deno.test("numbers have the fractiles that the USGS published", () => {
  const bayesian = bayesianAftershocks(SUBDUCTION, ALEUTIANS);
  const generic = genericAftershocks(SUBDUCTION, ALEUTIANS);
  const range = (posterior: AftershockPosterior, days: number, magnitude: number) => {
    const { quantile } = window(posterior, { days, magnitude });
    return [0.025, 0.5, 0.975].map(quantile);
  };
  assertEquals(range(bayesian, 365, 3), [3, 14, 34]);
  assertEquals(range(bayesian, 30, 3), [0, 5, 14]);
  assertEquals(range(bayesian, 365, 4), [0, 1, 5]);
  // The system leaves out a ten-thousandth of its grid, mostly where numbers are small.
  assertEquals(range(generic, 7, 3).slice(0, 2), [0, 10]);
  assertAlmostEquals(range(generic, 7, 3)[2], 137, 1);
  assertEquals(range(generic, 30, 3).slice(0, 2), [1, 25]);
  assertAlmostEquals(range(generic, 30, 3)[2], 348, 3);
  assertEquals(range(generic, 30, 4), [0, 2, 35]);
});

Deno.test("the posterior's mean and spread equal those that the USGS published", () => {
  const generic = aftershockParameters(genericAftershocks(SUBDUCTION, ALEUTIANS));
  assertAlmostEquals(generic.mean.a, -2.470234063475758, 2e-4);
  assertAlmostEquals(generic.deviation.a, 0.5832212975070257, 3e-4);
  const posterior = bayesianAftershocks(SUBDUCTION, ALEUTIANS);
  const bayesian = aftershockParameters(posterior);
  assertEquals(posterior.events, 3);
  assertAlmostEquals(bayesian.mean.a, -3.179324937469498, 3e-4);
  assertAlmostEquals(bayesian.deviation.a, 0.21466925459921227, 3e-4);
  assertAlmostEquals(bayesian.mostLikely.a, -3.14, 1e-9);
  assertAlmostEquals(bayesian.mean.p, 0.88, 1e-12);
  assertAlmostEquals(bayesian.deviation.p, 0, 1e-12);
  // Published beside them: the spread of the prior.
  assertAlmostEquals(productivitySpread(SUBDUCTION, 6.5), 0.5855274555295171, 1e-14);
  const oceans = AFTERSHOCK_REGIONS["ANSR-OCEANBD"];
  assertAlmostEquals(productivitySpread(oceans, 5.7), 0.7000714249274855, 1e-14);
});

Deno.test("Omori's integral equals SciPy's quadrature, at p = 1 and far from it", () => {
  for (const [p, c, from, to, expected] of OMORI) {
    assertAlmostEquals(omoriIntegral({ from, to }, { p, c }) / expected, 1, 1e-12, `p ${p}`);
  }
  const near = omoriIntegral({ from: 0, to: 30 }, { p: 1 + 1e-9, c: 0.01 });
  assertAlmostEquals(near / omoriIntegral({ from: 0, to: 30 }, { p: 1, c: 0.01 }), 1, 1e-7);
});

Deno.test("the exposure with completeness that recovers equals SciPy's quadrature", () => {
  for (const [p, c, knownDays, catalogue, expected] of EXPOSURES) {
    const sequence = { ...ALEUTIANS, magnitude: 7.1, knownDays, catalogue };
    const found = completeExposure(sequence, { p, c, b: 1 });
    assertAlmostEquals(found / expected, 1, 1e-6, `${knownDays} days from ${catalogue}`);
  }
});

/** A sequence drawn from the law itself, of which only complete events are recorded. */
function drawSequence(seed: string, knownDays: number): AftershockSequence {
  const random = new RandomStream(seed);
  const [a, p, c, magnitude, catalogue] = [-2, 1.1, 0.02, 7, 3];
  const all = 10 ** (a + magnitude - 2.95) * omoriIntegral({ from: 0, to: knownDays }, { p, c });
  const days: number[] = [];
  const magnitudes: number[] = [];
  for (let left = random.poisson(all); left > 0; left--) {
    // Inverse of Omori's cumulative number.
    const part = random.uniform() * (c ** (1 - p) - (c + knownDays) ** (1 - p));
    const at = (c ** (1 - p) - part) ** (1 / (1 - p)) - c;
    const size = roundMagnitude(2.95 + random.exponential(Math.LN10), 0.1);
    const law = RECOVERY_WORLD;
    if (size < completenessAfterEvent(magnitude, { days: at, catalogue, law })) continue;
    days.push(at);
    magnitudes.push(size);
  }
  return { magnitude, days, magnitudes, knownDays, catalogue, recovery: RECOVERY_WORLD };
}

Deno.test("a sequence's own parameters are found, and forecast what follows", () => {
  const sequence = drawSequence("own", 30);
  const posterior = sequenceSpecificAftershocks(AFTERSHOCK_REGIONS["SCR-GENERIC"], sequence);
  const { mean, deviation } = aftershockParameters(posterior);
  assert(posterior.events > 200, `${posterior.events} events`);
  assertAlmostEquals(mean.p, 1.1, 3 * deviation.p + 0.02);
  assertAlmostEquals(mean.a, -2, 3 * deviation.a + 0.02);
  assert(deviation.p < 0.1 && deviation.a < 0.1);
  assertAlmostEquals(aftershockBValue(sequence, { binWidth: 0.1 })!, 1, 0.2);
  const law = { p: 1.1, c: 0.02 };
  const truth = 10 ** (-2 + 7 - 3) * omoriIntegral({ from: 30, to: 60 }, law);
  const counts = countAftershocks(posterior, { from: 30, to: 60, magnitude: 3 });
  assertAlmostEquals(counts.expected / truth, 1, 0.3);
  assert(counts.quantile(0.025) < truth && counts.quantile(0.975) > truth);
  assertAlmostEquals(counts.cumulative(counts.quantile(0.5)), 0.5, 0.05);
});

Deno.test("few aftershocks, none, and no time at all", () => {
  const region = AFTERSHOCK_REGIONS["CAL-SCSN"];
  const few = { ...ALEUTIANS, days: [1, 2], magnitudes: [4, 4] };
  const own = aftershockParameters(sequenceSpecificAftershocks(region, few));
  assertAlmostEquals(own.mean.p, 0.83, 1e-12);
  assertAlmostEquals(own.deviation.c, 0, 1e-12);
  assertEquals(aftershockBValue(few, { binWidth: 0.1 }), null);
  const prior = aftershockParameters(genericAftershocks(region, ALEUTIANS));
  const silent = { ...ALEUTIANS, days: [], magnitudes: [] };
  const after = aftershockParameters(bayesianAftershocks(region, silent));
  assert(after.mean.a < prior.mean.a - 0.3 && after.deviation.a < prior.deviation.a);
  const unknown = aftershockParameters(bayesianAftershocks(region, { ...silent, knownDays: 0 }));
  assertAlmostEquals(unknown.mean.a, prior.mean.a, 1e-12);
});
