import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  allen2012,
  atkinsonWald2007,
  bssa14,
  intensityOfMotion,
  meanIntensitySlope,
  motionOfIntensity,
  ruptureDistances,
  ruptureSize,
} from "../../../engine/impact/mod.ts";
import { destination } from "../../../engine/mathematics/mod.ts";

const NORMAL = "normal";
const STRIKE_SLIP = "strike-slip";
const REVERSE = "reverse";

/** Magnitude, mechanism, distance, vs30, PGV cm/s, PGA g. Source: OpenQuake, BSSA_2014_MEAN.csv, six digits. */
const BSSA14_MEDIANS = [
  [3, NORMAL, 0, 200, 0.219327, 0.0122054],
  [3, NORMAL, 100, 600, 0.000863263, 3.63104e-5],
  [3, NORMAL, 20, 760, 0.00939338, 0.000571533],
  [4, NORMAL, 50, 250, 0.0703617, 0.00177003],
  [4, NORMAL, 0, 600, 0.762923, 0.0293795],
  [4, NORMAL, 100, 400, 0.0161471, 0.000382604],
  [8, STRIKE_SLIP, 0, 250, 114.823, 0.569769],
  [8, STRIKE_SLIP, 20, 200, 49.2945, 0.295543],
  [8, STRIKE_SLIP, 50, 600, 14.5397, 0.13346],
  [8, STRIKE_SLIP, 75, 200, 20.2269, 0.136273],
  [8, STRIKE_SLIP, 100, 760, 6.15376, 0.0570218],
  [3, REVERSE, 0, 400, 0.149706, 0.0100914],
  [3, REVERSE, 75, 250, 0.00359042, 0.000139064],
  [3, REVERSE, 20, 600, 0.0137701, 0.000810802],
  [4, REVERSE, 75, 760, 0.0179964, 0.000558317],
] as const;

Deno.test("BSSA14 gives the medians that OpenQuake tabulates", () => {
  for (const [magnitude, mechanism, joynerBooreKm, vs30, pgv, pga] of BSSA14_MEDIANS) {
    const of = (measure: "pga" | "pgv") =>
      Math.exp(bssa14({ measure, magnitude, mechanism, joynerBooreKm, vs30 }).lnMedian);
    assertAlmostEquals(of("pgv") / pgv, 1, 5e-6);
    assertAlmostEquals(of("pga") / pga, 1, 5e-6);
  }
});

Deno.test("BSSA14 gives the total errors that OpenQuake tabulates, and the table's error between events", () => {
  // Source: OpenQuake, BSSA_2014_TOTAL_STD.csv, four digits: vs30, PGV, PGA of magnitude 3 at 100 km.
  for (
    const [vs30, pgv, pga] of [[200, 0.692, 0.741], [250, 0.7161, 0.7627], [600, 0.7586, 0.8009]]
  ) {
    const of = (measure: "pga" | "pgv") => {
      const { between, within } = bssa14({ measure, magnitude: 3, joynerBooreKm: 100, vs30 });
      assertEquals(between, measure === "pga" ? 0.398 : 0.401);
      return Math.hypot(between, within);
    };
    assertAlmostEquals(of("pgv"), pgv, 6e-5);
    assertAlmostEquals(of("pga"), pga, 6e-5);
  }
  const far = bssa14({ measure: "pga", magnitude: 7, joynerBooreKm: 400, vs30: 760 });
  assertAlmostEquals(far.within, 0.595, 1e-12);
  assertEquals(far.between, 0.348);
});

/** Distances of the tables of Allen et al. */
const DISTANCES_KM = [1, 5, 10, 20, 50, 100, 300];

