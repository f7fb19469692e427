import type { RunningKernels } from "../engine/backend/mod.ts";
import { ConfigurationError, type ForecastRun } from "../engine/domain/mod.ts";
import {
  type CatalogueRequest,
  evaluatePointModel,
  explainPointForecast,
  makePointForecast,
  parsePlace,
  type PointModel,
  readPointEvents,
  writeExplanationJson,
  writeForecastJson,
} from "../engine/forecasting/mod.ts";
import type { CatalogueJobKind } from "./forecast_job.ts";
import type { RequestOptions } from "./request_options.ts";

/** What a job of a point process is done with. */
export interface PointJob {
  /** The model. */
  model: PointModel;
  /** The catalogue. */
  request: CatalogueRequest;
  /** Options of the request. */
  options: RequestOptions;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** What tells of the run. */
  run: () => ForecastRun;
}

/** Makes a forecast, an evaluation or an explanation of a point process, as JSON. Throws what the engine throws. */
export async function runPointJob(
  kind: CatalogueJobKind,
  { model, request, options, kernels, run }: PointJob,
): Promise<string> {
  const table = await readPointEvents(request);
  if (kind === "forecast") {
    const { horizon, issueTime, catalogues, seed, cellDegrees } = options;
    const asked = { horizon, issueTime, catalogues, seed, cellDegrees };
    return writeForecastJson(await makePointForecast(model, table.events, asked), run());
  }
  if (kind === "explanation") {
    if (options.repeats !== undefined) {
      throw new ConfigurationError(
        "Cannot use repeats with a point process: only networks take it.",
        "repeats",
      );
    }
    const { event, most } = options;
    const asked = { ...explanationOptionsOf(options), event, most };
    return writeExplanationJson(explainPointForecast(model, table.events, asked), run());
  }
  if (options.series === true) {
    throw new ConfigurationError(
      "Cannot list the windows of a point process: it is scored by events.",
      "series",
    );
  }
  const evaluation = await evaluatePointModel(model, table, { kernels });
  return JSON.stringify({ ...evaluation, run: run() }, null, 2) + "\n";
}

/** What is asked of an explanation of any model; throws ConfigurationError for a place that is none. */
export function explanationOptionsOf(
  { horizon, issueTime, at, repeats, event }: RequestOptions,
): { horizon?: string; issueTime?: string; at?: [number, number]; repeats?: number } {
  if (at !== undefined && event !== undefined) {
    throw new ConfigurationError(
      "Cannot explain a place and an event at once: give at or event.",
      "at",
    );
  }
  return { horizon, issueTime, repeats, at: at === undefined ? undefined : parsePlace(at) };
}

/** Throws ConfigurationError for an option that only point processes take. */
export function refusePointOptions(options: RequestOptions): void {
  const names = ["catalogues", "seed", "cellDegrees", "event", "most"] as const;
  const given = names.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new ConfigurationError(
    `Cannot use ${given} with a network: only point processes take it.`,
    given,
  );
}
