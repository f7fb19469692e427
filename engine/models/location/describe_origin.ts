import type { ConfidenceEllipsoid, Origin } from "../../domain/mod.ts";
import { type Place, symmetricEigen } from "../../mathematics/mod.ts";
import type { Misfit } from "./misfit.ts";
import type { RefinedPoint } from "./refine_hypocentre.ts";
import type { Posterior } from "./sample_posterior.ts";

/** Share of probability inside an ellipsoid, and the square of its radius for three unknowns. */
const ELLIPSOID_PROBABILITY = 0.68;
/** Quantile 0.68 of chi-square with 3 degrees of freedom, rounded as in NonLinLoc. */
export const ELLIPSOID_CHI_SQUARE = 3.51;

/** An arrival with less trust than this is called an outlier. */
const OUTLIER_TRUST = 0.1;

/** A depth is called poorly constrained from this error on, kilometres, and this share of itself. */
const POOR_DEPTH_KM = 5;
const POOR_DEPTH_SHARE = 0.5;
/** So near to a bound a depth stands at it, kilometres. */
const EDGE_KM = 0.01;
/** Depth needs a station within this many depths and kilometres. */
const FAR_DEPTHS = 2;
const FAR_KM = 10;
const WIDE_GAP_DEGREES = 180;
/** Errors widened this many times are worth a word. */
const WIDE = 1.5;

/** What is known of an event when it has been located. */
export interface LocatedPoint {
  /** Identifier to give. */
  readonly id: string;
  /** The hypocentre in the frame of the misfit. */
  readonly point: RefinedPoint;
  /** The epicentre. */
  readonly place: Place;
  /** Its errors. */
  readonly posterior?: Posterior;
  /** Time that seconds are counted from. */
  readonly referenceMs: number;
  /** Shallowest and deepest hypocentre, kilometres. */
  readonly depthsKm: readonly [number, number];
  /** What is already to be said. */
  readonly remarks: readonly string[];
  /** What found it. */
  readonly method: string;
}

/** The origin as the rest of the engine knows it, with what a reader must be told. */
export function describeOrigin(misfit: Misfit, located: LocatedPoint): Origin {
  const { id, point, place, posterior, referenceMs, method } = located;
  misfit.at(point, point.originSeconds);
  const arrivals = misfit.arrivalsAt(point);
  const errors = posterior && errorsOf(posterior);
  const used = arrivals.filter(({ weight }) => weight >= OUTLIER_TRUST);
  const azimuthalGapDegrees = gapOf(used.map(({ azimuthDegrees }) => azimuthDegrees));
  return {
    id,
    timeMs: referenceMs + 1000 * point.originSeconds,
    latitude: place.latitude,
    longitude: place.longitude,
    depthKm: point.depthKm,
    ...errors,
    azimuthalGapDegrees,
    rootMeanSquareSeconds: rootMeanSquare(misfit),
    arrivals,
    method,
    remarks: [
      ...located.remarks,
      ...depthRemarks(located, { depthErrorKm: errors?.depthErrorKm, arrivals: used }),
      ...(azimuthalGapDegrees > WIDE_GAP_DEGREES
        ? [`stations leave a gap of ${azimuthalGapDegrees.toFixed(0)} degrees`]
        : []),
      ...scaleRemarks(posterior),
      ...outlierRemarks(arrivals),
    ],
  };
}

function errorsOf({ covarianceKm2, timeErrorSeconds }: Posterior) {
  const [east, north, down] = covarianceKm2;
  const horizontal = symmetricEigen([east.slice(0, 2), north.slice(0, 2)]);
  return {
    timeErrorSeconds,
    horizontalErrorKm: Math.sqrt(horizontal.values[0]),
    depthErrorKm: Math.sqrt(down[2]),
    covarianceKm2: covarianceKm2.flat(),
    ellipsoid: ellipsoidOf(covarianceKm2),
  };
}

/** The ellipsoid that holds 68 % of a normal distribution with this covariance. */
export function ellipsoidOf(covariance: readonly (readonly number[])[]): ConfidenceEllipsoid {
  const { values, vectors } = symmetricEigen(covariance);
  const [long, middle, short] = values.map((value) =>
    Math.sqrt(ELLIPSOID_CHI_SQUARE * Math.max(0, value))
  );
  return {
    probability: ELLIPSOID_PROBABILITY,
    halfAxesKm: [long, middle, short],
    directions: vectors.map(([east, north, down]) => [east, north, down] as const),
  };
}

/** Largest angle between neighbouring directions, degrees; 360 with one direction or none. */
export function gapOf(azimuthsDegrees: readonly number[]): number {
  const sorted = [...azimuthsDegrees].sort((a, b) => a - b);
  if (sorted.length === 0) return 360;
  let gap = sorted[0] + 360 - sorted[sorted.length - 1];
  for (let i = 1; i < sorted.length; i++) gap = Math.max(gap, sorted[i] - sorted[i - 1]);
  return gap;
}

/** Weighted by the variances of arrivals and by the trust in them, seconds. */
function rootMeanSquare(misfit: Misfit): number {
  let [sum, weights] = [0, 0];
  misfit.trust.forEach((trust, i) => {
    const weight = trust / misfit.deviations[i] ** 2;
    sum += weight * misfit.residual(i) ** 2;
    weights += weight;
  });
  return Math.sqrt(sum / weights);
}

function depthRemarks(
  { point: { depthKm }, depthsKm: [top, bottom] }: LocatedPoint,
  known: { depthErrorKm?: number; arrivals: Origin["arrivals"] },
): string[] {
  const { depthErrorKm = 0, arrivals } = known;
  if (depthKm <= top + EDGE_KM || depthKm >= bottom - EDGE_KM) {
    const edge = depthKm <= top + EDGE_KM ? "shallowest" : "deepest";
    return [`depth is not constrained: it stands at the ${edge} allowed, ${depthKm} km`];
  }
  if (depthErrorKm > Math.max(POOR_DEPTH_KM, POOR_DEPTH_SHARE * depthKm)) {
    return [`depth is poorly constrained: ${depthErrorKm.toFixed(1)} km standard deviation`];
  }
  const nearestKm = Math.min(...arrivals.map(({ distanceKm }) => distanceKm));
  if (nearestKm > FAR_DEPTHS * Math.max(0, depthKm) + FAR_KM) {
    return [`depth is poorly constrained: the nearest station is ${nearestKm.toFixed(0)} km away`];
  }
  return [];
}

function scaleRemarks(posterior: Posterior | undefined): string[] {
  if (posterior === undefined || posterior.errorScale < WIDE) return [];
  const times = posterior.errorScale.toFixed(1);
  return [`arrivals scatter more than their errors say: errors widened ${times} times`];
}

function outlierRemarks(arrivals: Origin["arrivals"]): string[] {
  const outliers = arrivals.filter(({ weight }) => weight < OUTLIER_TRUST).length;
  return outliers === 0 ? [] : [`${outliers} of ${arrivals.length} arrivals count as outliers`];
}
