import { InsufficientDataError, type PlaceLaws } from "../../domain/mod.ts";
import {
  choleskyRoot,
  greatCircleKm,
  solveLower,
  solveLowerTransposed,
} from "../../mathematics/mod.ts";
import type { PriorLaws } from "./predict_shaking.ts";

/** Where places are, degrees. [place] */
export interface PlaceColumns {
  /** Degrees north. [place] */
  readonly latitude: ArrayLike<number>;
  /** Degrees east. [place] */
  readonly longitude: ArrayLike<number>;
}

/** Laws at places. */
export interface PriorAtPlaces {
  /** Where they are. */
  readonly places: PlaceColumns;
  /** What is expected there. */
  readonly prior: PriorLaws;
}

/** What was observed, with what had been expected. */
export interface ObservedValues extends PriorAtPlaces {
  /** Values. [observation] */
  readonly value: ArrayLike<number>;
  /** Standard deviations of the values themselves. [observation] */
  readonly noise: ArrayLike<number>;
}

/**
 * Normal laws at places given observations: residuals have a part that the whole event shares and a part
 * that is correlated over space as exp(-3 h / range). Without observations the prior's own errors, put
 * together.
 *
 * Throws InsufficientDataError where observations contradict one another without error of their own.
 *
 * Source: Worden, Thompson, Baker, Bradley, Luco and Wald (2018), BSSA 108, 853-866; the part between
 * events as in Engler, Worden, Thompson and Jaiswal (2022), BSSA 112, here as one covariance.
 */
export function conditionLaws(
  target: PriorAtPlaces,
  { observed, rangeKm }: { observed: ObservedValues; rangeKm: number },
): PlaceLaws {
  const count = observed.value.length;
  const { mean, between, within } = target.prior;
  const root = choleskyRoot(Array.from({ length: count }, (_, i) => {
    const row = covariances(observed, i, { observed, rangeKm });
    row[i] += observed.noise[i] ** 2;
    return row;
  }));
  if (root === undefined) {
    throw new InsufficientDataError("Cannot blend observations without error at the same place", {
      ...{ have: count, need: count, of: "observations that differ in place or have an error" },
    });
  }
  const residual = Float64Array.from(
    { length: count },
    (_, i) => observed.value[i] - observed.prior.mean[i],
  );
  const weights = solveLowerTransposed(root, solveLower(root, residual));
  const laws = { mean: Float64Array.from(mean), error: new Float64Array(mean.length) };
  for (let place = 0; place < mean.length; place++) {
    const shared = covariances(target, place, { observed, rangeKm });
    for (let i = 0; i < count; i++) laws.mean[place] += shared[i] * weights[i];
    let variance = between[place] ** 2 + within[place] ** 2;
    for (const part of solveLower(root, shared)) variance -= part * part;
    laws.error[place] = Math.sqrt(Math.max(0, variance));
  }
  return laws;
}

/** Covariances of a place with all observations. [observation] */
function covariances(
  { places, prior }: PriorAtPlaces,
  place: number,
  { observed, rangeKm }: { observed: PriorAtPlaces; rangeKm: number },
): Float64Array {
  const from = { latitude: places.latitude[place], longitude: places.longitude[place] };
  const other = observed.prior;
  return Float64Array.from(other.mean, (_, i) => {
    const to = {
      latitude: observed.places.latitude[i],
      longitude: observed.places.longitude[i],
    };
    return prior.between[place] * other.between[i] +
      prior.within[place] * other.within[i] * Math.exp(-3 * greatCircleKm(from, to) / rangeKm);
  });
}
