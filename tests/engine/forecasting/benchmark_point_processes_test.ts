import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { ConfigurationError, InputError } from "../../../engine/domain/mod.ts";
import {
  benchmarkPointProcesses,
  datasetNameOf,
  type PointProcessBenchmarkOptions,
  writeBenchmarkDocument,
} from "../../../engine/forecasting/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { readEtasParameters } from "../../../engine/models/mod.ts";
import {
  type EventTable,
  openCatalogueSource,
  readEventTable,
} from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const FOLDER = "data/catalogues/earthquakenpp";
const DATASET = "QTM_SanJac_10";
const CALIFORNIA = {
  log10_mu: -6.3342,
  log10_k0: -2.6755,
  a: 1.5392,
  log10_c: -2.7977,
  omega: -0.0615,
  log10_tau: 3.7232,
  log10_d: -0.7953,
  gamma: 1.0215,
  rho: 0.5487,
};
const etas = readEtasParameters(CALIFORNIA, { source: "here", dataset: "" });

testWithSharedData(
  "EarthquakeNPP: San Jacinto has the published scores to seven digits",
  async () => {
    const kernels = await startKernels({ threads: 1 });
    const file = sharedFile(`${FOLDER}/QTM_SanJac_10_catalog.csv.gz`);
    const { table } = await readEventTable(await openCatalogueSource(file));
    const published = JSON.parse(
      await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
    );
    const options: PointProcessBenchmarkOptions = {
      dataset: datasetNameOf(file),
      models: ["poisson", "etas"],
      etas: readEtasParameters(published, { source: "published", dataset: DATASET }),
      testStartMs: Date.UTC(2016, 0, 1),
      referenceRounding: true,
      isFinal: true,
      kernels,
    };
    const { scores, data, span, areaKm2 } = await benchmarkPointProcesses(table, options);
    assertEquals([data.mc, data.events.size, span.to - span.from], [1, 21_288, 4_399]);
    assertEquals(areaKm2, 10306.063185775638);
    assertAlmostEquals(scores.etas!.tll, 1.1325267, 1e-7);
    assertAlmostEquals(scores.etas!.sll, -5.3981182, 1e-7);
    assertAlmostEquals(scores.etas!.tllExact, 1.1315317, 1e-7);
    assertAlmostEquals(scores.poisson!.tll, 0.7939168, 1e-7);
    assertAlmostEquals(scores.poisson!.sll, -9.2404877, 1e-7);
    const rounded = { ...options, referenceRounding: false, models: ["etas"] as const };
    const { scores: correct } = await benchmarkPointProcesses(table, rounded);
    assertAlmostEquals(correct.etas!.tll, 1.1326107, 1e-7);
  },
);

testWithSharedData("EarthquakeNPP: San Jacinto's background varies in space", async () => {
  const kernels = await startKernels({ threads: 1 });
  const file = sharedFile(`${FOLDER}/QTM_SanJac_10_catalog.csv.gz`);
  const { table } = await readEventTable(await openCatalogueSource(file));
  const published = JSON.parse(
    await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
  );
  const benchmark = await benchmarkPointProcesses(table, {
    dataset: DATASET,
    models: ["etas", "etas-background"],
    etas: readEtasParameters(published, { source: "published", dataset: DATASET }),
    validationStartMs: Date.UTC(2014, 0, 1),
    testStartMs: Date.UTC(2016, 0, 1),
    kernels,
  });
  const { scores, gains, notes } = benchmark;
  assertEquals(scores["etas-background"]!.tll, scores.etas!.tll);
  const { space, time } = gains["etas-background"]!;
  assertEquals(time.nats, 0);
  assert(space.nats! > 0.159 && space.low! > 0.12, JSON.stringify(space));
  const { background } = notes["etas-background"] as { background: Record<string, unknown> };
  const { neighbours, floor_km, chosen_on } = background;
  assertEquals({ neighbours, floor_km, chosen_on }, {
    neighbours: 3,
    floor_km: 0.5,
    chosen_on: "validation",
  });
});

