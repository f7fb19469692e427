import { computeTimes, type LocalPoint, type Observation, type TimeErrors } from "./misfit.ts";

/** Most arrivals that are paired; the earliest, which are the nearest. */
const MOST_ARRIVALS = 60;

/** Stands for the logarithm of nothing. */
const LEAST_SHARE = 1e-30;

/**
 * How badly a place explains the differences of arrival times, whatever the origin time: the
 * negative logarithm of equal differential time, each pair of arrivals a term of a sum. A gross
 * error spoils only its own pairs, so the place where most pairs agree stands out however large
 * errors are.
 *
 * Source: Font et al. 2004, Geophys. J. Int. 158, 1057; Lomax 2005, Bull. Seism. Soc. Am. 95, 2454.
 */
export class EqualDifference {
  readonly #observations: readonly Observation[];
  readonly #errors: TimeErrors;
  readonly #computed: Float64Array;
  readonly #deviations: Float64Array;
  readonly #offsets: Float64Array;

  constructor(observations: readonly Observation[], errors: TimeErrors) {
    this.#observations = [...observations].sort((a, b) => a.seconds - b.seconds)
      .slice(0, MOST_ARRIVALS);
    this.#errors = errors;
    const size = this.#observations.length;
    this.#computed = new Float64Array(size);
    this.#deviations = new Float64Array(size);
    this.#offsets = new Float64Array(size);
  }

  /** At a point; `blurKm` is how far the source may be from it, which widens errors. */
  at(point: LocalPoint, blurKm: number): number {
    const deviations = this.#deviations;
    const offsets = this.#offsets;
    const into = { computed: this.#computed, deviations, offsets };
    computeTimes(this.#observations, { point, blurKm, errors: this.#errors }, into);
    const size = offsets.length;
    let [sum, weights] = [0, 0];
    for (let a = 1; a < size; a++) {
      for (let b = 0; b < a; b++) {
        const variance = deviations[a] * deviations[a] + deviations[b] * deviations[b];
        const weight = 1 / Math.sqrt(variance);
        const apart = offsets[a] - offsets[b];
        weights += weight;
        // (1 - x / 8)^8 stands for exp(-x): a bell all the same, and much faster.
        const share = 1 - apart * apart / (8 * variance);
        if (share <= 0) continue;
        const fourth = share * share * share * share;
        sum += weight * fourth * fourth;
      }
    }
    return -size * Math.log(Math.max(sum / weights, LEAST_SHARE));
  }
}
