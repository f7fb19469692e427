import {
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
} from "../../domain/mod.ts";
import { minimiseSmooth, type SmoothMinimum } from "../../mathematics/mod.ts";
import { branchingRatioOf } from "./branching_ratio.ts";
import { ETAS_KEYS, etasLikelihood, type EtasLikelihoodOptions } from "./etas_likelihood.ts";
import type { EtasParameters } from "./etas_parameters.ts";
import { parameterErrors } from "./parameter_errors.ts";
import { parametersOfPoint, searchGradientOf, searchPointOf } from "./search_space.ts";

/** Start and bounds of each parameter. Source: lmizrahi/etas, inversion.py; SCIENCE.md 2.1. */
export const ETAS_FIT_RANGES: Readonly<
  Record<keyof EtasParameters, { start: number; lower: number; upper: number }>
> = {
  log10Mu: { start: -5.8, lower: -10, upper: 0 },
  log10K0: { start: -2.6, lower: -20, upper: 10 },
  a: { start: 1.8, lower: 0.01, upper: 20 },
  log10C: { start: -2.5, lower: -8, upper: 0 },
  omega: { start: -0.02, lower: -0.99, upper: 1 },
  log10Tau: { start: 3.5, lower: 0.01, upper: 12.26 },
  log10D: { start: -0.85, lower: -4, upper: 3 },
  gamma: { start: 1.3, lower: -1, upper: 5 },
  rho: { start: 0.66, lower: 0.01, upper: 5 },
};

/** How ETAS is fitted. */
export interface FitEtasOptions extends EtasLikelihoodOptions {
  /** Where the search starts; California's usual values unless given. */
  start?: EtasParameters;
  /** Step to which magnitudes are rounded, for β; 0.1 unless given. */
  magnitudeStep?: number;
  /** Whether the errors of the parameters are wanted, at the cost of 18 more likelihoods; yes. */
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
  /** Likelihoods that it took. */
  evaluations: number;
  /** Whether the search came to an end. */
  converged: boolean;
}

/** Fewest events that nine parameters are fitted to. */
const LEAST_EVENTS = 50;

/** Gain in nats per event below which the search ends, and the steepest slope it leaves. */
const LEAST_GAIN = 1e-8;
const FLATNESS = 2e-6;

/** Longest step of a parameter. */
const LONGEST_STEP = 0.5;

/** Likelihoods that a fit takes, about, to tell how far it has come; with its errors; at most. */
const USUAL_EVALUATIONS = 60;
const ALL_EVALUATIONS: number = USUAL_EVALUATIONS + 2 * ETAS_KEYS.length;
const MOST_EVALUATIONS = 200;

/**
 * Fits ETAS by maximum likelihood: a quasi-Newton search on the exact likelihood with its exact slopes,
 * no pairs left out. Errors are from the curvature at the end.
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
  const slope = slopeOf(events, options);
  const found = searchParameters(slope, options);
  const parameters = parametersOfPoint(found.point);
  const beta = betaOf(events, options);
  const days = (span.endMs - span.startMs) / DAY_MS;
  return {
    parameters,
    errors: withErrors ? errorsOf(slope, { parameters, options }) : undefined,
    logLikelihood: -found.value * size,
    events: size,
    beta,
    branchingRatio: branchingRatioOf(parameters, { beta, magnitudeStep }),
    branchingRatioInSpan: branchingRatioOf(parameters, { beta, magnitudeStep, days }),
    evaluations: found.evaluations,
    converged: found.converged,
  };
}

type SlopeOfParameters = (parameters: EtasParameters) => { value: number; gradient: Float64Array };

/** What is minimised: the negative log-likelihood per event, by the parameters. */
function slopeOf(
  events: PointEvents,
  { mc, areaKm2, span, background, kernels }: FitEtasOptions,
): SlopeOfParameters {
  const size = span.to - span.from;
  const options = { mc, areaKm2, span, background, kernels };
  return (parameters) => {
    const { value, gradient } = etasLikelihood(events, { ...options, parameters });
    return { value: -value / size, gradient: gradient.map((one) => -one / size) };
  };
}

function searchParameters(slope: SlopeOfParameters, options: FitEtasOptions): SmoothMinimum {
  const { start = startFor(options), withErrors = true, onProgress } = options;
  const objective = (point: readonly number[]) => {
    const parameters = parametersOfPoint(point);
    const { value, gradient } = slope(parameters);
    return { value, gradient: searchGradientOf(parameters, gradient) };
  };
  return minimiseSmooth(objective, searchPointOf(start), {
    lower: ETAS_KEYS.map((key) => ETAS_FIT_RANGES[key].lower),
    upper: ETAS_KEYS.map((key) => ETAS_FIT_RANGES[key].upper),
    longestStep: LONGEST_STEP,
    flatness: FLATNESS,
    leastGain: LEAST_GAIN,
    maximumEvaluations: MOST_EVALUATIONS,
    onStep: ({ value, evaluations }) =>
      onProgress?.({
        stage: "Fitting ETAS",
        done: Math.min(evaluations, USUAL_EVALUATIONS - 1),
        total: withErrors ? ALL_EVALUATIONS : USUAL_EVALUATIONS,
        remark: `${value.toFixed(5)} nats per event`,
      }),
  });
}

function errorsOf(
  slope: SlopeOfParameters,
  { parameters, options: { span, onProgress } }: {
    parameters: EtasParameters;
    options: FitEtasOptions;
  },
): Record<keyof EtasParameters, number | null> {
  const byPoint = (values: readonly number[]) =>
    Object.fromEntries(ETAS_KEYS.map((key, k) => [key, values[k]])) as unknown as EtasParameters;
  const errors = parameterErrors(ETAS_KEYS.map((key) => parameters[key]), {
    slope: (point) => slope(byPoint(point)),
    size: span.to - span.from,
    ranges: ETAS_KEYS.map((key) => ETAS_FIT_RANGES[key]),
    onProgress,
    total: ALL_EVALUATIONS,
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
