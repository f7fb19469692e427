import type { PointEvents, Polygon } from "../../engine/domain/mod.ts";
import {
  ForecastSchedule,
  type ForecastScheduleOptions,
  savePointModel,
  type ScheduledModel,
  scheduledModelOf,
  startKernels,
  trainPointProcess,
} from "../../engine/forecasting/mod.ts";
import { simulateEtas, uniformPlaces } from "../../engine/models/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { TRUE_PARAMETERS } from "../engine/forecasting/point_catalogue.ts";
import { DAY_MS, insertEvents } from "../engine/forecasting/scheduled/scheduled_fixture.ts";

/** Around the invented city of the demonstration, and its area. */
const REGION: Polygon = [
  [-117.55, 34.55],
  [-116.45, 34.55],
  [-116.45, 35.45],
  [-117.55, 35.45],
];
const AREA_KM2 = 10_000;

/** Days of the catalogue, those of them that the model is tested on, and those that forecasts are made for. */
const DAYS = 340;
const TESTED_DAYS = 100;
const FORECAST_DAYS = 40;

/** Days that are forecast by a law with three times the rate: long enough for its gate to close. */
const WRONG_DAYS = 12;

const SMALL = { catalogues: 100, region: REGION, cellDegrees: 0.05, seed: 1 };

/**
 * A catalogue that ends at a midnight, an ETAS model of it in a folder of models, and forty days of its
 * forecasts with what came of them; beside them some of a model that is wrong. All by the functions that
 * do it in earnest. What is given goes on with the schedule.
 */
export async function keepForecastHistory(
  database: Database,
  { models, untilMs }: {
    models: string;
    /** A midnight, UTC epoch milliseconds. */
    untilMs: number;
  },
): Promise<ForecastScheduleOptions> {
  const startMs = untilMs - DAYS * DAY_MS;
  const events = simulate({ startMs, endMs: untilMs });
  const model = await trainPointProcess({ events }, {
    ...{ process: "etas", name: "etas-city", versions: {}, consistencyWindows: 10, seed: 1 },
    etas: { parameters: TRUE_PARAMETERS, beta: 2.3, areaKm2: AREA_KM2 },
    kernels: await startKernels({ threads: 1 }),
    ...{ testStartMs: untilMs - TESTED_DAYS * DAY_MS, calibrationWindows: 30, polygon: REGION },
  });
  await savePointModel(model, `${models}/etas-city`);
  const right = scheduledModelOf(model);
  const options = { ...SMALL, aftershockMagnitude: 5 };
  const schedules = [
    new ForecastSchedule(database, { ...options, model: tripled(right) }),
    new ForecastSchedule(database, { ...options, model: right }),
  ];
  for (let day = DAYS - FORECAST_DAYS; day < DAYS; day++) {
    const nowMs = startMs + day * DAY_MS - 300_000;
    const isFirst = day === DAYS - FORECAST_DAYS;
    insertEvents(database, events, { startMs: isFirst ? 0 : nowMs - DAY_MS, endMs: nowMs });
    if (day >= DAYS - WRONG_DAYS) await schedules[0].advance(nowMs);
    await schedules[1].advance(nowMs);
  }
  return { ...options, model: right };
}

function simulate(
  { factor = 1, ...window }: {
    factor?: number;
    history?: PointEvents;
    startMs: number;
    endMs: number;
  },
): PointEvents {
  return simulator({ factor, seed: 1, ...window }).draw(0);
}

function simulator(
  { factor, ...window }: {
    factor: number;
    history?: PointEvents;
    startMs: number;
    endMs: number;
    seed: number;
  },
): ReturnType<typeof simulateEtas> {
  const parameters = { ...TRUE_PARAMETERS, log10Mu: TRUE_PARAMETERS.log10Mu + Math.log10(factor) };
  return simulateEtas({
    ...{ parameters, mc: 3, beta: 2.3, maximumMagnitude: 6.5, areaKm2: AREA_KM2 },
    ...{ drawPlace: uniformPlaces(REGION), kind: "geographic", ...window },
  });
}

/** The same with three times the background. */
function tripled(model: ScheduledModel): ScheduledModel {
  return {
    ...{ ...model, name: "three times too many", checksum: "tripled" },
    simulate: (window) => simulator({ factor: 3, ...window }),
  };
}
