import { assertAlmostEquals, assertEquals, assertLessOrEqual } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import type { PointEvents, ScoredSpan } from "../../../engine/domain/mod.ts";
import { RandomStream, taperedOmoriIntegral } from "../../../engine/mathematics/mod.ts";
import {
  type EtasParameters,
  readEtasParameters,
  scoreEtas,
  scorePoisson,
} from "../../../engine/models/mod.ts";
import { greatCircleKm } from "../../../engine/mathematics/mod.ts";
import { preparePointEvents } from "../../../engine/preprocessing/mod.ts";
import { openCatalogueSource, readEventTable } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const DAY_MS = 86_400_000;
const RADIUS_KM = 6378.1;
const PARAMETERS: EtasParameters = {
  log10Mu: -4.1,
  log10K0: -3.5,
  a: 1.26,
  log10C: -3,
  omega: -0.18,
  log10Tau: 3,
  log10D: -2.5,
  gamma: 0.83,
  rho: 0.47,
};

Deno.test("ETAS terms equal the definition, on the globe and in the plane", async () => {
  const kernels = await startKernels({ threads: 1 });
  for (const isDated of [true, false]) {
    const events = makeEvents(60, { isDated });
    const span: ScoredSpan = {
      from: 40,
      to: 60,
      startMs: events.timeMs[39] + 1000,
      endMs: events.timeMs[59] + DAY_MS,
    };
    const areaKm2 = 5_000;
    const terms = scoreEtas(events, { parameters: PARAMETERS, mc: 2, areaKm2, span, kernels });
    let before = span.startMs;
    for (let i = 0; i < 20; i++) {
      const time = events.timeMs[40 + i];
      const { rate, density } = rateBy(events, { index: 40 + i, areaKm2 });
      assertAlmostEquals(terms.logRate[i], Math.log(rate), 1e-10);
      assertAlmostEquals(terms.logDensity[i], Math.log(density / rate), 1e-10);
      const expected = expectedBy(events, { from: before, to: time, areaKm2 });
      assertAlmostEquals(terms.expected[i], expected, 1e-9);
      before = time;
    }
    const after = expectedBy(events, { from: before, to: span.endMs, areaKm2 });
    assertAlmostEquals(terms.expectedAfter, after, 1e-9);
    assertEquals(terms.publishedAfter, 0);
  }
});

Deno.test("ETAS terms: a background that varies in space changes the density alone", async () => {
  const kernels = await startKernels({ threads: 1 });
  const events = makeEvents(60, { isDated: true });
  const span = { from: 40, to: 60, startMs: events.timeMs[39], endMs: events.timeMs[59] };
  const options = { parameters: PARAMETERS, mc: 2, areaKm2: 5_000, span, kernels };
  const even = scoreEtas(events, options);
  const background = Float64Array.from({ length: 60 }, (_, i) => i % 3);
  const varied = scoreEtas(events, { ...options, relativeBackground: background.subarray(40) });
  assertEquals(varied.logRate, even.logRate);
  assertEquals(varied.expected, even.expected);
  const mu = 10 ** PARAMETERS.log10Mu;
  for (let i = 0; i < 20; i++) {
    const [before, after] = [even, varied].map((terms) =>
      Math.exp(terms.logRate[i] + terms.logDensity[i])
    );
    assertAlmostEquals(after - before, mu * (background[40 + i] - 1), 1e-15);
  }
});

Deno.test("ETAS terms: events at one time and place do not trigger each other", async () => {
  const kernels = await startKernels({ threads: 1 });
  const events = makeEvents(10, { isDated: true });
  for (const column of [events.timeMs, ...coordinatesOf(events)]) column[9] = column[8];
  const span = { from: 8, to: 10, startMs: events.timeMs[7], endMs: events.timeMs[9] };
  const options = { parameters: PARAMETERS, mc: 2, areaKm2: 100, span, kernels };
  const { logRate, expected, expectedAfter } = scoreEtas(events, options);
  assertEquals(logRate[0], logRate[1]);
  assertEquals([expected[1], expectedAfter], [0, 0]);
});

for (const name of ["M36", "M40"]) {
  testWithSharedData(`ETAS intensities of ComCat ${name} are the published ones`, async () => {
    const kernels = await startKernels({ threads: 1 });
    const folder = "data/catalogues/etas_event_loglik";
    const file = sharedFile(`${folder}/ComCat_${name}_augmented.csv.gz`);
    const document = JSON.parse(
      await Deno.readTextFile(sharedFile(`${folder}/ComCat_${name}_parameters.json`)),
    );
    const { table } = await readEventTable(await openCatalogueSource(file));
    const published = await readColumns(file, ["lambd", "lambd_star"]);
    const { events, test, mc } = preparePointEvents(table.events, {
      mc: document.mc,
      referenceRounding: true,
      testStartMs: Date.UTC(2007, 0, 1),
      testEndMs: Date.UTC(2020, 0, 17),
    });
    assertEquals(events.size, table.events.size);
    const { parameters, areaKm2 } = readEtasParameters(document, { source: name, dataset: name });
    const terms = scoreEtas(events, { parameters, mc, areaKm2: areaKm2!, span: test, kernels });
    const errors = [0, 1].map((k) =>
      Float64Array.from(terms.logRate, (logRate, i) => {
        const actual = Math.exp(logRate + (k === 0 ? terms.logDensity[i] : 0));
        return Math.abs(actual / published[k][test.from + i] - 1);
      }).sort()
    );
    for (const sorted of errors) {
      assertLessOrEqual(sorted[Math.floor(0.99 * sorted.length)], 1e-8, "99 %");
      assertLessOrEqual(sorted[Math.floor(0.5 * sorted.length)], 1e-12, "median");
    }
  });
}

