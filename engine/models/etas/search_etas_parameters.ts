import type { PointEvents, ReportProgress } from "../../domain/mod.ts";
import {
  invertPositive,
  minimiseSmooth,
  type Slope,
  type SmoothMinimum,
} from "../../mathematics/mod.ts";
import { curvatureAt } from "./curvature_at.ts";
import { ETAS_FIT_RANGES } from "./etas_fit_ranges.ts";
import { ETAS_KEYS, etasLikelihood, type EtasLikelihoodOptions } from "./etas_likelihood.ts";
import type { EtasParameters } from "./etas_parameters.ts";
import {
  parametersOfPoint,
  searchCurvatureOf,
  searchGradientOf,
  searchPointOf,
} from "./search_space.ts";

/** What is searched, and from where. */
export interface EtasSearchOptions extends EtasLikelihoodOptions {
  /** Where the search starts. */
  start: EtasParameters;
  /** Most events whose likelihood is asked for: a systematic sample of them; all unless given. */
  most?: number;
  /** Whether errors are wanted afterwards, for the progress. */
  withErrors?: boolean;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** The most likely parameters, and what is left to ask of the likelihood. */
export interface EtasSearch {
  /** The parameters. */
  parameters: EtasParameters;
  /** Log-likelihood, nats. */
  logLikelihood: number;
  /** Whether the search came to an end. */
  converged: boolean;
  /** The negative log-likelihood per event and its slopes, in the order of ETAS_KEYS. */
  slope(parameters: EtasParameters): Slope;
  /** Likelihoods so far, one of a sample counted as its part. */
  evaluations(): number;
}

/** The search begins on one of so many events, as long as that leaves some hundreds. */
const MOST_EVERY = 16;
const LEAST_EVERY = 4;
const LEAST_SAMPLE = 800;

/**
 * What is added to the curvature of each parameter: what matters has a hundredth or more, and without
 * it a parameter of which the events say next to nothing, as often τ, would take all others along.
 */
const LEAST_CURVATURE = 1e-4;

/** Gain in nats per event below which a search ends, and the steepest slope it leaves. */
const LEAST_GAIN = 1e-8;
const FLATNESS = 2e-6;
const SAMPLE_GAIN = 1e-6;
const SAMPLE_FLATNESS = 1e-4;

/** Longest step of a parameter. */
const LONGEST_STEP = 0.5;

/** Likelihoods that a search takes, about, to tell how far it has come; of errors; at most. */
const AFTER_SAMPLE = 14;
const WITHOUT_SAMPLE = 25;
const FOR_ERRORS = 1 + ETAS_KEYS.length;
const MOST_EVALUATIONS = 200;

const LOWER = ETAS_KEYS.map((key) => ETAS_FIT_RANGES[key].lower);
const UPPER = ETAS_KEYS.map((key) => ETAS_FIT_RANGES[key].upper);

/**
 * Looks for the most likely parameters: first those of a sample of the events, from which those of all
 * are about as far as their errors there, then with the curvature that the sample has at its end those
 * of all events. The sample's search goes by Fisher's information, which each likelihood brings along.
 */
export function searchEtasParameters(
  events: PointEvents,
  options: EtasSearchOptions,
): EtasSearch {
  const { span: { from, to }, start, most = Infinity } = options;
  const size = to - from;
  const everyOfAll = Math.max(1, Math.ceil(size / most));
  const every = Math.max(Math.min(MOST_EVERY, Math.floor(size / LEAST_SAMPLE)), everyOfAll);
  const isSampled = every >= LEAST_EVERY * everyOfAll;
  const count = countProgress(options, { isSampled });
  const slopeOf = (every: number) => (parameters: EtasParameters): Slope => {
    const likelihood = etasLikelihood(events, { ...options, parameters, every });
    const { value, gradient, information } = likelihood;
    count(everyOfAll / every, -value / size);
    return {
      value: -value / size,
      gradient: gradient.map((one) => -one / size),
      curvature: information.map((row) => row.map((one) => one / size)),
    };
  };
  const slope = slopeOf(everyOfAll);
  let point: readonly number[] = searchPointOf(start);
  let curvature: number[][] | undefined;
  if (isSampled) {
    const ofSample = objectiveOf(slopeOf(every));
    ({ point } = searchOn(ofSample, { point, isSample: true }));
    const atEnd = curvatureAt(point, { slope: ofSample, upper: UPPER });
    if (invertPositive(atEnd) !== undefined) curvature = atEnd;
  }
  const found = searchOn(objectiveOf(slope, curvature), { point, isSample: false });
  return {
    parameters: parametersOfPoint(found.point),
    logLikelihood: -found.value * size,
    converged: found.converged,
    slope,
    evaluations: () => count(0),
  };
}

type Objective = (point: readonly number[]) => Slope;

/** The same by the point of the search, with a curvature that is known or Fisher's information. */
function objectiveOf(
  slope: (parameters: EtasParameters) => Slope,
  known?: readonly (readonly number[])[],
): Objective {
  return (point) => {
    const parameters = parametersOfPoint(point);
    const { value, gradient, curvature } = slope(parameters);
    const information = searchCurvatureOf(parameters, curvature!);
    information.forEach((row, k) => row[k] += LEAST_CURVATURE);
    return {
      value,
      gradient: searchGradientOf(parameters, gradient),
      curvature: known ?? information,
    };
  };
}

function searchOn(
  objective: Objective,
  { point, isSample }: { point: readonly number[]; isSample: boolean },
): SmoothMinimum {
  return minimiseSmooth(objective, point, {
    lower: LOWER,
    upper: UPPER,
    longestStep: LONGEST_STEP,
    flatness: isSample ? SAMPLE_FLATNESS : FLATNESS,
    leastGain: isSample ? SAMPLE_GAIN : LEAST_GAIN,
    maximumEvaluations: MOST_EVALUATIONS,
  });
}

/** Counts likelihoods, or parts of one, and tells how far that is; gives their number. */
function countProgress(
  { withErrors = true, onProgress }: EtasSearchOptions,
  { isSampled }: { isSampled: boolean },
): (part: number, value?: number) => number {
  const usual = isSampled ? AFTER_SAMPLE : WITHOUT_SAMPLE;
  const total = withErrors ? usual + FOR_ERRORS : usual;
  let evaluations = 0;
  return (part, value) => {
    evaluations += part;
    if (value !== undefined) {
      onProgress?.({
        stage: "Fitting ETAS",
        done: Math.min(Math.floor(evaluations), total - 1),
        total,
        remark: `${value.toFixed(5)} nats per event`,
      });
    }
    return Math.round(100 * evaluations) / 100;
  };
}
