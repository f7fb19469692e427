import { assertEquals, assertMatch } from "@std/assert";
import {
  type Catalogue,
  type Covariate,
  DAY_MS,
  filterRows,
  formatTime,
  resolveForecastConfiguration,
} from "../../../engine/domain/mod.ts";
import { simulateCatalogue, writeCatalogueCsv } from "../../../engine/sources/mod.ts";
import {
  makeForecast,
  startBackend,
  type TrainedModel,
  trainOnSource,
} from "../../../engine/forecasting/mod.ts";

const SIMULATED = simulateCatalogue({ seed: 21, years: 3 });
const LAST_MS = SIMULATED.timeMs[SIMULATED.size - 1];
const SMALL = { model: "dense", units: [4], window: 8, epochs: 1, horizon: "3d", cellDegrees: 5 };
const models = new Map<string, Promise<TrainedModel>>();

const after = (days: number) => formatTime(LAST_MS + days * DAY_MS);

function sourceOf(catalogue: Catalogue) {
  const text = [...writeCatalogueCsv(catalogue)].join("");
  return { name: "simulated", stream: new Blob([text]).stream() };
}

/** A wave sampled every second day from the first day on, up to some days before the last event. */
function waveUpTo(days: number, name = "strain"): Covariate {
  const [fromMs, toMs] = [SIMULATED.timeMs[0], LAST_MS - days * DAY_MS];
  const count = Math.floor((toMs - fromMs) / (2 * DAY_MS)) + 1;
  const timeMs = Float64Array.from(
    { length: count },
    (_, i) => toMs - (count - 1 - i) * 2 * DAY_MS,
  );
  return { name, timeMs, values: timeMs.map((ms) => Math.sin(ms / (40 * DAY_MS))) };
}

function modelFor(task: string, rules: string[] = []): Promise<TrainedModel> {
  const key = `${task} ${rules}`;
  if (!models.has(key)) {
    const configuration = resolveForecastConfiguration({
      ...SMALL,
      task,
      covariateRules: rules,
      modalityDropout: 0,
    });
    const covariates = rules.map((rule) => waveUpTo(0, rule.split(":")[0]));
    models.set(
      key,
      startBackend({ threads: 1 }).then(() =>
        trainOnSource({ source: sourceOf(SIMULATED), covariates }, { configuration, name: task })
      ),
    );
  }
  return models.get(key)!;
}

async function warningsOf(
  model: TrainedModel,
  { catalogue = SIMULATED, ...rest }: {
    catalogue?: Catalogue;
    issueTime?: string;
    covariates?: Covariate[];
  },
): Promise<string[]> {
  return (await makeForecast(model, { source: sourceOf(catalogue), ...rest })).warnings;
}

Deno.test("a catalogue that ends long before the issue time is said to be silent since", async () => {
  const model = await modelFor("rate");
  const silent = async (days: number) =>
    (await warningsOf(model, { issueTime: after(days) })).filter((text) => /ends/.test(text));
  assertEquals(await silent(0), []);
  assertEquals(await silent(2.9), []);
  assertEquals(await silent(400), [
    "The catalogue ends 400 days before the issue time; the time since then is taken as without " +
    "earthquakes.",
  ]);
  assertMatch((await silent(4 * 365.25))[0], /catalogue ends 4\.0 years/);
  const next = await warningsOf(await modelFor("magnitude"), { issueTime: after(400) });
  assertMatch(next.join(" "), /catalogue ends 400 days/);
});

Deno.test("few events leave longer waits unsaid", async () => {
  const model = await modelFor("rate");
  const { completeness } = model.preparation;
  const sparse = filterRows(
    filterRows(SIMULATED, (row) => SIMULATED.magnitude[row] >= completeness),
    (row) => row % 30 === 0,
  );
  const waitMs = (sparse.timeMs[sparse.size - 1] - sparse.timeMs[0]) / (sparse.size - 1);
  const isSilent = async (waits: number) => {
    const issueTime = formatTime(sparse.timeMs[sparse.size - 1] + waits * waitMs);
    const warnings = await warningsOf(model, { catalogue: sparse, issueTime });
    return warnings.some((text) => /ends/.test(text));
  };
  assertEquals([await isSilent(4.9), await isSilent(5.1)], [false, true]);
});

