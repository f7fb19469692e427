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
  /** Parameters of ETAS, instead of a fit. */
  etas?: PublishedEtas;
  /** Step of magnitudes; 0.1 unless given. */
  magnitudeStep?: number;
  /** First seed of what is trained; 1 unless given. */
  seed?: number;
  /** How many times it is trained, each with the next seed; once unless given. */
  seeds?: number;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Stops what is trained, between two batches. */
  signal?: AbortSignal;
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
