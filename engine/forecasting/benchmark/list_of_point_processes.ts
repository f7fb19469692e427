import type { RunningKernels } from "../../backend/mod.ts";
import {
  ConfigurationError,
  type PointProcessTerms,
  type ReportProgress,
  type ScoredSpan,
} from "../../domain/mod.ts";
import {
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
  etas: ({ data, span, areaKm2, etas, kernels, onProgress }) => {
    if (etas === undefined) {
      throw new ConfigurationError("Cannot score etas without parameters.", "etasParameters");
    }
    const { parameters } = etas;
    const options = { parameters, mc: data.mc, areaKm2, span, kernels, onProgress };
    const note = { parameters: writeEtasParameters(parameters), parameters_from: "given" };
    return { terms: scoreEtas(data.events, options), note };
  },
};