for (const task of ["rate", "alarm", "magnitude", "map"]) {
  Deno.test(`${task}: a catalogue with another rate is told with both rates`, async () => {
    const model = await modelFor(task);
    const foreign = (texts: string[]) => texts.filter((text) => /a day in the/.test(text));
    assertEquals(foreign(await warningsOf(model, {})), []);
    const tenth = filterRows(SIMULATED, (row) => row % 10 === 0);
    const [told, ...others] = foreign(await warningsOf(model, { catalogue: tenth }));
    assertEquals(others, []);
    const [, now, then] =
      /has ([\d.]+) events of magnitude [\d.]+ or more .* training part had ([\d.]+)/.exec(told)!;
    const ratio = Number(then) / Number(now);
    assertEquals(ratio > 5 && ratio < 20, true, told);
  });
}

Deno.test("a map model on another region finds no event in its cells", async () => {
  const model = await modelFor("map");
  const elsewhere = { ...SIMULATED, longitude: SIMULATED.longitude.map((east) => east + 90) };
  assertMatch((await warningsOf(model, { catalogue: elsewhere })).join(" "), /has 0 events of/);
});

Deno.test("a rate is told of from ten events on, found or expected", async () => {
  const model = await modelFor("rate");
  const { baselines, preparation: { horizonMs, minMagnitude } } = model;
  const { mean } = baselines.find(({ name }) => name === "poisson climatology")!.parameters;
  const isTold = async (expected: number) => {
    const issueTime = formatTime(SIMULATED.timeMs[0] + expected / (mean as number) * horizonMs);
    const small = { ...SIMULATED, magnitude: SIMULATED.magnitude.map(() => minMagnitude - 0.1) };
    const warnings = await warningsOf(model, { catalogue: small, issueTime });
    return warnings.some((text) => /a day in the/.test(text));
  };
  assertEquals([await isTold(9.5), await isTold(10.5)], [false, true]);
});

Deno.test("covariates that end before the issue time are told one by one", async () => {
  const model = await modelFor("rate", ["strain:forward", "rain:sum", "water:mean"]);
  const told = async (...covariates: Covariate[]) =>
    (await warningsOf(model, { covariates })).filter((text) => /^Covariate/.test(text));
  const all = (days: number) => ["strain", "rain", "water"].map((name) => waveUpTo(days, name));
  assertEquals(await told(...all(0)), []);
  assertEquals(await told(...all(4.9)), []); // twice two days, and a bin
  const [forward, sum, mean] = await told(...all(100));
  assertEquals(
    forward,
    "Covariate strain ends 100 days before the issue time: its last value is " +
      "carried on.",
  );
  assertMatch(sum, /^Covariate rain ends 100 days .*: steps without samples are filled with 0\.$/);
  assertMatch(mean, /^Covariate water ends .* filled with its training mean, -?[\d.]+\.$/);
  const [strain, rain, water] = all(0);
  assertEquals((await told(strain, waveUpTo(1000, "rain"), water)).length, 1);
  const late = { ...rain, timeMs: rain.timeMs.map((ms) => ms + 4000 * DAY_MS) };
  assertMatch((await told(strain, late, water))[0], /rain has no sample before the issue time/);
  const gone = { ...strain, values: strain.values.map((value, i) => i < 3 ? value : NaN) };
  assertMatch((await told(gone, rain, water))[0], /^Covariate strain ends 3\.0 years/);
});

for (const task of ["rate", "magnitude"]) {
  Deno.test(`${task}: a covariate without a sample in the window is told`, async () => {
    const model = await modelFor(task, ["strain:forward"]);
    const yearly = {
      name: "strain",
      timeMs: Float64Array.of(...[800, 435, 70].map((days) => LAST_MS - days * DAY_MS)),
      values: Float64Array.of(1, 2, 3),
    };
    const told = (await warningsOf(model, { covariates: [yearly] })).filter((text) =>
      /^Covariate/.test(text)
    );
    assertEquals(told, [
      "Covariate strain has no sample in the window of the forecast, its last is 70 days old: its " +
      "last value is carried on.",
    ]);
  });
}
