import type { RunningKernels } from "../../backend/mod.ts";
import type { PointProcessTerms, ReportProgress, ScoredSpan } from "../../domain/mod.ts";
import type { PublishedEtas } from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";

/** What a point process is scored with. */
export interface PointProcessTask {
  /** The events. */
  data: PointBenchmark;
  /** What is scored. */
  span: ScoredSpan;
  /** Area of the region, km². */
  areaKm2: number;
  /** Step to which magnitudes are rounded; 0.1 unless given. */
  magnitudeStep?: number;
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
