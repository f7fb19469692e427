import {
  ConfigurationError,
  DAY_MS,
  type ForecastNotice,
  parseDuration,
  type Polygon,
  type ReportProgress,
} from "../../domain/mod.ts";
import type { ScheduledModel } from "./scheduled_model.ts";

/** What a notice of a schedule is about: its forecasts, or a model that drifts. */
export type ScheduleNoticeKind = "scheduled forecasts" | "model drift";

/** What is forecast when, and by what. */
export interface ForecastScheduleOptions {
  /** Makes the forecasts. */
  readonly model: ScheduledModel;
  /** What it is measured against beside the simple law: ETAS, where the model is a network. */
  readonly baselines?: readonly ScheduledModel[];
  /** Where events count; the model's region unless given. */
  readonly region?: Polygon;
  /** Smallest magnitude that counts; the model's unless given. */
  readonly minimumMagnitude?: number;
  /** Hour of the day at which days begin, UTC; 0 unless given. */
  readonly hour?: number;
  /** Horizons, the shortest first, which is the one that is scored; "1d", "7d", "30d" unless given. */
  readonly horizons?: readonly string[];
  /** How long before its day begins a daily forecast may be made; "10m" unless given. */
  readonly lead?: string;
  /** Events of at least this magnitude are followed by an aftershock forecast; 5 unless given. */
  readonly aftershockMagnitude?: number;
  /** How long after the end of a horizon what came is read from the catalogue; "1d" unless given. */
  readonly settling?: string;
  /** How long afterwards a revised catalogue is read again, once a day; "30d" unless given. */
  readonly revisions?: string;
  /** Simulated catalogues of a forecast; 1,000 unless given. */
  readonly catalogues?: number;
  /** Edge of a cell of daily maps, degrees; by the size of the region unless given. */
  readonly cellDegrees?: number;
  /** Seed of everything random; 1 unless given. */
  readonly seed?: number;
  /** Told of each forecast when it is kept. */
  readonly onForecast?: (notice: ForecastNotice) => void;
  /** Told what people must know: a day that was missed, a forecast that failed for want of events, drift. */
  readonly onNotice?: (message: string, kind: ScheduleNoticeKind) => void;
  /** Told how far a forecast has come. */
  readonly onProgress?: ReportProgress;
}

/** The same, complete and checked; times are milliseconds. */
export interface SchedulePlan {
  readonly model: ScheduledModel;
  readonly baselines: readonly ScheduledModel[];
  readonly region: Polygon;
  readonly minimumMagnitude: number;
  readonly hour: number;
  readonly horizons: readonly { readonly name: string; readonly lengthMs: number }[];
  readonly leadMs: number;
  readonly aftershockMagnitude: number;
  readonly settlingMs: number;
  readonly revisionsMs: number;
  readonly catalogues: number;
  readonly cellDegrees?: number;
  readonly seed: number;
}

/** Completes and checks the options. Throws ConfigurationError for those that make no schedule. */
export function planSchedule(options: ForecastScheduleOptions): SchedulePlan {
  const { model, baselines = [], hour = 0, catalogues = 1_000, seed = 1 } = options;
  const { horizons = ["1d", "7d", "30d"], aftershockMagnitude = 5, cellDegrees } = options;
  const { region = model.setting.region, minimumMagnitude = model.setting.mc } = options;
  const lengths = horizons.map((name) => ({ name, lengthMs: parseDuration(name, "horizons") }));
  const rising = lengths.every(({ lengthMs }, i) => i === 0 || lengthMs > lengths[i - 1].lengthMs);
  if (lengths.length === 0 || !rising) {
    refuse(
      "horizons",
      `the horizons ${horizons.join(", ")}`,
      "one or more, each longer than the last",
    );
  }
  if (lengths[0].lengthMs > DAY_MS) {
    refuse(
      "horizons",
      `a first horizon of ${horizons[0]}`,
      "a day or less: days that are scored share no events",
    );
  }
  if (!(Number.isInteger(hour) && hour >= 0 && hour <= 23)) {
    refuse("hour", `days from hour ${hour} on`, "a whole number from 0 to 23");
  }
  if (!(Number.isInteger(catalogues) && catalogues >= 100 && catalogues <= 100_000)) {
    refuse("catalogues", `${catalogues} catalogues`, "a whole number from 100 to 100,000");
  }
  const tooSmall = [model, ...baselines].find(({ setting }) =>
    setting.mc > minimumMagnitude + 1e-9
  );
  if (tooSmall !== undefined) {
    const { name, setting } = tooSmall;
    refuse(
      "minimumMagnitude",
      `magnitudes from ${minimumMagnitude}`,
      `${setting.mc} or more, which "${name}" counts from`,
    );
  }
  return {
    ...{ model, baselines, region, minimumMagnitude, hour, horizons: lengths, catalogues, seed },
    leadMs: parseDuration(options.lead ?? "10m", "lead"),
    aftershockMagnitude,
    settlingMs: parseDuration(options.settling ?? "1d", "settling"),
    revisionsMs: parseDuration(options.revisions ?? "30d", "revisions"),
    ...(cellDegrees === undefined ? {} : { cellDegrees }),
  };
}

function refuse(key: string, what: string, expected: string): never {
  throw new ConfigurationError(
    `Cannot schedule forecasts with ${what}: expected ${expected}.`,
    key,
  );
}
