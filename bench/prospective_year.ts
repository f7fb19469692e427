import { startKernels } from "../engine/backend/mod.ts";
import {
  type CalibrationGate,
  DAY_MS,
  type PointEvents,
  type Polygon,
  type ScoredSpan,
} from "../engine/domain/mod.ts";
import { calibrateForecasts, gateCalibration, seriesOfSamples } from "../engine/evaluation/mod.ts";
import {
  areaOfPolygon,
  PROSPECTIVE_LEVEL,
  type ProspectiveRun,
  runProspective,
} from "../engine/forecasting/mod.ts";
import { holmCorrection, RandomStream } from "../engine/mathematics/mod.ts";
import {
  drawKeptPlace,
  type DrawPlace,
  etasBackground,
  type EtasParameters,
  keepBackground,
  placesWithin,
  readEtasParameters,
  uniformPlaces,
} from "../engine/models/mod.ts";
import { preparePointEvents } from "../engine/preprocessing/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

const FOLDER = "data/catalogues/earthquakenpp";
const DAYS = 365;
const SEED = 1;

/** A year after everything that the published parameters were fitted to. */
export interface ProspectiveYear {
  /** Name of the data set. */
  dataset: string;
  /** Its file. */
  file: string;
  /** Start of the part on which the background's shape is chosen. */
  validationStartMs: number;
  /** Start of the published test part, up to which the parameters were fitted. */
  testStartMs: number;
  /** File of the region's corners. */
  region: string;
  /** Edge of a cell, degrees. */
  cellDegrees: number;
  /** Start of the year, UTC epoch milliseconds. */
  startMs: number;
  /** Simulated catalogues a day. */
  simulations: number;
  /** The backgrounds: uniform, smoothed, or one after the other. */
  models: readonly ("etas" | "etas-background")[];
}

/** Forecasts each day of a year by ETAS with the published parameters, and tests it as CSEP does. */
export async function runProspectiveYear(
  year: ProspectiveYear,
  report: (message: string) => void,
): Promise<Record<string, unknown>> {
  const { dataset, startMs, cellDegrees, simulations } = year;
  const document = JSON.parse(
    await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
  );
  const etas = readEtasParameters(document, { source: "published", dataset });
  const region = await readRegion(year.region);
  const { table } = await readEventTable(
    await openCatalogueSource(sharedFile(`${FOLDER}/${year.file}`)),
  );
  const { events, mc, validation } = preparePointEvents(table.events, { ...year, region });
  const { parameters, beta, areaKm2 = areaOfPolygon(region) } = etas;
  const facts: Record<string, unknown> = {
    ...{ dataset, from: new Date(startMs).toISOString(), days: DAYS, mc, cellDegrees },
    ...{ simulations, seed: SEED },
  };
  for (const model of year.models) {
    const background = { ...year, events, validation, parameters, mc, areaKm2, region };
    const drawPlace = model === "etas" ? uniformPlaces(region) : await smooth(background);
    const startedMs = performance.now();
    const run = runProspective(events, {
      ...{ parameters, mc, beta: beta!, areaKm2, region, drawPlace, cellDegrees },
      ...{ startMs, days: DAYS, simulations, seed: SEED },
      onProgress: ({ done, total }) => {
        if (done % 50 === 0) report(`${dataset}, ${model}: day ${done} of ${total}`);
      },
    });
    const seconds = (performance.now() - startedMs) / 1_000;
    facts[model] = { seconds, ...summarise(run) };
    report(`${dataset}, ${model}: ${JSON.stringify(facts[model])}`);
  }
  return facts;
}

/** The background of the events before the year, its shape chosen on validation. */
async function smooth(
  { events, startMs, validation, ...task }: {
    events: PointEvents;
    startMs: number;
    validation?: ScoredSpan;
    parameters: EtasParameters;
    mc: number;
    areaKm2: number;
    region: Polygon;
  },
): Promise<DrawPlace> {
  const endMs = startMs + DAYS * DAY_MS;
  const from = events.timeMs.findIndex((time) => time >= startMs);
  const to = events.timeMs.filter((time) => time < endMs).length;
  const kernels = await startKernels({ threads: 1 });
  const span = { from, to, startMs, endMs };
  const { background } = etasBackground(events, { ...task, span, validation, kernels });
  await kernels.stop();
  const { region } = task;
  const kept = keepBackground(events, background);
  return placesWithin(region, drawKeptPlace(kept, uniformPlaces(region)));
}

/** Numbers of the second half of the days by intervals calibrated on the first. */
function calibrateNumbers(days: ProspectiveRun["days"]): CalibrationGate {
  const random = new RandomStream(SEED).fork("calibration");
  const middle = Math.floor(days.length / 2);
  const mean = days.reduce((sum, { expected }) => sum + expected, 0) / days.length;
  const series = [days.slice(0, middle), days.slice(middle)].map((part) =>
    seriesOfSamples(
      part.map(({ simulatedEvents }) => simulatedEvents),
      part.map(({ events }) => events),
      { threshold: Math.max(1, Math.round(mean)) },
    )
  );
  const calibration = calibrateForecasts(series[0], { overlap: 1, random });
  return gateCalibration(calibration, series[1], { random });
}

/** What is kept; throws where a day has no answer at all or a number is none. */
function summarise({ days, tests }: ProspectiveRun): Record<string, unknown> {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const corrected = holmCorrection(tests.map(({ uniformProbability }) => uniformProbability!));
  const number = tests.find(({ question }) => question === "number")!;
  if (number.valid !== days.length || tests.some(({ valid }) => valid === 0)) {
    throw new Error(`days without an answer: ${JSON.stringify(tests)}`);
  }
  return {
    level: PROSPECTIVE_LEVEL,
    observedEvents: sum(days.map(({ events }) => events)),
    expectedEvents: sum(days.map(({ expected }) => expected)),
    numbersCalibratedOnFirstHalf: calibrateNumbers(days),
    tests: tests.map((test, i) => ({ ...test, uniformCorrected: corrected[i] })),
  };
}

/** Corners of a CSV of latitude and longitude. */
export async function readRegion(file: string): Promise<Polygon> {
  const [, ...rows] = (await Deno.readTextFile(sharedFile(`${FOLDER}/${file}`))).trim().split("\n");
  return rows.map((row) => {
    const [latitude, longitude] = row.split(",").map(Number);
    return [longitude, latitude] as const;
  });
}