testWithSharedData(
  "EarthquakeNPP: a recurrent process gains on Poisson at San Jacinto",
  async () => {
    const kernels = await startKernels({ threads: 1 });
    const file = sharedFile(`${FOLDER}/QTM_SanJac_10_catalog.csv.gz`);
    const { table } = await readEventTable(await openCatalogueSource(file));
    const options = {
      dataset: DATASET,
      models: ["poisson", "recurrent"] as const,
      mc: 1.6, // a fifth of the events
      validationStartMs: Date.UTC(2014, 0, 1),
      testStartMs: Date.UTC(2016, 0, 1),
      seeds: 2,
      kernels,
    };
    const { scores, gains, notes, span } = await benchmarkPointProcesses(table, options);
    const { time, space } = gains.recurrent!;
    assert(time.low! > 0.05 && space.low! > 0.9, JSON.stringify(gains));
    assert(scores.recurrent!.tllExact < scores.recurrent!.tll); // the wait after the last event
    const { seeds, stopped_on, tll_spread } = notes.recurrent as {
      seeds: { tll: number; validation_tll: number; validation_tll_of_start: number }[];
      stopped_on: number;
      tll_spread: number;
    };
    const [one, two] = seeds;
    assertEquals(stopped_on, span.to - span.from);
    assertAlmostEquals(scores.recurrent!.tll, (one.tll + two.tll) / 2, 1e-9);
    assertAlmostEquals(tll_spread, Math.abs(one.tll - two.tll) / Math.SQRT2, 1e-9);
    assert(seeds.every((seed) => seed.validation_tll > seed.validation_tll_of_start));
    // Nothing of the test span is seen: other magnitudes there change nothing.
    table.events.timeMs.forEach((timeMs, i) => {
      if (timeMs > options.testStartMs) table.events.magnitude[i] = 5;
    });
    const again = await benchmarkPointProcesses(table, { ...options, seeds: 1 });
    assertEquals((again.notes.recurrent as { seeds: unknown[] }).seeds, [one]);
  },
);

Deno.test("EarthquakeNPP: days and kilometres, and the same events upside down", async () => {
  const kernels = await startKernels({ threads: 1 });
  const options = {
    dataset: "made",
    models: ["poisson", "etas", "etas-background"] as const,
    etas,
    kernels,
  };
  const table = makeTable(300);
  const one = await benchmarkPointProcesses(table, { ...options, isFinal: true });
  assertEquals([one.part, one.span.to - one.span.from, one.areaFrom], ["test", 60, "hull"]);
  const reversed = await benchmarkPointProcesses(reverse(table), { ...options, isFinal: true });
  assertEquals(reversed.scores, one.scores);
  assertEquals(reversed.data.repairs.outOfOrder, 299);
  const validation = await benchmarkPointProcesses(table, options);
  assertEquals([validation.part, validation.span.to - validation.span.from], ["validation", 60]);
  assert(validation.scores.etas!.tll !== one.scores.etas!.tll);
});

Deno.test("EarthquakeNPP: nothing after the scored span changes its scores", async () => {
  const kernels = await startKernels({ threads: 1 });
  const options = {
    dataset: "made",
    models: ["etas"] as const,
    etas,
    areaKm2: 1e5,
    mc: 2,
    kernels,
  };
  const table = makeTable(300);
  const { scores } = await benchmarkPointProcesses(table, options);
  table.events.magnitude.fill(7, 240);
  assertEquals((await benchmarkPointProcesses(table, options)).scores, scores);
});

Deno.test("EarthquakeNPP: the document has the names of the protocol", async () => {
  const kernels = await startKernels({ threads: 1 });
  const options = { dataset: "made", models: ["poisson", "etas"] as const, etas, kernels };
  const benchmark = await benchmarkPointProcesses(makeTable(100), options);
  const document = writeBenchmarkDocument(benchmark, { series: true });
  const text = JSON.parse(JSON.stringify(document));
  assertEquals(Object.keys(text.models.poisson), ["tll", "sll", "nll", "tll_exact", "nll_exact"]);
  assertEquals(text.models.etas.parameters, CALIFORNIA);
  assertEquals(text.information_gain.etas.over, "poisson");
  const { cumulative_gain } = text.series.etas;
  const total = text.information_gain.etas.total.nats * text.n_test;
  assertAlmostEquals(cumulative_gain.at(-1), total, 1e-9);
  assertEquals(text.series.time_ms.length, text.n_test);
});