Deno.test("Poisson terms: the closed form over the whole window", () => {
  const events = makeEvents(50, { isDated: true });
  const startMs = events.timeMs[0];
  const span = { from: 30, to: 50, startMs: events.timeMs[29] + 1, endMs: events.timeMs[49] + 5e8 };
  const terms = scorePoisson(events, { areaKm2: 123, startMs, span });
  const rate = 30 / ((span.startMs - startMs) / DAY_MS);
  const expected = terms.expected.reduce((sum, value) => sum + value, terms.expectedAfter);
  assertAlmostEquals(expected, rate * (span.endMs - span.startMs) / DAY_MS, 1e-9);
  assertAlmostEquals(terms.logRate[7], Math.log(rate), 1e-12);
  assertAlmostEquals(terms.logDensity[7], -Math.log(123), 1e-12);
});

function makeEvents(size: number, { isDated }: { isDated: boolean }): PointEvents {
  const stream = new RandomStream(`events ${size}`);
  const timeMs = Float64Array.from({ length: size }, () => stream.uniform() * 300 * DAY_MS).sort();
  const [first, second] = [0, 1].map(() =>
    Float64Array.from({ length: size }, () => stream.normal())
  );
  return {
    name: "made",
    size,
    timeMs: isDated ? timeMs.map((ms) => ms + Date.UTC(2015, 0, 1)) : timeMs,
    isDated,
    magnitude: Float64Array.from({ length: size }, () => 2 + stream.exponential(2)),
    places: isDated
      ? {
        kind: "geographic",
        latitude: first.map((x) => 34 + 0.2 * x),
        longitude: second.map((x) => 179.9 + 0.3 * x).map((x) => x > 180 ? x - 360 : x),
      }
      : { kind: "plane", northKm: first.map((x) => 20 * x), eastKm: second.map((x) => 30 * x) },
  };
}

function coordinatesOf({ places }: PointEvents): Float64Array[] {
  return places.kind === "geographic"
    ? [places.latitude, places.longitude]
    : [places.northKm, places.eastKm];
}

function distanceKm({ places }: PointEvents, i: number, j: number): number {
  if (places.kind === "plane") {
    const { northKm, eastKm } = places;
    return Math.hypot(northKm[i] - northKm[j], eastKm[i] - eastKm[j]);
  }
  const at = (k: number) => ({ latitude: places.latitude[k], longitude: places.longitude[k] });
  return greatCircleKm(at(i), at(j), RADIUS_KM);
}

/** The law by its definition: a source's productivity, spread and integral over the plane. */
function sourceBy(events: PointEvents, j: number) {
  const { log10K0, a, log10D, gamma, rho } = PARAMETERS;
  const excess = events.magnitude[j] - 2;
  const spread = 10 ** log10D * Math.exp(gamma * excess);
  const productivity = 10 ** log10K0 * Math.exp(a * excess);
  return { spread, productivity, plane: productivity * Math.PI / (rho * spread ** rho) };
}

function rateBy(
  events: PointEvents,
  { index, areaKm2 }: { index: number; areaKm2: number },
): { rate: number; density: number } {
  const { log10Mu, log10C, log10Tau, omega, rho } = PARAMETERS;
  let [rate, density] = [areaKm2 * 10 ** log10Mu, 10 ** log10Mu];
  for (let j = 0; events.timeMs[j] < events.timeMs[index]; j++) {
    const days = (events.timeMs[index] - events.timeMs[j]) / DAY_MS;
    const fading = Math.exp(-days / 10 ** log10Tau) / (days + 10 ** log10C) ** (1 + omega);
    const { spread, productivity, plane } = sourceBy(events, j);
    rate += plane * fading;
    const squaredKm = distanceKm(events, index, j) ** 2;
    density += productivity * fading / (squaredKm + spread) ** (1 + rho);
  }
  return { rate, density };
}

function expectedBy(
  events: PointEvents,
  { from, to, areaKm2 }: { from: number; to: number; areaKm2: number },
): number {
  const { log10Mu, log10C, log10Tau, omega } = PARAMETERS;
  const law = { cDays: 10 ** log10C, tauDays: 10 ** log10Tau, omega };
  let expected = areaKm2 * 10 ** log10Mu * (to - from) / DAY_MS;
  for (let j = 0; events.timeMs[j] < to && j < events.size; j++) {
    const start = Math.max(0, (from - events.timeMs[j]) / DAY_MS);
    const end = (to - events.timeMs[j]) / DAY_MS;
    expected += sourceBy(events, j).plane * taperedOmoriIntegral(law, { from: start, to: end });
  }
  return expected;
}

/** Columns of numbers of a packed CSV file without quotation marks. */
async function readColumns(path: string, names: readonly string[]): Promise<number[][]> {
  const stream = (await Deno.open(path)).readable.pipeThrough(new DecompressionStream("gzip"));
  const [header, ...rows] = (await new Response(stream).text()).trim().split("\n")
    .map((line) => line.trim().split(","));
  return names.map((name) => rows.map((row) => Number(row[header.indexOf(name)])));
}
