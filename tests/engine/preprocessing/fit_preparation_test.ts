import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  catalogueFromEarthquakes,
  ConfigurationError,
  type Covariate,
  DAY_MS,
  type Earthquake,
  InsufficientDataError,
  resolveForecastConfiguration,
  TASKS,
} from "@quakecast/quakecast/domain";
import {
  fitPreparation,
  listUnusualInputs,
  prepareExamples,
  prepareLatest,
  splitExamples,
} from "@quakecast/quakecast/preprocessing";
import { randomCatalogue, randomEarthquakes, START_MS } from "./synthetic_catalogue.ts";

const catalogue = randomCatalogue(1_500, { days: 400, seed: 2 });

function fit(given: Record<string, unknown>, events = catalogue, covariates: Covariate[] = []) {
  return fitPreparation(events, resolveForecastConfiguration(given), { covariates });
}

Deno.test("a preparation is the same after JSON, and says when its parts end", () => {
  for (const task of TASKS) {
    const preparation = fit({ task });
    assertEquals(JSON.parse(JSON.stringify(preparation)), preparation);
    const span = catalogue.timeMs[1_499] - catalogue.timeMs[0];
    assertEquals(preparation.trainEndMs, Math.floor(catalogue.timeMs[0] + 0.6 * span));
    assertEquals(
      preparation.gapMs,
      task === "magnitude" ? 0 : task === "map" ? 15 * DAY_MS : 37 * DAY_MS,
    );
  }
});

Deno.test("magnitudes: automatic, explicit, lowered, refused", () => {
  const automatic = fit({});
  assertEquals([automatic.completeness, automatic.minMagnitude], [4.3, 4.3]);
  assertEquals(automatic.magnitudeBinWidth, 0.1);
  assertEquals(automatic.maximumMagnitude, 9.7);
  assertEquals(fit({ minMagnitude: 5 }).completeness, 4.3);
  const lowered = fit({ minMagnitude: 4 });
  assertEquals([lowered.completeness, lowered.minMagnitude], [4, 4]);
  assert(lowered.remarks.some((remark) => remark.startsWith("completeness lowered from 4.3")));
  assertEquals(fit({ completeness: "maximum-curvature" }).completeness, 4.3);
  const stable = fit({ completeness: "b-stability" });
  assert(stable.completeness !== 4.3 && Math.abs(stable.completeness - 4.3) < 0.5);
  assert(stable.remarks[0].startsWith(`completeness ${stable.completeness} by b stability`));
  assertEquals(fit({ completeness: 4.1 }).minMagnitude, 4.1);
  assertThrows(() => fit({ completeness: 4.5, minMagnitude: 4.4 }), ConfigurationError);
});

Deno.test("nothing after the end of the training part reaches the preparation or its examples", () => {
  const events = randomEarthquakes(1_500, { days: 400, seed: 2 });
  const { trainEndMs } = fit({});
  const changed = events.map((event, i): Earthquake => {
    if (event.timeMs < trainEndMs || i === events.length - 1) return event;
    return { ...event, latitude: -60, longitude: 20, magnitude: event.magnitude! + 2 };
  });
  // Even their number changes: the last third of them is dropped, but for the last.
  const thinned = changed.filter((event, i) =>
    event.timeMs < trainEndMs || i % 3 > 0 || i === events.length - 1
  );
  const strain = (factor: number): Covariate => ({
    name: "strain",
    timeMs: Float64Array.from({ length: 400 }, (_, i) => START_MS + i * DAY_MS),
    values: Float64Array.from(
      { length: 400 },
      (_, i) => START_MS + i * DAY_MS < trainEndMs ? i % 5 : factor * i,
    ),
  });
  const other = catalogueFromEarthquakes("synthetic", thinned);
  for (const task of TASKS) {
    const preparation = fit({ task, window: 5 }, catalogue, [strain(1)]);
    assertEquals(fit({ task, window: 5 }, other, [strain(9)]), preparation);
    const mine = prepareExamples(catalogue, preparation, { covariates: [strain(1)] });
    const theirs = prepareExamples(other, preparation, { covariates: [strain(9)] });
    const { train } = splitExamples(mine, preparation);
    const inputs = (mine.lastStep[train.end - 1] + 1) * mine.stepShape.reduce((a, b) => a * b, 1);
    assertEquals(theirs.series.slice(0, inputs), mine.series.slice(0, inputs));
    const outcomes = train.end * mine.targetSize;
    assertEquals(theirs.targets.slice(0, outcomes), mine.targets.slice(0, outcomes));
  }
});

Deno.test("training inputs are centred by the normaliser, whole series included", () => {
  const preparation = fit({ window: 5 });
  const examples = prepareExamples(catalogue, preparation);
  const startMs = examples.issueTimeMs[0] - 5 * DAY_MS;
  const steps = Math.floor((preparation.trainEndMs - startMs) / DAY_MS);
  const width = preparation.featureNames.length;
  for (let feature = 0; feature < width; feature++) {
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += examples.series[step * width + feature];
    assertAlmostEquals(sum / steps, 0, 1e-5);
  }
});

