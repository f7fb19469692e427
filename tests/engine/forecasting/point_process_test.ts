import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  InputError,
  InsufficientDataError,
  ModelError,
  POINT_MODEL_NAMES,
  type PointEvents,
} from "@quakecast/quakecast/domain";
import {
  evaluatePointModel,
  explainPointForecast,
  fitForForecast,
  loadPointModel,
  loadTrainedModel,
  makePointForecast,
  POINT_PROCESSES,
  type PointModel,
  type PointProcessName,
  savePointModel,
  startKernels,
  trainPointProcess,
} from "@quakecast/quakecast/forecasting";
import { readEtasParameters } from "../../../engine/models/mod.ts";
import { openCatalogueSource, readEventTable } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import { AREA_KM2, simulatePointEvents, START_MS, TRUE_PARAMETERS } from "./point_catalogue.ts";

const DAY_MS = 86_400_000;
const DAYS = 700;
const EVENTS = simulatePointEvents(DAYS);
const END_MS = START_MS + DAYS * DAY_MS;
const day = (number: number) => new Date(START_MS + number * DAY_MS).toISOString();

const WITHOUT_WINDOWS = { consistencyWindows: 0, calibrationWindows: 0 };

const trained = new Map<string, Promise<PointModel>>();

/** Each process is trained once for all tests. */
function train(process: PointProcessName): Promise<PointModel> {
  const known = trained.get(process) ?? (async () => {
    const kernels = await startKernels({ threads: 1 });
    const options = { process, name: "small", versions: { test: "1" }, kernels };
    return await trainPointProcess({ events: EVENTS }, {
      ...options,
      ...{ consistencyWindows: 5, calibrationWindows: 10 },
    });
  })();
  trained.set(process, known);
  return known;
}

for (const process of POINT_MODEL_NAMES as PointProcessName[]) {
  Deno.test(`point process ${process}: kept in a folder it is the same`, async () => {
    const model = await train(process);
    const folder = await Deno.makeTempDir();
    await savePointModel(model, `${folder}/model`);
    const again = await loadPointModel(`${folder}/model`);
    assertEquals(again.card, JSON.parse(JSON.stringify(model.card)));
    assertEquals(again.filesSha256, model.filesSha256);
    const request = { catalogues: 50, horizon: "3d" };
    const [one, other] = [
      await makePointForecast(model, EVENTS, request),
      await makePointForecast(again, EVENTS, request),
    ];
    assertEquals(JSON.stringify(other), JSON.stringify(one));
    assertEquals(again.calibration, model.calibration);
    assertEquals(model.calibration?.model.calibration.windows, 10);
    assertEquals(model.card.calibration?.gates.model.windows, 10);
    const kernels = await startKernels({ threads: 1 });
    const first = EVENTS.timeMs.findIndex((time) => time >= START_MS + 600 * DAY_MS);
    const span = { from: first, to: EVENTS.size, startMs: START_MS + 600 * DAY_MS, endMs: END_MS };
    const terms = ({ process }: PointModel) => process.score(EVENTS, { span, kernels });
    assertEquals(terms(again), terms(model));
    const { scores } = await evaluatePointModel(again, { events: EVENTS }, { kernels });
    for (const name of ["tll", "sll", "tllExact"] as const) {
      assert(Math.abs(scores[name] - model.card.scores.test[name]) < 1e-9, name);
    }
    await assertRejects(() => loadTrainedModel(`${folder}/model`), ModelError, "point process");
    const card = await Deno.readTextFile(`${folder}/model/card.json`);
    await Deno.writeTextFile(`${folder}/model/card.json`, card.replace("small", "large"));
    await assertRejects(() => loadPointModel(`${folder}/model`), ModelError, "damaged");
    await Deno.remove(folder, { recursive: true });
  });

  Deno.test(`point process ${process}: sums agree, and a later catalogue changes nothing`, async () => {
    const model = await train(process);
    const issueTime = day(650);
    const forecast = await makePointForecast(model, EVENTS, { issueTime, catalogues: 400 });
    const { cells, magnitudes, simulation } = forecast;
    const inside = cells.expected.reduce((sum, one) => sum + one, 0);
    assert(Math.abs(inside + cells.outside - magnitudes[0].expected) < 1e-9);
    assert(magnitudes[0].expected > 0.7 * simulation.expectedDirect!);
    const numbers = magnitudes.map(({ expected }) => expected);
    assertEquals(numbers, numbers.toSorted((one, other) => other - one));
    assert(numbers.at(-1)! > 0); // magnitude 7 is rare, not impossible
    const until = EVENTS.timeMs.findIndex((time) => time > Date.parse(issueTime));
    const early = firstEvents(EVENTS, until);
    const same = await makePointForecast(model, early, { issueTime, catalogues: 400 });
    assertEquals(same.cells, cells);
    if (model.process.explain === undefined) {
      const ask = () => explainPointForecast(model, EVENTS, { issueTime });
      assertThrows(ask, ConfigurationError, `Cannot explain ${process}`);
      return;
    }
    const explanation = explainPointForecast(model, EVENTS, { issueTime });
    assert(Math.abs(explanation.total / simulation.expectedDirect! - 1) < 1e-9);
    const { background, events, rest } = explanation;
    const parts = [background, ...events, rest].reduce((sum, { share }) => sum + share, 0);
    assert(Math.abs(parts - 1) < 1e-12);
  });
}

