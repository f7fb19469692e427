import {
  type EtasParameters,
  fitEtas,
  type ScoreEtasOptions,
  writeEtasParameters,
} from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import type { PointProcessTask } from "./point_process_task.ts";

/** Parameters of ETAS, and what is told of them. */
interface FittedBefore {
  parameters: EtasParameters;
  note: Record<string, unknown>;
  beta?: number;
}

/** ETAS ready to be scored, what is told of it, and β of the magnitudes where it was fitted. */
export interface EtasBefore {
  /** How it is scored. */
  options: ScoreEtasOptions;
  /** What is told of it. */
  note: Record<string, unknown>;
  /** β of the magnitudes, per magnitude. */
  beta?: number;
}

/** Fits that several point processes start from, by their data and where the scored span begins. */
const FITS = new WeakMap<PointBenchmark, Map<number, FittedBefore>>();

/** ETAS as given, or as fitted to what comes before the scored span. */
export function etasBefore(task: PointProcessTask): EtasBefore {
  const { data, span, areaKm2, etas, kernels, onProgress } = task;
  const { parameters, note, beta } = etas === undefined
    ? knownFit(task)
    : { parameters: etas.parameters, note: { parameters_from: "given" }, beta: etas.beta };
  return {
    options: { parameters, mc: data.mc, areaKm2, span, kernels, onProgress },
    note: { parameters: writeEtasParameters(parameters), ...note },
    beta,
  };
}

function knownFit(task: PointProcessTask): FittedBefore {
  const fits = FITS.get(task.data) ?? new Map<number, FittedBefore>();
  FITS.set(task.data, fits);
  // A fit to a part of the same events is near: the search from there is short.
  const near = [...fits.values()].at(-1)?.parameters;
  const fit = fits.get(task.span.from) ?? fitBefore(task, near);
  fits.set(task.span.from, fit);
  return fit;
}

/** ETAS fitted to what comes before the scored span: training, and validation where the test is scored. */
function fitBefore(
  { data, span, areaKm2, magnitudeStep, kernels, onProgress }: PointProcessTask,
  start?: EtasParameters,
): FittedBefore {
  const { events, mc, trainingStartMs } = data;
  const from = events.timeMs.findIndex((time) => time >= trainingStartMs);
  const fitted = { from, to: span.from, startMs: trainingStartMs, endMs: span.startMs };
  const options = { mc, areaKm2, span: fitted, magnitudeStep, start, kernels, onProgress };
  const fit = fitEtas(events, options);
  return {
    parameters: fit.parameters,
    beta: fit.beta,
    note: {
      parameters_from: "fit",
      errors: fit.errors && writeEtasParameters(fit.errors),
      fit: {
        events: fit.events,
        nll: -fit.logLikelihood / fit.events,
        beta: fit.beta,
        branching_ratio: fit.branchingRatio,
        branching_ratio_in_span: fit.branchingRatioInSpan,
        likelihoods: fit.evaluations,
        converged: fit.converged,
      },
    },
  };
}
