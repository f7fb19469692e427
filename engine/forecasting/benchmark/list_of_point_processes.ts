import type { RunningKernels } from "../../backend/mod.ts";
import type { PointProcessTerms, ReportProgress, ScoredSpan } from "../../domain/mod.ts";
import {
  type EtasParameters,
  fitEtas,
  type PublishedEtas,
  scoreEtas,
  scorePoisson,
  writeEtasParameters,
} from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";

/** What a point process is scored with. */
export interface PointProcessTask {
  /** The events. */
  data: PointBenchmark;
  /** What is scored. */
  span: ScoredSpan;
  /** Area of the region, km². */
  areaKm2: number;
  /** Parameters of ETAS, instead of a fit. */
  etas?: PublishedEtas;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What a point process says, and what it was made of. */
export interface PointProcessAnswer {
  /** Terms of the likelihood. */
  terms: PointProcessTerms;
  /** What is told beside the scores. */
  note?: Record<string, unknown>;
}

/** Names of the point processes that can be scored. */
export type PointProcessName = "poisson" | "etas";

/** Every point process by its name: a new one is a line here. */
export const POINT_PROCESSES: Readonly<
  Record<PointProcessName, (task: PointProcessTask) => PointProcessAnswer>
> = {
  poisson: ({ data, span, areaKm2 }) => ({
    terms: scorePoisson(data.events, { areaKm2, startMs: data.startMs, span }),
  }),
  etas: (task) => {
    const { data: { events, mc }, span, areaKm2, kernels, onProgress } = task;
    const { parameters, note } = task.etas === undefined
      ? fitBefore(task)
      : { parameters: task.etas.parameters, note: { parameters_from: "given" } };
    const options = { parameters, mc, areaKm2, span, kernels, onProgress };
    return {
      terms: scoreEtas(events, options),
      note: { parameters: writeEtasParameters(parameters), ...note },
    };
  },
};

/** ETAS fitted to what comes before the scored span: training, and validation where the test is scored. */
function fitBefore({ data, span, areaKm2, kernels, onProgress }: PointProcessTask): {
  parameters: EtasParameters;
  note: Record<string, unknown>;
} {
  const { events, mc, trainingStartMs } = data;
  const from = events.timeMs.findIndex((time) => time >= trainingStartMs);
  const fitted = { from, to: span.from, startMs: trainingStartMs, endMs: span.startMs };
  const fit = fitEtas(events, { mc, areaKm2, span: fitted, kernels, onProgress });
  return {
    parameters: fit.parameters,
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
