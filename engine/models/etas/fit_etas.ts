import {
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
} from "../../domain/mod.ts";
import { branchingRatioOf } from "./branching_ratio.ts";
import { ETAS_FIT_RANGES } from "./etas_fit_ranges.ts";
import { ETAS_KEYS, type EtasLikelihoodOptions } from "./etas_likelihood.ts";
import type { EtasParameters } from "./etas_parameters.ts";
import { parameterErrors } from "./parameter_errors.ts";
import { type EtasSearch, searchEtasParameters } from "./search_etas_parameters.ts";

/** How ETAS is fitted. */
export interface FitEtasOptions extends EtasLikelihoodOptions {
  /** Where the search starts; California's usual values unless given. */
  start?: EtasParameters;
  /** Step to which magnitudes are rounded, for β; 0.1 unless given. */
  magnitudeStep?: number;
  /** Most events that are asked for their likelihood: a systematic sample of them; all unless given. */
  most?: number;
  /** Whether the errors of the parameters are wanted, at the cost of 10 more likelihoods; yes. */
  withErrors?: boolean;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A fitted ETAS model. */
export interface EtasFit {
  /** The parameters. */
  parameters: EtasParameters;
  /** Standard error of each parameter; null at a bound, or where the curvature gives none. */
  errors?: Record<keyof EtasParameters, number | null>;
  /** Log-likelihood of the explained events, nats. */
  logLikelihood: number;
  /** Explained events. */
  events: number;
  /** β of the magnitudes of the explained events, per magnitude. */
  beta: number;
  /**
   * Direct aftershocks expected of an event, on average, for ever; null where the mean is infinite.
   * Where τ is longer than the catalogue it rests on years that nobody has seen.
   */
  branchingRatio: number | null;
  /** The same within as many days as the fitted span has. */
  branchingRatioInSpan: number | null;
  /** Likelihoods that it took, one of a sample of the events counted as its part. */
  evaluations: number;
  /** Whether the search came to an end. */
  converged: boolean;
}

/** Fewest events that nine parameters are fitted to. */
const LEAST_EVENTS = 50;

/**
 * Fits ETAS by maximum likelihood: a quasi-Newton search on the exact likelihood with its exact slopes,
 * no pairs left out, begun on samples of the events. Errors are from the curvature at the end.
 *
 * Throws InsufficientDataError for fewer than 50 events to explain.
 */
export function fitEtas(events: PointEvents, options: FitEtasOptions): EtasFit {
  const { span, withErrors = true, magnitudeStep = 0.1 } = options;
  const size = span.to - span.from;
  if (size < LEAST_EVENTS) {
    throw new InsufficientDataError(`Cannot fit ETAS to ${events.name}`, {
      have: size,
      need: LEAST_EVENTS,
      of: "events to explain",
    });
  }
  const search = searchEtasParameters(events, {
    ...options,
    start: options.start ?? startFor(options),
  });
  const { parameters, logLikelihood, converged } = search;
  const beta = betaOf(events, options);
  const days = (span.endMs - span.startMs) / DAY_MS;
  return {
    parameters,
    errors: withErrors ? errorsOf(search, { size }) : undefined,
    logLikelihood,
    events: size,
    beta,
    branchingRatio: branchingRatioOf(parameters, { beta, magnitudeStep }),
    branchingRatioInSpan: branchingRatioOf(parameters, { beta, magnitudeStep, days }),
    evaluations: search.evaluations(),
    converged,
  };
}

/** Standard errors of the parameters that a search has found. */
function errorsOf(
  { parameters, slope }: EtasSearch,
  { size }: { size: number },
): Record<keyof EtasParameters, number | null> {
  const byPoint = (values: readonly number[]) =>
    Object.fromEntries(ETAS_KEYS.map((key, k) => [key, values[k]])) as unknown as EtasParameters;
  const errors = parameterErrors(ETAS_KEYS.map((key) => parameters[key]), {
    slope: (point) => slope(byPoint(point)),
    size,
    ranges: ETAS_KEYS.map((key) => ETAS_FIT_RANGES[key]),
  });
  return Object.fromEntries(ETAS_KEYS.map((key, k) => [key, errors[k]])) as Record<
    keyof EtasParameters,
    number | null
  >;
}

/** The usual start, its background such that it explains half of the events. */
function startFor({ areaKm2, span }: FitEtasOptions): EtasParameters {
  const size = span.to - span.from;
  const days = (span.endMs - span.startMs) / DAY_MS;
  const usual = ETAS_KEYS.map((key) => [key, ETAS_FIT_RANGES[key].start]);
  const { lower, upper } = ETAS_FIT_RANGES.log10Mu;
  const log10Mu = Math.min(upper, Math.max(lower, Math.log10(0.5 * size / areaKm2 / days)));
  return { ...Object.fromEntries(usual) as EtasParameters, log10Mu };
}

/** β by Aki and Utsu, of magnitudes that are rounded. */
function betaOf(
  { magnitude }: PointEvents,
  { span, mc, magnitudeStep = 0.1 }: FitEtasOptions,
): number {
  const chosen = magnitude.subarray(span.from, span.to);
  const mean = chosen.reduce((sum, m) => sum + m, 0) / chosen.length;
  return 1 / (mean - (mc - magnitudeStep / 2));
}