Deno.test("EarthquakeNPP: ETAS is fitted to what comes before the scored span", async () => {
  const kernels = await startKernels({ threads: 1 });
  const options = { dataset: "made", models: ["poisson", "etas"] as const, kernels, mc: 2.5 };
  const table = makeTable(300);
  const { scores, notes } = await benchmarkPointProcesses(table, options);
  // These events do not trigger each other: as good as Poisson in time, or nearly so.
  assertAlmostEquals(scores.etas!.tllExact, scores.poisson!.tllExact, 0.15);
  const { fit, parameters } = notes.etas as Record<string, Record<string, number>>;
  assertEquals(fit.events, 180);
  table.events.magnitude.fill(7, 240);
  const later = await benchmarkPointProcesses(table, options);
  assertEquals(later.notes.etas!.parameters, parameters);
});

Deno.test("EarthquakeNPP: what cannot be scored is refused", async () => {
  const kernels = await startKernels({ threads: 1 });
  const options = { dataset: "made", models: ["poisson"] as const, kernels };
  const table = makeTable(100);
  const flat = makeTable(100);
  if (flat.events.places.kind === "plane") flat.events.places.eastKm.fill(0);
  await assertRejects(() => benchmarkPointProcesses(flat, options), Error, "hull");
  for (const areaKm2 of [0, -1, NaN, Infinity]) {
    await assertRejects(
      () => benchmarkPointProcesses(table, { ...options, areaKm2 }),
      ConfigurationError,
    );
  }
  const polygon = [[0, 0], [1, 0], [0, 1]] as const;
  await assertRejects(
    () => benchmarkPointProcesses(table, { ...options, polygon }),
    ConfigurationError,
  );
  const read = (document: unknown) =>
    readEtasParameters(document, { source: "here", dataset: "made" });
  for (const document of [null, {}, [], { datasets: {} }, { ...CALIFORNIA, rho: 0 }]) {
    assertThrows(() => read(document), InputError);
  }
  assertThrows(() => read({ ...CALIFORNIA, a: "1" }), InputError, "ETAS parameter");
});

Deno.test("ETAS parameters: alone, under their names, and of a data set", () => {
  const wrapped = [
    CALIFORNIA,
    { parameters: CALIFORNIA, area: 5 },
    { final_parameters: CALIFORNIA, area: 5 },
    { datasets: { other: {}, made: { parameters: { ...CALIFORNIA, area_km2: 5 } } } },
    { datasets: { other: { file: "made_catalog.csv.gz", parameters: CALIFORNIA } } },
  ];
  for (const document of wrapped) {
    const found = readEtasParameters(document, { source: "here", dataset: "made" });
    assertEquals(found.parameters, etas.parameters);
    assertEquals(found.areaKm2, "area" in document ? 5 : found.areaKm2);
  }
});

/** A plane's events over 1,000 days: three fifths to train, a fifth each to validate and to test. */
function makeTable(size: number): EventTable {
  const stream = new RandomStream(size);
  const column = (draw: () => number) => Float64Array.from({ length: size }, draw);
  const part = (i: number) => i < 0.6 * size ? "train" : i < 0.8 * size ? "val" : "test";
  return {
    events: {
      name: "made",
      size,
      timeMs: column(() => stream.uniform() * 8.64e10).sort(),
      isDated: false,
      magnitude: column(() => 2.5 + stream.exponential(2.3)),
      places: {
        kind: "plane",
        northKm: column(() => 100 * stream.normal()),
        eastKm: column(() => 100 * stream.normal()),
      },
    },
    split: Array.from({ length: size }, (_, i) => part(i)),
  };
}

function reverse({ events, split }: EventTable): EventTable {
  const { places } = events;
  if (places.kind !== "plane") throw new Error("made in a plane");
  return {
    events: {
      ...events,
      timeMs: events.timeMs.toReversed(),
      magnitude: events.magnitude.toReversed(),
      places: {
        kind: "plane",
        northKm: places.northKm.toReversed(),
        eastKm: places.eastKm.toReversed(),
      },
    },
    split: split!.toReversed(),
  };
}