Deno.test("too few events, one time, too short a catalogue: each says what is missing", () => {
  const first = (count: number) =>
    catalogueFromEarthquakes("japan", randomEarthquakes(count, { days: 100, seed: 3 }));
  const refusal = (events: typeof catalogue, given = {}) =>
    assertThrows(() => fit(given, events), InsufficientDataError).message;
  assertEquals(refusal(first(12)), 'Cannot window catalogue "japan": 12 events, need at least 64');
  assertEquals(refusal(first(1)), 'Cannot window catalogue "japan": 1 events, need at least 64');
  const same = randomEarthquakes(100, { days: 0, seed: 3 });
  assertEquals(
    refusal(catalogueFromEarthquakes("one moment", same)),
    'Cannot window catalogue "one moment": 1 different origin times, need at least 2',
  );
  assertEquals(
    refusal(catalogueFromEarthquakes("short", randomEarthquakes(500, { days: 20, seed: 3 }))),
    'Cannot window catalogue "short": 11 steps of 1d in the training part, need at least 37',
  );
  assertEquals(
    refusal(catalogue, { minMagnitude: 8 }),
    'Cannot window catalogue "synthetic": 1 events of magnitude 8 or more in the training part, ' +
      "need at least 8",
  );
  assertEquals(
    refusal(catalogue, { task: "magnitude", window: 4_000 }),
    'Cannot window catalogue "synthetic": 490 target events after the first in the training part, ' +
      "need at least 4001",
  );
});

Deno.test("options that contradict each other are refused", () => {
  assertThrows(() => fit({ trainFraction: 0.8, validationFraction: 0.2 }), ConfigurationError);
  assertThrows(() => fit({ features: "log_cuont" }), ConfigurationError, 'mean "log_count"');
  assertThrows(() => fit({ bin: "0.001s" }), ConfigurationError);
});

const WATER: Covariate = {
  name: "water",
  timeMs: Float64Array.from({ length: 200 }, (_, i) => START_MS + (i + 10) * DAY_MS),
  values: Float64Array.from({ length: 200 }, () => 3),
};

Deno.test("a covariate is filled where it is missing, and that is said", () => {
  const given = { covariateRules: "water:mean", modalityDropout: 0 };
  const preparation = fit(given, catalogue, [WATER]);
  const [covariate] = preparation.covariates;
  assertEquals([covariate.name, covariate.rule, covariate.fill], ["water", "mean", 3]);
  assert(covariate.missingSteps > 5 && preparation.remarks.some((text) => text.includes("water")));
  assertEquals(preparation.featureNames.at(-1), "water");
  assertEquals(fit({}, catalogue, [WATER]).covariates[0].rule, "forward");
  assertEquals(fit({ covariateRules: "water:sum" }, catalogue, [WATER]).covariates[0].fill, 0);
});

Deno.test("covariates that are missing, doubled, unknown or empty are refused", () => {
  const preparation = fit({ modalityDropout: 0 }, catalogue, [WATER]);
  assertThrows(() => prepareExamples(catalogue, preparation), ConfigurationError, '"water"');
  assertThrows(() => fit({}, catalogue, [WATER, WATER]), ConfigurationError);
  assertThrows(
    () => fit({}, catalogue, [{ ...WATER, name: "log_count" }]),
    ConfigurationError,
    "another input",
  );
  assertThrows(() => fit({ covariateRules: "wter:sum" }, catalogue, [WATER]), ConfigurationError);
  assertThrows(() => fit({ covariateRules: "water:last" }, catalogue, [WATER]), ConfigurationError);
  const late = { ...WATER, timeMs: WATER.timeMs.map((time) => time + 1_000 * DAY_MS) };
  assertThrows(() => fit({}, catalogue, [late]), InsufficientDataError, "water");
});

Deno.test("inputs outside what training saw are named", () => {
  const preparation = fit({ window: 5 });
  const swarm = randomEarthquakes(1_500, { days: 400, seed: 2 });
  const lastMs = swarm[swarm.length - 1].timeMs;
  for (let i = 0; i < 200; i++) {
    swarm.push({ ...swarm[0], timeMs: lastMs + i * 1_000, id: `n${i}` });
  }
  const latest = (events: Earthquake[]) => {
    const extended = catalogueFromEarthquakes("swarm", events);
    const issueTimeMs = extended.timeMs[extended.size - 1];
    return listUnusualInputs(prepareLatest(extended, preparation, { issueTimeMs }), preparation);
  };
  assert(latest(swarm).some((text) => text.startsWith("input log_count reaches 5.")));
  const examples = prepareExamples(catalogue, preparation);
  assertEquals(listUnusualInputs(examples, preparation, 20), []);
});