// Source: OpenQuake, AWW_IPE_*.csv, made by an independent program in Matlab, seven digits.
const ALLEN_2012 = {
  rupture: {
    5: [7.7093365, 6.6649809, 5.9481375, 5.1941946, 4.1836633, 3.4168947, 2.2008926],
    6: [8.0856825, 7.4553302, 6.8247572, 6.0976469, 5.0951139, 4.3295066, 3.1138494],
    7: [8.1745641, 7.9579354, 7.5709359, 6.9606367, 5.9996247, 5.2403654, 4.0266109],
    error: [0.9498849, 0.9471578, 0.9390376, 0.9116361, 0.822168, 0.7583028, 0.7249953],
  },
  hypocentre: {
    5: [8.1928149, 6.880172, 5.9736099, 5.0191197, 3.7394023, 2.8223814, 1.368028],
    6: [8.2797327, 7.8627966, 7.2488079, 6.4046804, 5.1603881, 4.2486195, 2.795832],
    7: [8.2924672, 8.2206291, 8.0343509, 7.5721877, 6.5368604, 5.6632662, 4.2223319],
    error: [1.1892958, 1.1731638, 1.1307441, 1.0298979, 0.8841552, 0.8384363, 0.8221434],
  },
};

Deno.test("Allen et al. 2012 gives what OpenQuake tabulates, from the rupture and from the hypocentre", () => {
  for (const from of ["rupture", "hypocentre"] as const) {
    for (const magnitude of [5, 6, 7] as const) {
      DISTANCES_KM.forEach((distanceKm, i) => {
        const { mean, error } = allen2012({ magnitude, distanceKm, from });
        assertAlmostEquals(mean, ALLEN_2012[from][magnitude][i], 1e-7);
        assertAlmostEquals(error, ALLEN_2012[from].error[i], 1e-7);
      });
    }
  }
});

Deno.test("Atkinson and Wald 2007 gives what the equation gives in another program", () => {
  // Recomputed with NumPy from the printed equation and coefficients: 0, 10, 50, 200 km; then the east.
  const table = [
    [5, [5.323956, 4.947058, 3.379475, 1.963093, 5.763932, 3.460227]],
    [6.5, [7.639182, 7.184807, 5.20203, 3.277833, 8.286868, 5.259188]],
    [7.5, [9.508666, 9.002639, 6.743068, 4.480326, 10.257575, 6.747246]],
  ] as const;
  for (const [magnitude, [a, b, c, d, east, far]] of table) {
    const west = [0, 10, 50, 200].map((distanceKm) =>
      atkinsonWald2007({ magnitude, distanceKm }).mean
    );
    west.forEach((mean, i) => assertAlmostEquals(mean, [a, b, c, d][i], 1e-6));
    const region = "central and eastern US";
    const there = [10, 200].map((distanceKm) =>
      atkinsonWald2007({ magnitude, distanceKm, region }).mean
    );
    there.forEach((mean, i) => assertAlmostEquals(mean, [east, far][i], 1e-6));
  }
});

const MOTIONS = [0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5];

// Source: USGS ShakeMap, tests/shakelib/gmice/wgrw12_test.py, which takes 981 cm/s2 for g.
const PGA_INTENSITIES = [
  3.31708696,
  4.05662491,
  5.76917533,
  6.88298631,
  7.53452397,
  7.9967973,
  8.35536434,
];
const PGV_INTENSITIES = [3.78, 4.48136824, 6.05, 7.00125479, 7.55770316, 7.95250957, 8.25874521];
const INTENSITIES = [2, 3, 4, 5, 6.2, 7.3, 8.1];
const PGA_OF = [
  0.14134045,
  0.6243495,
  2.75796695,
  6.19604804,
  13.07492182,
  25.92605261,
  42.65329774,
];

const GRAVITY_RATIO = Math.log(981 / 980.665);

