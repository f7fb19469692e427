import { type RunningDemo, startDemo } from "../../cli/start_demo.ts";
import type { ForecastScheduleOptions, ScheduleReport } from "../../engine/forecasting/mod.ts";
import { scheduleForecasts } from "../../engine/monitoring/mod.ts";
import { type RunningServer, serve } from "../../server/mod.ts";
import { trainTinyModel } from "../server/server_fixture.ts";
import { keepForecastHistory } from "./forecast_history.ts";

/** When the scene begins: half an hour after a midnight, UTC epoch milliseconds. */
const START_MS = Date.UTC(2026, 5, 1, 0, 30);
const MIDNIGHT_MS = Date.UTC(2026, 5, 1);

/** A dashboard with everything on it: a demonstration that runs, models, and forecasts with what came. */
export interface DashboardScene extends RunningDemo {
  /** Makes forecasts that are due, such as those after a large event. */
  readonly forecast: () => Promise<ScheduleReport>;
  /** Starts a server of the same database and models that follows nothing. */
  readonly serveRecords: () => Promise<RunningServer>;
}

/** Runs the demonstration at a speed, with a history of forecasts; ends and removes all of it after the body. */
export async function withDashboard(
  { speed, quietSeconds }: { speed: number; quietSeconds?: number },
  body: (scene: DashboardScene) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "quakecast-dashboard-" });
  const models = `${folder}/models`;
  let options: ForecastScheduleOptions | undefined;
  try {
    await Deno.mkdir(models);
    await trainTinyModel(`${models}/weekly-rate`);
    const demo = await startDemo({
      ...{ folder, models, seed: 1, speed, quietSeconds, startMs: START_MS, writable: true },
      prepare: async (database) => {
        options = await keepForecastHistory(database, { models, untilMs: MIDNIGHT_MS });
      },
    });
    const forecast = scheduleForecasts(demo.system, options!);
    let ended: Promise<void> | undefined;
    const stop = () => ended ??= demo.stop();
    try {
      const database = demo.system.database.path;
      const given = { port: 0, models, database, writable: true };
      const serveRecords = () => serve(given, { log: () => {} });
      await body({ ...demo, stop, forecast, serveRecords });
    } finally {
      await stop();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
