/**
 * The body of a forecasting worker: it reads a request, forecasts or evaluates, and writes JSON.
 * Loaded by `forecast_queue.ts` only, as a worker.
 * @module
 */
import { type BackendReport, startKernels } from "../engine/forecasting/mod.ts";
import type { RunningKernels } from "../engine/backend/mod.ts";
import type { FromWorker, JobResult, ToWorker, WorkerSettings } from "./forecast_job.ts";
import { LoadedModels } from "./loaded_models.ts";
import { problemOfError } from "./problem_of_error.ts";
import { runJob } from "./run_job.ts";

/** The part of a worker's global object that is used; the project is checked without its types. */
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker): void;
};

/** One window is too little to share, and threads of a worker that is stopped would stay behind. */
const THREADS = 1;

interface Started {
  settings: WorkerSettings;
  models: LoadedModels;
  backend: BackendReport;
  kernels: RunningKernels;
}

let started: Started | undefined;

scope.onmessage = async ({ data: message }) => {
  if (message.kind === "start") {
    scope.postMessage(await start(message.settings));
  } else {
    scope.postMessage({ kind: "result", id: message.id, result: await answer(message) });
  }
};

async function start(settings: WorkerSettings): Promise<FromWorker> {
  try {
    const kernels = await startKernels({ threads: THREADS });
    const backend = kernels.report;
    started = { settings, models: new LoadedModels(settings.modelsFolder), backend, kernels };
    return { kind: "ready", backend };
  } catch (error) {
    return { kind: "unfit", reason: error instanceof Error ? error.message : String(error) };
  }
}

async function answer({ job }: ToWorker & { kind: "job" }): Promise<JobResult> {
  try {
    return { json: await runJob(job, started!) };
  } catch (error) {
    return problemOfError(error);
  }
}
