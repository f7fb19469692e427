import { startKernels } from "../engine/backend/mod.ts";
import { DAY_MS, type PointEvents } from "../engine/domain/mod.ts";
import {
  ForecastSchedule,
  type PointModel,
  reportScheduledSkill,
  scheduledModelOf,
  trainPointProcess,
} from "../engine/forecasting/mod.ts";
import { binomialInterval } from "../engine/mathematics/mod.ts";
import { readEtasParameters } from "../engine/models/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { type Database, openDatabase } from "../engine/storage/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { readRegion } from "./prospective_year.ts";

const FOLDER = "data/catalogues/earthquakenpp";
const DATASET = "ComCat_25";
const FILE = "ComCat_25.csv.gz";
const REGION = "california_shape.csv";

/** Events from then on are known; parts of the data as a model is trained on them; the year after all. */
const DATES = {
  auxiliaryStartMs: Date.UTC(1995, 0, 1),
  trainingStartMs: Date.UTC(1997, 0, 1),
  validationStartMs: Date.UTC(2007, 0, 1),
  testStartMs: Date.UTC(2012, 0, 1),
};
const START_MS = Date.UTC(2018, 0, 1);
const DAYS = 365;

/** Part of the days whose 95 % range must have held what came: no less by chance than once in 10,000. */
const LEAST_COVERAGE = 0.9;

/** Daily forecasts of California, made, scored and gated as in service. */
export const check: LongCheck = {
  about: "a year of daily forecasts of California by ETAS with a smoothed background, from a " +
    "database into which events come as time goes on: coverage, gate, tests, and information gain over " +
    "past numbers and places",
  async run(report) {
    const { model, events } = await train();
    report(`trained: ${JSON.stringify(model.card.consistency?.tests[0])}`);
    const folder = await Deno.makeTempDir();
    try {
      using database = openDatabase(`${folder}/year.db`, { mode: "create" });
      insert(database, events, { startMs: DATES.auxiliaryStartMs, endMs: START_MS - DAY_MS });
      const schedule = new ForecastSchedule(database, {
        ...{ model: scheduledModelOf(model), horizons: ["1d"], revisions: "1d" },
        aftershockMagnitude: 5,
      });
      const startedMs = performance.now();
      for (let day = 0; day <= DAYS + 2; day++) {
        const nowMs = START_MS + day * DAY_MS - 60_000;
        insert(database, events, { startMs: nowMs - DAY_MS, endMs: nowMs });
        if (day < DAYS || day === DAYS + 2) await schedule.advance(nowMs);
        if (day % 30 !== 0) continue;
        const { informationGain } = reportScheduledSkill(database, { model: model.card.name });
        const seconds = Math.round((performance.now() - startedMs) / 1_000);
        report(`day ${day}, ${seconds} s: ${JSON.stringify(informationGain)}`);
      }
      return summarise(database, model.card.name);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};

async function train(): Promise<{ model: PointModel; events: PointEvents }> {
  const document = JSON.parse(
    await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
  );
  const { table } = await readEventTable(
    await openCatalogueSource(sharedFile(`${FOLDER}/${FILE}`)),
  );
  const kernels = await startKernels({ threads: 1 });
  const model = await trainPointProcess({ events: table.events }, {
    ...{ ...DATES, testEndMs: START_MS, polygon: await readRegion(REGION) },
    ...{ process: "etas-background", name: "etas", versions: {}, kernels, mc: 2.5 },
    etas: readEtasParameters(document, { source: "published", dataset: DATASET }),
    calibrationWindows: 0,
  });
  await kernels.stop();
  return { model, events: table.events };
}

function insert(
  database: Database,
  { timeMs, magnitude, places }: PointEvents,
  { startMs, endMs }: { startMs: number; endMs: number },
): void {
  if (places.kind === "plane") throw new Error("a catalogue on the globe is needed");
  const { latitude, longitude } = places;
  const rows = Array.from(timeMs.keys()).filter((row) =>
    timeMs[row] >= startMs && timeMs[row] < endMs && magnitude[row] >= 2.4
  );
  const events = rows.map((row) => {
    const id = `comcat/${row}`;
    const place = { latitude: latitude[row], longitude: longitude[row], depthKm: NaN };
    return {
      ...{ id, eventType: "earthquake", descriptions: [], picks: [] },
      origins: [{ id: `${id}/o`, timeMs: timeMs[row], ...place, arrivals: [] }],
      magnitudes: [{ id: `${id}/m`, magnitude: magnitude[row], magnitudeType: "" }],
    };
  });
  database.events.put(events, { recordedMs: Math.max(0, endMs) });
}

/** What is kept; throws where a number is not what a right forecast has. */
function summarise(database: Database, model: string): Record<string, unknown> {
  const skill = reportScheduledSkill(database, { model });
  const { informationGain, tests, reliability, gate } = skill;
  const days = database.forecasts.query({ model });
  const rows = days.flatMap(({ id }) => {
    const outcome = database.forecasts.outcomes(id).at(-1);
    return outcome === undefined ? [] : [outcome.document as { table: { isInside: boolean }[] }];
  });
  const inside = rows.filter(({ table }) => table[0].isInside).length;
  const coverage = inside / rows.length;
  const facts = {
    ...{ dataset: DATASET, days: DAYS, made: days.length, scored: rows.length, coverage },
    coverageInterval: binomialInterval({ successes: inside, trials: rows.length }),
    published: days.filter(({ isPublished }) => isPublished).length,
    ...{ informationGain, reliability, gate },
    tests: ["N", "M", "S", "PL"].map((name) => {
      const valid = tests.filter((test) => test.name === name);
      return { name, valid: valid.length, passed: valid.filter(({ passed }) => passed).length };
    }),
  };
  if (skill.forecasts !== DAYS) throw new Error(`${skill.forecasts} of ${DAYS} days were scored`);
  if (coverage < LEAST_COVERAGE) throw new Error(`coverage: ${JSON.stringify(facts)}`);
  if (!(informationGain.informationGain! > 0)) throw new Error(`gain: ${JSON.stringify(facts)}`);
  return facts;
}