Deno.test("WGRW12 converts as ShakeMap does, both ways", () => {
  MOTIONS.forEach((motion, i) => {
    const lnMotion = Math.log(motion) + GRAVITY_RATIO;
    assertAlmostEquals(intensityOfMotion("pga", { lnMotion }).intensity, PGA_INTENSITIES[i], 1e-8);
    const { intensity } = intensityOfMotion("pgv", { lnMotion: Math.log(100 * motion) });
    assertAlmostEquals(intensity, PGV_INTENSITIES[i], 1e-8);
  });
  INTENSITIES.forEach((intensity, i) => {
    const { lnMotion, lnError } = motionOfIntensity("pga", { intensity });
    assertAlmostEquals(lnMotion - GRAVITY_RATIO, Math.log(PGA_OF[i] / 100), 3e-8);
    assertAlmostEquals(lnError, 0.35 * Math.LN10, 1e-12);
  });
  assertAlmostEquals(intensityOfMotion("pgv", { lnMotion: 0 }).slope, 1.47 / Math.LN10, 1e-12);
});

Deno.test("WGRW12 corrects for distance and magnitude within their limits", () => {
  const lnMotion = Math.log(0.2) + GRAVITY_RATIO;
  const place = { distanceKm: 32, magnitude: 7.5 };
  const { intensity } = intensityOfMotion("pga", { lnMotion, place });
  // The largest magnitude it corrects for is 7.3.
  const correction = -0.91 + 1.02 * Math.log10(32) - 0.17 * 7.3;
  assertAlmostEquals(intensity, 6.88298631 + correction, 1e-8);
  const back = motionOfIntensity("pga", { intensity, place });
  assertAlmostEquals(back.lnMotion, lnMotion, 1e-9);
  const near = intensityOfMotion("pga", { lnMotion, place: { ...place, distanceKm: 1 } });
  assertAlmostEquals(
    near.intensity,
    intensityOfMotion("pga", { lnMotion, place: { ...place, distanceKm: 10 } }).intensity,
  );
});

Deno.test("the mean slope of an intensity is that of many draws, and does not jump", () => {
  for (const [measure, lnMotion] of [["pgv", 1.2], ["pgv", -2.9], ["pga", -3.3]] as const) {
    const lnError = 0.65;
    let [sum, weights] = [0, 0];
    for (let z = -6; z <= 6; z += 0.001) {
      const weight = Math.exp(-z * z / 2);
      sum += weight * intensityOfMotion(measure, { lnMotion: lnMotion + lnError * z }).slope;
      weights += weight;
    }
    assertAlmostEquals(meanIntensitySlope(measure, { lnMotion, lnError }), sum / weights, 1e-3);
  }
  const kink = 0.53 * Math.LN10;
  const [before, after] = [kink - 1e-6, kink + 1e-6].map((lnMotion) =>
    meanIntensitySlope("pgv", { lnMotion, lnError: 0.6 })
  );
  assertAlmostEquals(before, after, 1e-5);
});

Deno.test("distances from a rupture of known strike are those of a line, and deep ones see its top", () => {
  const source = { magnitude: 7, latitude: 10, longitude: 20, depthKm: 40, strikeDegrees: 0 };
  const { lengthKm, widthKm } = ruptureSize(7);
  assertAlmostEquals(lengthKm, 48.978, 1e-3);
  const at = (bearing: number, distanceKm: number) =>
    ruptureDistances(source, destination(source, { bearing, distanceKm }))[0];
  // The sphere of `destination` and the ellipsoid differ by half a per cent.
  assertAlmostEquals(at(90, 30).joynerBooreKm / 30, 1, 0.006);
  assertAlmostEquals(at(0, lengthKm / 2 + 30).joynerBooreKm / 30, 1, 0.02);
  assertAlmostEquals(at(0, 10).joynerBooreKm, 0, 1e-3);
  assertAlmostEquals(at(0, 0).ruptureKm, 40 - widthKm / 2, 1e-9);
  const { strikeDegrees: _, ...unknown } = source;
  const all = ruptureDistances(unknown, destination(source, { bearing: 33, distanceKm: 60 }));
  const nearest = Math.min(...all.map(({ joynerBooreKm }) => joynerBooreKm));
  const farthest = Math.max(...all.map(({ joynerBooreKm }) => joynerBooreKm));
  assertEquals(all.length, 18);
  assert(nearest > 34 && nearest < 37 && farthest > 59 && farthest < 61);
});
