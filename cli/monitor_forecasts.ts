import { ConfigurationError } from "../engine/domain/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import { SCHEDULE_FLAGS } from "./schedule_flags.ts";
import { textFlag } from "./verb.ts";

const FORECAST = "Forecasts:";

/** What `monitor` can be told of scheduled forecasts; the verb `schedule` can be told more. */
export const MONITOR_FORECAST_FLAGS = {
  forecast: textFlag(
    'forecasts every day and after large events: a point process, or "simple", which needs ' +
      "--forecast-box and --forecast-min-magnitude",
    { ...{ placeholder: "FOLDER", group: FORECAST } },
  ),
  forecastAgainst: { ...SCHEDULE_FLAGS.against, group: FORECAST },
  forecastBox: { ...SCHEDULE_FLAGS.box, group: FORECAST },
  forecastMinMagnitude: { ...SCHEDULE_FLAGS.minMagnitude, group: FORECAST },
  aftershockMagnitude: { ...SCHEDULE_FLAGS.aftershockMagnitude, group: FORECAST },
} as const;

/** How often it is looked whether a minute has passed in the time of the system. */
const LOOK_EVERY_MS = 1000;

/** What flags say of forecasts. */
export interface MonitorForecastValues {
  readonly forecast?: string;
  readonly forecastAgainst: readonly string[];
  readonly forecastBox: number[];
  readonly forecastMinMagnitude?: number;
  readonly aftershockMagnitude?: number;
}

/** The forecasts of a running system. */
export interface RunningForecasts {
  /** Makes and scores what is due at the time of the system; settled once that is done. */
  settle(): Promise<void>;
  /** Ends it at once; what is not in the database then is made or scored the next time. */
  stop(): Promise<void>;
}

/**
 * Makes and scores the forecasts of a running system, in a thread of its own: a forecast takes seconds
 * for which no warning may wait. Nothing happens where no model is named.
 *
 * Throws ModelError for a model that cannot be read, and ConfigurationError for flags that make no schedule.
 */
export async function startMonitorForecasts(
  system: LiveSystem,
  values: MonitorForecastValues,
): Promise<RunningForecasts> {
  const { forecast } = values;
  if (forecast === undefined) {
    return {
      settle: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    };
  }
  if (forecast === "simple") checkSimple(values);
  const { ForecastThread } = await import("./forecast_thread.ts");
  const thread = new ForecastThread(system, forecast);
  await thread.ask({ kind: "start", database: system.database.path, values });
  const looking = setInterval(() => thread.look(), LOOK_EVERY_MS);
  return {
    settle: () => thread.advance(),
    async stop() {
      clearInterval(looking);
      await thread.stop();
    },
  };
}

function checkSimple({ forecastBox, forecastMinMagnitude }: MonitorForecastValues): void {
  if (forecastBox.length > 0 && forecastMinMagnitude !== undefined) return;
  throw new ConfigurationError(
    "Cannot forecast by the formula without a region and a smallest magnitude: give " +
      "--forecast-box and --forecast-min-magnitude.",
    forecastBox.length === 0 ? "forecastBox" : "forecastMinMagnitude",
  );
}
