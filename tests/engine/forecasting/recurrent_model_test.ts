import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  InputError,
  InsufficientDataError,
  type PointEvents,
  type PointProcessSetting,
  polygonContains,
} from "@quakecast/quakecast/domain";
import { POINT_PROCESSES, startKernels } from "@quakecast/quakecast/forecasting";
import { waitingLogSurvival } from "../../../engine/models/mod.ts";
import {
  type KeptRecurrent,
  writeRecurrent,
} from "../../../engine/forecasting/point_processes/recurrent_files.ts";
import { preparePointEvents } from "../../../engine/preprocessing/mod.ts";
import { MADE_HISTORY, madeProcess } from "../models/made_recurrent.ts";
import { renewalExpectation } from "../models/renewal_expectation.ts";
import { AREA_KM2, simulatePointEvents, START_MS } from "./point_catalogue.ts";

const DAY_MS = 86_400_000;
const SETTING: PointProcessSetting = {
  ...{ mc: 3, magnitudeStep: 0.1, referenceRounding: false, areaKm2: AREA_KM2 },
  ...{ areaFrom: "given", cutsRegion: false },
  region: [[-117, 33], [-116, 33], [-116, 34], [-117, 34]],
};
const { open } = POINT_PROCESSES.recurrent.model;

/** The history on the globe, within the region. */
const HISTORY: PointEvents = {
  ...MADE_HISTORY,
  places: {
    kind: "geographic",
    latitude: MADE_HISTORY.timeMs.map((_, i) => 33.2 + 0.003 * i),
    longitude: MADE_HISTORY.timeMs.map((_, i) => -116.2 - 0.003 * i),
  },
};
const LAST_MS = HISTORY.timeMs[HISTORY.size - 1];

/** A process that stays a renewal process, or one that does not; its places are about one event. */
function kept(strength: number): KeptRecurrent {
  return {
    process: madeProcess({ strength }),
    places: {
      shape: { neighbours: 5, floorKm: 1, uniformShare: 0.1 },
      places: {
        kind: "geographic",
        latitude: Float64Array.of(33.5),
        longitude: Float64Array.of(-116.99),
      },
      probability: Float64Array.of(1),
      widthsKm: Float64Array.of(3),
    },
    note: { made: true },
  };
}

for (const ageDays of [0, 0.7]) {
  Deno.test(`recurrent model: without a say it is a renewal process, ${ageDays} days old`, async () => {
    await startKernels({ threads: 1 });
    const process = open(writeRecurrent(kept(0)), SETTING);
    const startMs = LAST_MS + ageDays * DAY_MS;
    const window = { history: HISTORY, startMs, endMs: startMs + 3 * DAY_MS, seed: 4 };
    const simulator = process.simulate(window);
    const counts = Array.from({ length: 3000 }, (_, i) => simulator.draw(i).size);
    const mean = counts.reduce((sum, count) => sum + count) / counts.length;
    const square = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
    const law = madeProcess({ strength: 0 }).start;
    const chance = (days: number) => -Math.expm1(waitingLogSurvival(law, days));
    const expected = renewalExpectation(chance, { days: 3, ageDays });
    assertAlmostEquals(mean, expected, 4 * Math.sqrt(square) / counts.length);
    const direct = waitingLogSurvival(law, ageDays) - waitingLogSurvival(law, ageDays + 3);
    assertAlmostEquals(simulator.expectedDirect!, direct, 1e-6);
  });
}

Deno.test("renewal expectation: of exponential waits it is that of a Poisson process", () => {
  const chance = (days: number) => -Math.expm1(-1.7 * days);
  for (const ageDays of [0, 2]) {
    assertAlmostEquals(renewalExpectation(chance, { days: 4, ageDays }), 6.8, 1e-5);
  }
});

