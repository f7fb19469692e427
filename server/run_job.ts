import type { ForecastRun } from "../engine/domain/mod.ts";
import {
  type BackendReport,
  type CatalogueRequest,
  evaluateOnSource,
  explainNetworkForecast,
  makeForecast,
  readCovariates,
  writeEvaluationDocument,
  writeExplanationJson,
  writeForecastJson,
} from "../engine/forecasting/mod.ts";
import type { RunningKernels } from "../engine/backend/mod.ts";
import { explanationOptionsOf, refusePointOptions, runPointJob } from "./run_point_job.ts";
import { runPoolJob } from "./run_pool_job.ts";
import type { CatalogueSource } from "../engine/sources/mod.ts";
import type {
  CatalogueJobKind,
  ForecastJob,
  WaveformJobKind,
  WorkerSettings,
} from "./forecast_job.ts";
import type { JobFile } from "./job_file.ts";
import type { LoadedModels } from "./loaded_models.ts";
import { type ReadJob, readJob } from "./read_job.ts";

/** What a job is done with. */
export interface JobContext {
  /** Limits. */
  settings: WorkerSettings;
  /** Where models come from. */
  models: LoadedModels;
  /** What runs them. */
  backend: BackendReport;
  /** The kernels at work. */
  kernels: RunningKernels;
}

/**
 * Does a job and writes its answer as JSON: the same bytes as the command line's, `run` aside.
 *
 * Throws InputError, ConfigurationError, InsufficientDataError, ModelError or a refusal.
 */
export async function runJob(job: ForecastJob, context: JobContext): Promise<string> {
  const startedMs = performance.now();
  const { backend, simd, relaxedSimd, threads } = context.backend;
  const run = (): ForecastRun => ({
    durationMs: Math.round(performance.now() - startedMs),
    ...{ backend, simd, relaxedSimd, threads },
  });
  if (isCatalogueJob(job)) return await runCatalogueJob(job, { context, run });
  const { runWaveformJob } = await import("./run_waveform_job.ts"); // rooms that forecasts do not need
  return await runWaveformJob(job as ForecastJob<WaveformJobKind>, { context, run });
}

function isCatalogueJob(job: ForecastJob): job is ForecastJob<CatalogueJobKind> {
  const kinds: readonly string[] = ["forecast", "evaluation", "explanation"];
  return kinds.includes(job.kind);
}

async function runCatalogueJob(
  job: ForecastJob<CatalogueJobKind>,
  { context, run }: { context: JobContext; run: () => ForecastRun },
): Promise<string> {
  const read = await readJob(job, context.settings.unpackedLimitBytes);
  const { options } = read;
  const model = await context.models.get(options.model, "forecast");
  const request = await catalogueRequestOf(job, { read, context });
  if ("frame" in model) return await runPoolJob(job.kind, { model, request, options, run });
  if ("process" in model) {
    return await runPointJob(job.kind, { model, request, options, kernels: context.kernels, run });
  }
  refusePointOptions(options);
  if (job.kind === "explanation") {
    const asked = explanationOptionsOf(options);
    return writeExplanationJson(
      await explainNetworkForecast(model, { ...request, ...asked }),
      run(),
    );
  }
  if (job.kind === "forecast") {
    const { horizon, issueTime } = options;
    return writeForecastJson(await makeForecast(model, { ...request, horizon, issueTime }), run());
  }
  const answer = { card: model.card, evaluation: await evaluateOnSource(model, request) };
  const document = writeEvaluationDocument(answer, { series: options.series === true });
  return JSON.stringify({ ...document, run: run() }, null, 2) + "\n";
}

async function catalogueRequestOf(
  { latestTimeMs }: ForecastJob,
  { read, context }: { read: ReadJob; context: JobContext },
): Promise<CatalogueRequest> {
  const { columns, onBadRow } = read.options;
  const maximumBytes = context.settings.unpackedLimitBytes;
  return {
    source: sourceOf(read.catalogue),
    read: { columns, onBadRow, maximumBytes },
    latestTimeMs,
    covariates: await readCovariates((read.covariates ?? []).map(sourceOf)),
  };
}

function sourceOf({ name, bytes, contentType }: JobFile): CatalogueSource {
  return { name, stream: new Blob([bytes]).stream(), contentType };
}
