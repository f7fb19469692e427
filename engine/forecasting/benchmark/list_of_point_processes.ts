import type { RunningKernels } from "../../backend/mod.ts";
import {
  ConfigurationError,
  type PointProcessTerms,
  type ReportProgress,
  type ScoredSpan,
} from "../../domain/mod.ts";
import {
  etasBackground,
  type PublishedEtas,
  scoreEtas,
  type ScoreEtasOptions,
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
export type PointProcessName = "poisson" | "etas" | "etas-background";

/** Every point process by its name: a new one is a line here. */
export const POINT_PROCESSES: Readonly<
  Record<PointProcessName, (task: PointProcessTask) => PointProcessAnswer>
> = {
  poisson: ({ data, span, areaKm2 }) => ({
    terms: scorePoisson(data.events, { areaKm2, startMs: data.startMs, span }),
  }),
  etas: (task) => {
    const options = etasOptionsOf(task, "etas");
    return { terms: scoreEtas(task.data.events, options), note: etasNote(options) };
  },
  "etas-background": (task) => {
    const { events, validation } = task.data;
    const options = etasOptionsOf(task, "etas-background");
    const { relative, background, choice } = etasBackground(events, { ...options, validation });
    const { neighbours, floorKm, uniformShare } = background.shape;
    const note = {
      ...etasNote(options),
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
};

function etasOptionsOf(
  { data, span, areaKm2, etas, kernels, onProgress }: PointProcessTask,
  name: PointProcessName,
): ScoreEtasOptions {
  if (etas === undefined) {
    throw new ConfigurationError(`Cannot score ${name} without parameters.`, "etasParameters");
  }
  return { parameters: etas.parameters, mc: data.mc, areaKm2, span, kernels, onProgress };
}

function etasNote({ parameters }: ScoreEtasOptions): Record<string, unknown> {
  return { parameters: writeEtasParameters(parameters), parameters_from: "given" };
}
