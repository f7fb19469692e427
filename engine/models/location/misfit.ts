import type { Arrival, TravelTimes } from "../../domain/mod.ts";
import type { LocationOptions } from "./location_options.ts";

/** An arrival to be explained, in a local frame. */
export interface Observation {
  /** The pick. */
  readonly pickId: string;
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Phase the times are of. */
  readonly phase: string;
  /** Kilometres east of the centre. */
  readonly eastKm: number;
  /** Kilometres north of it. */
  readonly northKm: number;
  /** Kilometres above sea level. */
  readonly elevationKm: number;
  /** Times of its phase. */
  readonly times: TravelTimes;
  /** Arrival less the delay of the station, seconds after the reference time. */
  readonly seconds: number;
  /** Standard deviation of the pick, seconds. */
  readonly errorSeconds: number;
  /** How many times worse than those of P computed times of its wave are. */
  readonly modelErrorFactor: number;
}

/** A hypocentre in a local frame. */
export interface LocalPoint {
  /** Kilometres east of the centre. */
  readonly eastKm: number;
  /** Kilometres north of it. */
  readonly northKm: number;
  /** Kilometres below sea level. */
  readonly depthKm: number;
}

/** Residual of a time that cannot be: far from any source, an outlier whatever the origin time. */
const NO_TIME_SECONDS = 1e6;

const MOST_ROUNDS = 30;
const SETTLED_SECONDS = 1e-4;

/** A product of likelihoods this small is put away as its logarithm. */
const SMALL = 1e-200;

/**
 * How badly a hypocentre explains arrivals: the negative log-likelihood at the best origin time.
 *
 * An arrival is normal about the computed time, with the variances of pick and model added, or, with
 * the probability of an outlier, anywhere within `outlierSeconds`. So a gross error costs no more
 * than to be called one. Times that the phase does not have count as outliers.
 */
export class Misfit {
  /** Arrivals. */
  readonly observations: readonly Observation[];
  /** Computed travel times of the last point, seconds. */
  readonly computed: Float64Array;
  /** Their standard deviations with those of the picks, seconds. */
  readonly deviations: Float64Array;
  /** Probability that each arrival is no outlier. */
  readonly trust: Float64Array;
  /** Best origin time of the last point, seconds after the reference. */
  originSeconds = 0;

  readonly #options: LocationOptions;
  readonly #offsets: Float64Array;
  readonly #sorted: Float64Array;
  #value = 0;

  constructor(observations: readonly Observation[], options: LocationOptions) {
    this.observations = observations;
    this.#options = options;
    const size = observations.length;
    this.computed = new Float64Array(size);
    this.deviations = new Float64Array(size);
    this.trust = new Float64Array(size);
    this.#offsets = new Float64Array(size);
    this.#sorted = new Float64Array(size);
  }

  /**
   * Misfit at a point. The origin time is sought from `nearSeconds`, or from the median of what
   * arrivals say.
   */
  at(point: LocalPoint, nearSeconds?: number): number {
    return this.#judge(point, 0, nearSeconds);
  }

  /** The same when the source may be `blurKm` from the point, which widens errors. */
  blurredAt(point: LocalPoint, blurKm: number): number {
    return this.#judge(point, blurKm, undefined);
  }

  #judge(point: LocalPoint, blurKm: number, nearSeconds: number | undefined): number {
    const into = { computed: this.computed, deviations: this.deviations, offsets: this.#offsets };
    computeTimes(this.observations, { point, blurKm, errors: this.#options }, into);
    this.originSeconds = nearSeconds ?? this.#median();
    let found = this.#improveOrigin();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (Math.abs(found - this.originSeconds) < SETTLED_SECONDS) break;
      this.originSeconds = found;
      found = this.#improveOrigin();
    }
    return this.#value;
  }

  /** Observed less computed time of an arrival at the last point, seconds. */
  residual(i: number): number {
    return this.#offsets[i] - this.originSeconds;
  }

  /** How arrivals fit the last point, which is given again. No residual where the phase has no time. */
  arrivalsAt(point: LocalPoint): Arrival[] {
    return this.observations.map(({ pickId, phase, eastKm, northKm }, i) => {
      const [east, north] = [eastKm - point.eastKm, northKm - point.northKm];
      const azimuth = Math.atan2(east, north) * 180 / Math.PI;
      return {
        pickId,
        phase,
        distanceKm: Math.hypot(east, north),
        azimuthDegrees: (azimuth + 360) % 360,
        residualSeconds: this.computed[i] === NO_TIME_SECONDS ? NaN : this.residual(i),
        weight: this.trust[i],
      };
    });
  }

  /** A better origin time; also sets `trust`, and the misfit at the present one. */
  #improveOrigin(): number {
    const { outlierShare, outlierSeconds } = this.#options;
    const outlier = outlierShare / outlierSeconds * Math.sqrt(2 * Math.PI);
    let [sum, weights, product, value] = [0, 0, 1, 0];
    for (let i = 0; i < this.trust.length; i++) {
      const scaled = (this.#offsets[i] - this.originSeconds) / this.deviations[i];
      const core = (1 - outlierShare) / this.deviations[i] * Math.exp(-scaled * scaled / 2);
      this.trust[i] = core / (core + outlier);
      product *= core + outlier;
      if (product < SMALL || product > 1 / SMALL) {
        value -= Math.log(product);
        product = 1;
      }
      const weight = this.trust[i] / this.deviations[i] ** 2;
      sum += weight * this.#offsets[i];
      weights += weight;
    }
    this.#value = value - Math.log(product);
    return weights > 1e-30 ? sum / weights : this.originSeconds;
  }

  #median(): number {
    this.#sorted.set(this.#offsets);
    this.#sorted.sort();
    return this.#sorted[this.#sorted.length >> 1];
  }
}

/** Errors of computed times. */
export type TimeErrors = Pick<LocationOptions, "modelErrorSeconds" | "modelErrorShare">;

/**
 * Fills in computed travel times, standard deviations of arrivals and what each says of the origin
 * time, all in seconds. `blurKm` is how far the source may be from the point.
 */
export function computeTimes(
  observations: readonly Observation[],
  { point, blurKm, errors }: { point: LocalPoint; blurKm: number; errors: TimeErrors },
  into: { computed: Float64Array; deviations: Float64Array; offsets: Float64Array },
): void {
  const { modelErrorSeconds, modelErrorShare } = errors;
  for (let i = 0; i < observations.length; i++) {
    const { eastKm, northKm, elevationKm, times, seconds, errorSeconds, modelErrorFactor } =
      observations[i];
    const [east, north] = [eastKm - point.eastKm, northKm - point.northKm];
    const distanceKm = Math.sqrt(east * east + north * north);
    const computed = times.secondsAt(distanceKm, point.depthKm, elevationKm);
    const isKnown = computed === computed;
    const model = modelErrorFactor * Math.max(modelErrorSeconds, modelErrorShare * computed);
    const blur = blurKm === 0 ? 0 : blurKm * computed / (1 + distanceKm + Math.abs(point.depthKm));
    const variance = errorSeconds * errorSeconds + model * model + blur * blur;
    into.computed[i] = isKnown ? computed : NO_TIME_SECONDS;
    into.deviations[i] = isKnown ? Math.sqrt(variance) : modelErrorSeconds;
    into.offsets[i] = seconds - into.computed[i];
  }
}
