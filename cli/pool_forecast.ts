import type { PoolModel } from "../engine/forecasting/mod.ts";
import type { BackendReport } from "../engine/backend/mod.ts";
import { describeRun } from "./backend_flags.ts";
import { openRequest, type ReadingValues } from "./catalogue_request.ts";
import { refusePointFlags } from "./kind_of_model.ts";
import { POINT_FLAGS } from "./point_flags.ts";
import { POINT_FORECAST_FLAGS } from "./point_forecast.ts";
import type { Terminal } from "./terminal.ts";

/** What a verb that works with a pool is called with. */
export type PoolValues = ReadingValues & {
  readonly model: string;
  readonly threads?: number;
  readonly catalogue: string;
  readonly covariates?: readonly string[];
};

/** Starts the kernels and loads a pool on them. Throws ModelError as `loadPool`. */
export async function openPool(
  { model: path, threads = 1 }: PoolValues,
  terminal: Terminal,
): Promise<{ pool: PoolModel; backend: BackendReport }> {
  const { loadPool, startKernels } = await import("../engine/forecasting/mod.ts");
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const { report: backend } = await startKernels({ threads, onThreadLost });
  return { pool: await loadPool(path), backend };
}

/** Forecasts with a pool of models and tells the answer. */
export async function runPoolForecast(
  values: PoolValues & {
    readonly horizon?: string;
    readonly issueTime?: string;
    readonly catalogues?: number;
  },
  { explicit, terminal }: { explicit: Readonly<Record<string, unknown>>; terminal: Terminal },
): Promise<void> {
  const { catalogues: _, ...others } = POINT_FORECAST_FLAGS;
  refusePointFlags(explicit, Object.keys({ ...others, ...POINT_FLAGS }), "a pool");
  const startedMs = performance.now();
  const { makePoolForecast, writeForecastJson } = await import("../engine/forecasting/mod.ts");
  const { poolForecastText } = await import("../engine/drawing/mod.ts");
  const { pool, backend } = await openPool(values, terminal);
  const { horizon, issueTime, catalogues } = values;
  const answer = await makePoolForecast(pool, {
    ...await openRequest(values.catalogue, values),
    ...{ horizon, issueTime, catalogues, onProgress: terminal.progress },
  });
  const run = describeRun(backend, startedMs);
  if (terminal.json) return terminal.writeOut(writeForecastJson(answer, run));
  terminal.answer({ document: () => answer, text: () => poolForecastText(answer) });
}