Deno.test("recurrent model: places are about the kernel and in the region, magnitudes by the law", async () => {
  await startKernels({ threads: 1 });
  const process = open(writeRecurrent(kept(0)), SETTING);
  const window = { history: HISTORY, startMs: LAST_MS, endMs: LAST_MS + 1000 * DAY_MS, seed: 4 };
  const simulator = process.simulate(window);
  const { places, size, magnitude } = simulator.draw(0);
  if (places.kind === "plane") throw new Error("as the history");
  let near = 0;
  for (let i = 0; i < size; i++) {
    const [latitude, longitude] = [places.latitude[i], places.longitude[i]];
    assert(polygonContains(SETTING.region!, latitude, longitude));
    const eastKm = 111.2 * (longitude + 116.99) * Math.cos(33.5 * Math.PI / 180);
    if (Math.hypot(eastKm, 111.2 * (latitude - 33.5)) < 3 * 2.4477) near++;
  }
  // Of a Gaussian 0.6214 lies in the region, whose edge is 0.309 widths west, 0.5944 within 2.4477
  // widths too; of uniform places 0.010. Nine in ten are of the Gaussian before the others are drawn anew.
  const expected = (0.9 * 0.5944 + 0.1 * 0.010) / (0.9 * 0.6214 + 0.1);
  assert(size > 800);
  assertAlmostEquals(near / size, expected, 4 * Math.sqrt(expected * (1 - expected) / size));
  const share = simulator.shareReaching!(4);
  const large = magnitude.filter((one) => one > 3.95).length / size;
  assertAlmostEquals(large, share, 4 * Math.sqrt(share / size));
  assertAlmostEquals(share, Math.exp(-2.3), 1e-4);
  const plane = open(writeRecurrent(kept(0)), { ...SETTING, region: null });
  assertThrows(() => plane.simulate(window), ConfigurationError, "in a plane");
});

Deno.test("recurrent model: what the window's start has seen is part of the history", async () => {
  await startKernels({ threads: 1 });
  const process = open(writeRecurrent(kept(1)), SETTING);
  const direct = (startMs: number) =>
    process.simulate({ history: HISTORY, startMs, endMs: startMs + DAY_MS, seed: 1 })
      .expectedDirect!;
  assertAlmostEquals(direct(LAST_MS), direct(LAST_MS + 1), 1e-4);
  assert(Math.abs(direct(LAST_MS) - direct(LAST_MS - 1)) > 1e-2);
});

Deno.test("recurrent model: files are the same to the bit, and refused where something is missing", () => {
  const files = writeRecurrent(kept(1));
  assertEquals([...files.keys()], ["parameters.json", "network.bin", "background.bin"]);
  assertEquals(open(files, SETTING).files(), files);
  for (const name of files.keys()) {
    const without = new Map(files);
    without.delete(name);
    assertThrows(() => open(without, SETTING), InputError, name);
    if (name === "parameters.json") continue;
    const short = new Map(files).set(name, files.get(name)!.subarray(3));
    assertThrows(() => open(short, SETTING), InputError, name);
  }
  const empty = new Map(files).set("parameters.json", new TextEncoder().encode("{}"));
  assertThrows(() => open(empty, SETTING), InputError, "recurrent process");
});

Deno.test("recurrent model: fitted, it says of the test part what the benchmark says", async () => {
  const kernels = await startKernels({ threads: 1 });
  const source = simulatePointEvents(300);
  const time = (day: number) => START_MS + day * DAY_MS;
  const dates = { validationStartMs: time(180), testStartMs: time(240), testEndMs: time(300) };
  const data = preparePointEvents(source, { ...dates, mc: 3, magnitudeStep: 0.1 });
  const task = { data, span: data.test, areaKm2: AREA_KM2, seed: 2, kernels };
  const { terms } = await POINT_PROCESSES.recurrent.score(task);
  const fitted = await POINT_PROCESSES.recurrent.model.fit(task, SETTING);
  const said = open(fitted.files(), SETTING).score(data.events, { span: data.test, kernels });
  assertEquals([said.logRate, said.expected], [terms.logRate, terms.expected]);
  assertEquals(said.expectedAfter, terms.expectedAfter);
  said.logDensity.forEach((value, i) => assertAlmostEquals(value, terms.logDensity[i], 1e-9));
  const none = { ...data.test, from: 0, startMs: START_MS };
  assertThrows(() => fitted.score(data.events, { span: none, kernels }), InsufficientDataError);
});
