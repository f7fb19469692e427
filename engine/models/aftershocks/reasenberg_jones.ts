import { type AftershockRegion, productivitySpread } from "./aftershock_regions.ts";
import {
  type AftershockSequence,
  completeAftershocks,
  completeExposure,
} from "./aftershock_sequence.ts";

/** Grid of productivities: a from −4.5 to −0.5 in steps of 0.01. */
const PRODUCTIVITIES = axis(-4.5, { to: -0.5, points: 401 });

/** Grid of Omori's p for a sequence of its own, as in operational forecasts. */
const EXPONENTS = axis(0.5, { to: 2, points: 76 });

/** Grid of Omori's c for a sequence of its own, days, evenly spaced in its logarithm. */
const DELAYS = axis(-4, { to: 0, points: 21 }).map((power) => 10 ** power);

/**
 * What is known of the parameters of a sequence. The rate of aftershocks of at least magnitude m is
 * 10^(a + b (M − m)) (t + c)^−p a day, t days after a mainshock of magnitude M.
 *
 * Source: Reasenberg & Jones 1989, Science 243, equation 3.
 */
export interface AftershockPosterior {
  /** Where it comes from. */
  form: "generic" | "sequence-specific" | "bayesian";
  /** Magnitude of the mainshock. */
  magnitude: number;
  /** The b-value. */
  b: number;
  /** Productivity of each point. [point] */
  a: Float64Array;
  /** Omori's p of each point. [point] */
  p: Float64Array;
  /** Omori's c of each point, days. [point] */
  c: Float64Array;
  /** Probability of each point; they add up to 1. [point] */
  weight: Float64Array;
  /** Aftershocks above completeness that it rests on. */
  events: number;
}

/** Mean and spread of the parameters, and the most likely ones. */
export interface AftershockParameters {
  /** Means over the posterior. */
  mean: { a: number; p: number; c: number };
  /** Standard deviations. */
  deviation: { a: number; p: number; c: number };
  /** The point of the greatest probability. */
  mostLikely: { a: number; p: number; c: number };
}

/** What the region alone says of a sequence. */
export function genericAftershocks(
  region: AftershockRegion,
  { magnitude, b = 1 }: { magnitude: number; b?: number },
): AftershockPosterior {
  const spread = productivitySpread(region, magnitude);
  const logPrior = (a: number) => -0.5 * ((a - region.a) / spread) ** 2;
  const grid = { p: [region.p], c: [region.c] };
  return posteriorOf(grid, { form: "generic", magnitude, b, events: 0, logDensity: logPrior });
}

/**
 * What the aftershocks alone say of a sequence: the likelihood of a, p and c on a grid. With fewer
 * than three complete aftershocks p and c stay those of the region, for nothing can be said of them.
 *
 * Source: Page et al. 2016, BSSA 106; Ogata 1983 (likelihood of Omori's law).
 */
export function sequenceSpecificAftershocks(
  region: AftershockRegion,
  sequence: AftershockSequence,
  { b = 1 }: { b?: number } = {},
): AftershockPosterior {
  const few = completeAftershocks(sequence).days.length < 3;
  const grid = few ? { p: [region.p], c: [region.c] } : { p: EXPONENTS, c: DELAYS };
  const given = { form: "sequence-specific", magnitude: sequence.magnitude, b } as const;
  return posteriorOf(grid, { ...given, ...likelihoodOf(sequence, b) });
}

/** The product of both: the region's law of a, with its p and c, and the aftershocks' likelihood. */
export function bayesianAftershocks(
  region: AftershockRegion,
  sequence: AftershockSequence,
  { b = 1 }: { b?: number } = {},
): AftershockPosterior {
  const { magnitude } = sequence;
  const spread = productivitySpread(region, magnitude);
  const { events, logDensity } = likelihoodOf(sequence, b);
  return posteriorOf({ p: [region.p], c: [region.c] }, {
    ...{ form: "bayesian", magnitude, b, events },
    logDensity: (a, p, c) => logDensity(a, p, c) - 0.5 * ((a - region.a) / spread) ** 2,
  });
}

/**
 * The b-value of the complete aftershocks, each above the completeness of its time; null below
 * twenty of them.
 *
 * Source: Aki 1965 with Utsu's half bin, for thresholds that change.
 */
export function aftershockBValue(
  sequence: AftershockSequence,
  { binWidth }: { binWidth: number },
): number | null {
  const { excess } = completeAftershocks(sequence);
  if (excess.length < 20) return null;
  const mean = excess.reduce((sum, above) => sum + above, 0) / excess.length;
  return Math.LOG10E / (mean + binWidth / 2);
}

/** Mean, spread and most likely values of a posterior. */
export function aftershockParameters(posterior: AftershockPosterior): AftershockParameters {
  const { weight } = posterior;
  const best = weight.reduce((most, value, point) => value > weight[most] ? point : most, 0);
  const meanOf = (values: Float64Array) =>
    values.reduce((sum, value, point) => sum + weight[point] * value, 0);
  const each = (of: (values: Float64Array) => number) => ({
    ...{ a: of(posterior.a), p: of(posterior.p), c: of(posterior.c) },
  });
  return {
    mean: each(meanOf),
    deviation: each((values) => {
      const mean = meanOf(values);
      const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
      // What is the same at every point has no spread but that of rounding.
      return deviation < 1e-12 ? 0 : deviation;
    }),
    mostLikely: each((values) => values[best]),
  };
}

type LogDensity = (a: number, p: number, c: number) => number;

/** ln L = n a ln 10 − p Σ ln(t + c) − 10^a · exposure, what no parameter changes left out. */
function likelihoodOf(
  sequence: AftershockSequence,
  b: number,
): { events: number; logDensity: LogDensity } {
  const { days } = completeAftershocks(sequence);
  let [lastP, lastC, logs, exposure] = [NaN, NaN, 0, 0];
  const logDensity = (a: number, p: number, c: number) => {
    if (p !== lastP || c !== lastC) {
      [lastP, lastC] = [p, c];
      logs = days.reduce((sum, at) => sum + Math.log(at + c), 0);
      exposure = completeExposure(sequence, { p, c, b });
    }
    return days.length * a * Math.LN10 - p * logs - 10 ** a * exposure;
  };
  return { events: days.length, logDensity };
}

function posteriorOf(
  grid: { p: readonly number[]; c: readonly number[] },
  given: Pick<AftershockPosterior, "form" | "magnitude" | "b" | "events"> & {
    logDensity: LogDensity;
  },
): AftershockPosterior {
  const { logDensity, ...known } = given;
  const size = PRODUCTIVITIES.length * grid.p.length * grid.c.length;
  const [a, p, c, weight] = Array.from({ length: 4 }, () => new Float64Array(size));
  let point = 0;
  for (const exponent of grid.p) {
    for (const delay of grid.c) {
      for (const productivity of PRODUCTIVITIES) {
        [a[point], p[point], c[point]] = [productivity, exponent, delay];
        weight[point++] = logDensity(productivity, exponent, delay);
      }
    }
  }
  const highest = weight.reduce((most, value) => Math.max(most, value), -Infinity);
  let total = 0;
  for (point = 0; point < size; point++) {
    weight[point] = Math.exp(weight[point] - highest);
    total += weight[point];
  }
  return { ...known, a, p, c, weight: weight.map((value) => value / total) };
}

function axis(from: number, { to, points }: { to: number; points: number }): number[] {
  return Array.from({ length: points }, (_, i) => from + (to - from) * i / (points - 1));
}