Deno.test("point processes that can be trained are those of the list", () => {
  assertEquals(Object.keys(POINT_PROCESSES), [...POINT_MODEL_NAMES]);
});

Deno.test("point process: 95 % ranges hold what the same law does next", async () => {
  const kernels = await startKernels({ threads: 1 });
  const model = await trainPointProcess({ events: EVENTS }, {
    ...{ process: "etas", name: "true", versions: {}, kernels, ...WITHOUT_WINDOWS },
    etas: { parameters: TRUE_PARAMETERS, beta: 2.3, areaKm2: AREA_KM2 },
    polygon: [[-117, 33], [-116, 33], [-116, 34], [-117, 34]],
  });
  const request = { issueTime: day(DAYS), horizon: "2d", catalogues: 2_000 };
  const { magnitudes: [all] } = await makePointForecast(model, EVENTS, request);
  const truth = { startMs: START_MS + DAYS * DAY_MS, endMs: START_MS + (DAYS + 2) * DAY_MS };
  const history = { ...EVENTS };
  const simulator = model.process.simulate({ ...truth, history, seed: 99 });
  let [held, sum] = [0, 0];
  for (let i = 0; i < 1_000; i++) {
    const { size } = simulator.draw(i);
    sum += size;
    if (size >= all.p95minimum && size <= all.p95maximum) held++;
  }
  assert(held >= 935, `${held} of 1000`); // counts are whole: a range holds 95 % or more
  assert(Math.abs(sum / 1_000 / all.expected - 1) < 0.15, `${sum / 1_000} for ${all.expected}`);
});

Deno.test("point process: fitted by its name, with the skill of an earlier fit", async () => {
  const kernels = await startKernels({ threads: 1 });
  const model = await fitForForecast({ events: EVENTS }, {
    ...{ process: "etas", name: "etas", versions: {}, kernels, issueTime: day(600) },
  });
  assertEquals(model.card.data.fittedUntil, day(600));
  assertEquals(model.card.scores.test.to, new Date(Date.parse(day(600)) + 1).toISOString());
  assert(model.card.skill.windows > 100);
  const forecast = await makePointForecast(model, EVENTS, { issueTime: day(600), catalogues: 10 });
  assertEquals(forecast.warnings.filter((warning) => warning.includes("has seen")), []);
});

Deno.test("point process: what cannot be forecast from is refused", async () => {
  const model = await train("etas");
  const ask = (request: Record<string, unknown>, events: PointEvents = EVENTS) => () =>
    makePointForecast(model, events, request);
  await assertRejects(ask({ catalogues: 0 }), ConfigurationError, "catalogues");
  await assertRejects(ask({ cellDegrees: 0 }), ConfigurationError, "cells");
  await assertRejects(ask({ cellDegrees: 1e-6 }), ConfigurationError, "cells");
  await assertRejects(ask({ horizon: "soon" }), ConfigurationError, "horizon");
  await assertRejects(ask({ issueTime: "1999-01-01" }), InputError, "before all events");
  await assertRejects(ask({}, { ...EVENTS, isDated: false }), InputError, "dates");
  const small = { ...EVENTS, magnitude: EVENTS.magnitude.map(() => 1) };
  await assertRejects(ask({}, small), InsufficientDataError, "magnitude 3");
  await assertRejects(
    () => Promise.resolve().then(() => explainPointForecast(model, EVENTS, { event: 1e6 })),
    ConfigurationError,
    "numbered",
  );
});

testWithSharedData("point process: San Jacinto has the published scores in its card", async () => {
  const path = "data/catalogues/earthquakenpp/";
  const published = JSON.parse(
    await Deno.readTextFile(sharedFile(`${path}etas_reference_scores.json`)),
  );
  const source = await openCatalogueSource(sharedFile(`${path}QTM_SanJac_10_catalog.csv.gz`));
  const { table } = await readEventTable(source);
  const dataset = "QTM_SanJac_10";
  const model = await trainPointProcess(table, {
    ...{ process: "etas", name: dataset, versions: {}, ...WITHOUT_WINDOWS },
    etas: readEtasParameters(published, { source: "published", dataset }),
    kernels: await startKernels({ threads: 1 }),
    referenceRounding: true,
    testStartMs: Date.UTC(2016, 0, 1),
    testEndMs: Date.UTC(2018, 0, 1),
  });
  const { tll, sll } = model.card.scores.test;
  assert(Math.abs(tll - 1.1325267) < 1e-5 && Math.abs(sll + 5.3981182) < 1e-5, `${tll} ${sll}`);
  const forecast = await makePointForecast(model, table.events, { issueTime: "2017-01-01" });
  assert(forecast.magnitudes[0].expected > 4 && forecast.magnitudes[0].expected < 8);
  assertEquals(forecast.cells.grid.cellDegrees, 0.01);
});

function firstEvents(events: PointEvents, size: number): PointEvents {
  const { places } = events;
  if (places.kind === "plane") throw new Error("Simulated on the globe.");
  const cut = (column: Float64Array) => column.slice(0, size);
  return {
    ...events,
    size,
    timeMs: cut(events.timeMs),
    magnitude: cut(events.magnitude),
    places: {
      ...places,
      latitude: cut(places.latitude),
      longitude: cut(places.longitude),
    },
  };
}
