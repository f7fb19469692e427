import { invertPositive, RandomStream, symmetricEigen } from "../../mathematics/mod.ts";
import type { LocalPoint, Misfit } from "./misfit.ts";
import { normalEquations, type RefinedPoint } from "./refine_hypocentre.ts";

/** What arrivals leave uncertain. */
export interface Posterior {
  /** Second moments about the hypocentre: east, north, down, square kilometres. [3][3] */
  readonly covarianceKm2: number[][];
  /** Standard deviation of the origin time, seconds. */
  readonly timeErrorSeconds: number;
  /** Factor by which errors were scaled, as arrivals scatter more or less than they should. */
  readonly errorScale: number;
}

/** How it is sampled. */
export interface PosteriorOptions {
  /** Shallowest and deepest hypocentre, kilometres. */
  readonly depthsKm: readonly [number, number];
  /** Seconds over which an outlier is spread. */
  readonly outlierSeconds: number;
  /** Samples of the last round. */
  readonly samples: number;
}

/** Shares of the samples in each round. */
const ROUNDS = [0.5, 0.5, 1];
/** Samples that the law they are drawn from counts for, lest few that weigh much decide. */
const PROPOSAL_SAMPLES = 5;
/** Degrees of freedom of the proposal: heavier tails than the posterior's. */
const FREEDOM = 4;
/** What prior belief in the given errors weighs, in arrivals. */
const PRIOR_ARRIVALS = 3;
/** Place and origin time. */
const UNKNOWNS = 4;
const LEAST_VARIANCE_KM2 = 1e-6;

/**
 * Samples the posterior about its mode by importance: a Student t whose covariance is, at first,
 * that of the linear problem, and then of the samples before. The origin time is marginalised.
 * Depths out of bounds have no probability; all other places are as likely beforehand.
 */
export function samplePosterior(
  misfit: Misfit,
  mode: RefinedPoint,
  options: PosteriorOptions,
): Posterior {
  const errorScale = errorScaleOf(misfit, mode);
  const { matrix } = normalEquations(misfit, mode);
  const draws = drawsOf(options.samples);
  const linear = linearMoments(matrix, options.depthsKm).map((row) =>
    row.map((value) => value * errorScale ** 2)
  );
  let moments: Moments = { covariance: linear, originVariance: NaN };
  for (const share of ROUNDS) {
    moments = importanceMoments(misfit, {
      mode,
      errorScale,
      draws: draws.slice(0, Math.ceil(share * draws.length)),
      covariance: moments.covariance,
      ...options,
    });
  }
  misfit.at(mode, mode.originSeconds);
  return {
    covarianceKm2: moments.covariance,
    timeErrorSeconds: Math.sqrt(moments.originVariance),
    errorScale,
  };
}

interface Moments {
  covariance: number[][];
  originVariance: number;
}

/** Root of the variance factor, with the weight of prior belief in the errors as given. */
function errorScaleOf(misfit: Misfit, mode: RefinedPoint): number {
  misfit.at(mode, mode.originSeconds);
  let squares = PRIOR_ARRIVALS;
  let trusted = 0;
  misfit.trust.forEach((trust, i) => {
    squares += trust * (misfit.residual(i) / misfit.deviations[i]) ** 2;
    trusted += trust;
  });
  const freedom = PRIOR_ARRIVALS + Math.max(0, trusted - UNKNOWNS);
  // An unknown variance makes the posterior a Student t: its covariance has freedom - 2.
  return Math.sqrt(squares / (freedom - 2));
}

function linearMoments(
  matrix: readonly (readonly number[])[],
  [top, bottom]: readonly [number, number],
): number[][] {
  // What arrivals do not tell is as wide as the box.
  const widest = [1e3, 1e3, bottom - top, 1e3];
  const held = matrix.map((row, a) =>
    row.map((value, b) => a === b ? value + 1 / widest[a] ** 2 : value)
  );
  const inverse = invertPositive(held);
  if (inverse === undefined) return [[1e4, 0, 0], [0, 1e4, 0], [0, 0, 1e4]];
  return inverse.slice(0, 3).map((row) => row.slice(0, 3));
}

function importanceMoments(
  misfit: Misfit,
  task: {
    mode: RefinedPoint;
    errorScale: number;
    draws: readonly Draw[];
    covariance: number[][];
  } & Omit<PosteriorOptions, "samples">,
): Moments {
  const { mode, errorScale, draws, depthsKm, outlierSeconds } = task;
  const { values, vectors } = symmetricEigen(task.covariance);
  const lengths = values.map((value) => Math.sqrt(Math.max(value, LEAST_VARIANCE_KM2)));
  const covariance = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
  let [total, squares, originVariance] = [0, 0, 0];
  for (const { normal, logDensity } of draws) {
    const step = [0, 1, 2].map((axis) =>
      normal.reduce((sum, value, k) => sum + value * lengths[k] * vectors[k][axis], 0)
    );
    const point: LocalPoint = {
      eastKm: mode.eastKm + step[0],
      northKm: mode.northKm + step[1],
      depthKm: mode.depthKm + step[2],
    };
    if (point.depthKm < depthsKm[0] || point.depthKm > depthsKm[1]) continue;
    const rise = misfit.at(point, mode.originSeconds) - mode.misfit;
    // Where all are outliers, the origin time is as uncertain as they are.
    let information = 1 / outlierSeconds ** 2;
    misfit.trust.forEach((trust, i) => information += trust / misfit.deviations[i] ** 2);
    const weight = Math.exp(-rise / errorScale ** 2 - logDensity) / Math.sqrt(information);
    const late = misfit.originSeconds - mode.originSeconds;
    total += weight;
    squares += weight * weight;
    originVariance += weight * (late * late + errorScale ** 2 / information);
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) covariance[a][b] += weight * step[a] * step[b];
    }
  }
  if (!(total > 0)) return { covariance: task.covariance, originVariance: NaN };
  const effective = total * total / squares;
  const share = effective / (effective + PROPOSAL_SAMPLES);
  return {
    covariance: covariance.map((row, a) =>
      row.map((value, b) => share * value / total + (1 - share) * task.covariance[a][b])
    ),
    originVariance: originVariance / total,
  };
}

interface Draw {
  /** A draw of the Student t with unit scale. [3] */
  normal: number[];
  /** Log of its density, but for a constant. */
  logDensity: number;
}

/** The same draws for every event: a hypocentre does not depend on what was located before. */
function drawsOf(samples: number): Draw[] {
  let draws = kept.get(samples);
  if (draws !== undefined) return draws;
  const random = new RandomStream(1).fork("posterior");
  draws = Array.from({ length: samples }, () => {
    const squares = Array.from({ length: FREEDOM }, () => random.normal() ** 2);
    const scale = Math.sqrt(FREEDOM / squares.reduce((sum, value) => sum + value, 0));
    const normal = [0, 1, 2].map(() => scale * random.normal());
    const square = normal.reduce((sum, value) => sum + value * value, 0);
    return { normal, logDensity: -(FREEDOM + 3) / 2 * Math.log1p(square / FREEDOM) };
  });
  kept.set(samples, draws);
  return draws;
}

const kept = new Map<number, Draw[]>();
