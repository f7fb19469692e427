import { ConfigurationError, type ForecastRun } from "../engine/domain/mod.ts";
import {
  type CatalogueRequest,
  evaluatePool,
  makePoolForecast,
  type PoolModel,
  writeForecastJson,
} from "../engine/forecasting/mod.ts";
import type { CatalogueJobKind } from "./forecast_job.ts";
import type { RequestOptions } from "./request_options.ts";

/** What a job of a pool is done with. */
export interface PoolJob {
  /** The pool. */
  model: PoolModel;
  /** The catalogue. */
  request: CatalogueRequest;
  /** Options of the request. */
  options: RequestOptions;
  /** What tells of the run. */
  run: () => ForecastRun;
}

/** Makes a forecast or an evaluation of a pool, as JSON. Throws what the engine throws. */
export async function runPoolJob(
  kind: CatalogueJobKind,
  { model, request, options, run }: PoolJob,
): Promise<string> {
  if (kind === "explanation") {
    throw new ConfigurationError(
      `Cannot explain the pool "${model.card.name}": explain one of its members.`,
      "model",
    );
  }
  const names = ["seed", "cellDegrees", "series"] as const;
  const given = names.find((name) => options[name] !== undefined && options[name] !== false);
  if (given !== undefined) {
    throw new ConfigurationError(`Cannot use ${given} with a pool: it takes none.`, given);
  }
  if (kind === "forecast") {
    const { horizon, issueTime, catalogues } = options;
    const asked = { ...request, horizon, issueTime, catalogues };
    return writeForecastJson(await makePoolForecast(model, asked), run());
  }
  const evaluation = await evaluatePool(model, request);
  const document = { kind: "pool", name: model.card.name, ...evaluation, run: run() };
  return JSON.stringify(document, null, 2) + "\n";
}
