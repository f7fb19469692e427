import {
  etasBackground,
  type EtasParameters,
  fitEtas,
  scoreEtas,
  type ScoreEtasOptions,
  scorePoisson,
  writeEtasParameters,
} from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { answerNeuralEtas } from "./answer_neural_etas.ts";
import { answerRecurrent } from "./answer_recurrent.ts";
import type { PointProcessAnswer, PointProcessTask } from "./point_process_task.ts";

/** Names of the point processes that can be scored. */
export type PointProcessName = "poisson" | "etas" | "etas-background" | "recurrent" | "neural-etas";

/** Every point process by its name: a new one is a line here. */
export const POINT_PROCESSES: Readonly<
  Record<
    PointProcessName,
    (task: PointProcessTask) => PointProcessAnswer | Promise<PointProcessAnswer>
  >
> = {
  poisson: ({ data, span, areaKm2 }) => ({
    terms: scorePoisson(data.events, { areaKm2, startMs: data.startMs, span }),
  }),
  etas: (task) => {
    const { options, note } = etasOf(task);
    return { terms: scoreEtas(task.data.events, options), note };
  },
  "etas-background": (task) => {
    const { events, validation } = task.data;
    const { options, note: etasNote } = etasOf(task);
    const { relative, background, choice } = etasBackground(events, { ...options, validation });
    const { neighbours, floorKm, uniformShare } = background.shape;
    const note = {
      ...etasNote,
      background: {
        neighbours,
        floor_km: floorKm,
        uniform_share: uniformShare,
        chosen_on: choice === undefined ? "nothing" : "validation",
        validation_sll_over_uniform: choice?.gain ?? null,
        events_before: background.probability.length,
        expected_background_events: background.probability.reduce((sum, p) => sum + p, 0),
        passes: background.passes,
      },
    };
    return { terms: scoreEtas(events, { ...options, relativeBackground: relative }), note };
  },
  recurrent: answerRecurrent,
  "neural-etas": answerNeuralEtas,
};

/** Parameters of ETAS, and what is told of them. */
interface FittedBefore {
  parameters: EtasParameters;
  note: Record<string, unknown>;
}

/** Fits that several point processes start from, by their data and where the scored span begins. */
const FITS = new WeakMap<PointBenchmark, Map<number, FittedBefore>>();

/** ETAS as given, or as fitted to what comes before the scored span. */
function etasOf(
  task: PointProcessTask,
): { options: ScoreEtasOptions; note: Record<string, unknown> } {
  const { data, span, areaKm2, etas, kernels, onProgress } = task;
  const { parameters, note } = etas === undefined
    ? knownFit(task)
    : { parameters: etas.parameters, note: { parameters_from: "given" } };
  return {
    options: { parameters, mc: data.mc, areaKm2, span, kernels, onProgress },
    note: { parameters: writeEtasParameters(parameters), ...note },
  };
}

function knownFit(task: PointProcessTask): FittedBefore {
  const fits = FITS.get(task.data) ?? new Map<number, FittedBefore>();
  FITS.set(task.data, fits);
  const fit = fits.get(task.span.from) ?? fitBefore(task);
  fits.set(task.span.from, fit);
  return fit;
}

/** ETAS fitted to what comes before the scored span: training, and validation where the test is scored. */
function fitBefore(
  { data, span, areaKm2, kernels, onProgress }: PointProcessTask,
): FittedBefore {
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
