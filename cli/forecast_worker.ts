/**
 * The thread in which a monitor's scheduled forecasts are made, with a connection of its own to the
 * database.
 * @module
 */
import { ConfigurationError } from "../engine/domain/mod.ts";
import { ForecastSchedule } from "../engine/forecasting/mod.ts";
import { type Database, openDatabase } from "../engine/storage/mod.ts";
import type { FromForecastThread, ToForecastThread } from "./forecast_thread.ts";
import { readScheduleFlags } from "./schedule_flags.ts";

const thread = globalThis as unknown as {
  postMessage(message: FromForecastThread): void;
  onmessage: ((event: MessageEvent<ToForecastThread>) => Promise<void>) | null;
};

let schedule: ForecastSchedule | undefined;
let opened: Database | undefined;

async function open(
  { database, values }: Extract<ToForecastThread, { kind: "start" }>,
): Promise<ForecastSchedule> {
  const options = await readScheduleFlags({
    ...{ model: values.forecast!, against: values.forecastAgainst, box: values.forecastBox },
    minMagnitude: values.forecastMinMagnitude,
    aftershockMagnitude: values.aftershockMagnitude,
    ...{ horizons: [], catalogues: undefined, cellDegrees: undefined, seed: undefined },
    ...{ hour: undefined, lead: undefined, settling: undefined },
  });
  opened = openDatabase(database, { mode: "write" });
  return new ForecastSchedule(opened, {
    ...options,
    onForecast: (notice) => thread.postMessage({ kind: "forecast", notice }),
    onNotice: (message, about) => thread.postMessage({ kind: "notice", message, about }),
  });
}

thread.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") schedule = await open(data);
    else if (data.kind === "close") opened?.close();
    else await schedule!.advance(data.nowMs);
    thread.postMessage({ kind: "done" });
  } catch (error) {
    const isUsage = error instanceof ConfigurationError;
    thread.postMessage({ kind: "failed", message: (error as Error).message, isUsage });
  }
};
