import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  catalogueFromEarthquakes,
  type Covariate,
  DAY_MS,
  type Examples,
  gridCellOf,
  InputError,
  InsufficientDataError,
  resolveForecastConfiguration,
  selectRows,
  type Task,
  TASKS,
} from "@quakecast/quakecast/domain";
import {
  fitPreparation,
  prepareExamples,
  prepareLatest,
  splitExamples,
} from "@quakecast/quakecast/preprocessing";
import { randomCatalogue, randomEarthquakes, START_MS } from "./synthetic_catalogue.ts";

const catalogue = randomCatalogue(1_500, { days: 400, seed: 2 });
const covariates: Covariate[] = [{
  name: "strain",
  timeMs: Float64Array.from({ length: 300 }, (_, i) => START_MS + i * 1.37 * DAY_MS),
  values: Float64Array.from({ length: 300 }, (_, i) => i % 17 === 0 ? NaN : Math.sin(i)),
}];

function prepare(task: Task) {
  const given = { task, window: 6, minMagnitude: 4.4, covariateRules: "strain:interpolate" };
  const preparation = fitPreparation(catalogue, resolveForecastConfiguration(given), {
    covariates,
  });
  return { preparation, examples: prepareExamples(catalogue, preparation, { covariates }) };
}

/** The normalised inputs of one example. */
function windowOf(examples: Examples, example: number): Float32Array {
  const stepSize = examples.stepShape.reduce((a, b) => a * b, 1);
  const end = (examples.lastStep[example] + 1) * stepSize;
  return examples.series.slice(end - examples.window * stepSize, end);
}

Deno.test("targets of rate and alarm are the events of the horizon, no more, no fewer", () => {
  for (const task of ["rate", "alarm"] as const) {
    const { examples } = prepare(task);
    const lastMs = catalogue.timeMs[catalogue.size - 1];
    for (let i = 0; i < examples.count; i++) {
      const [from, to] = [examples.issueTimeMs[i], examples.outcomeEndMs[i]];
      assertEquals(from % DAY_MS, 0);
      assertEquals(to - from, 7 * DAY_MS);
      assert(to <= lastMs + 1);
      const inside = catalogue.timeMs.filter((time, row) =>
        time >= from && time < to && catalogue.magnitude[row] >= 4.4
      );
      assertEquals(examples.targets[i], inside.length);
    }
    assert(examples.outcomeEndMs[examples.count - 1] + DAY_MS > lastMs + 1);
  }
});

Deno.test("the target of magnitude is the next event of at least the target magnitude", () => {
  const { examples } = prepare("magnitude");
  const rows = [...catalogue.magnitude.keys()].filter((row) => catalogue.magnitude[row] >= 4.4);
  assertEquals(examples.count, rows.length - 1 - 6);
  for (let i = 0; i < examples.count; i++) {
    const [last, next] = [rows[i + 6], rows[i + 7]];
    assertEquals(examples.issueTimeMs[i], catalogue.timeMs[last] + 1);
    assertEquals(examples.outcomeEndMs[i], catalogue.timeMs[next]);
    assertEquals(examples.targets[i], Math.fround(catalogue.magnitude[next]));
  }
});

Deno.test("targets of maps are the events of each cell", () => {
  const { examples, preparation } = prepare("map");
  const grid = preparation.grid!;
  assertEquals(examples.stepShape, [grid.rows, grid.columns, 6]); // strain, and whether it is known
  assertEquals(examples.targetSize, grid.rows * grid.columns);
  for (const i of [0, 100, examples.count - 1]) {
    const expected = new Float32Array(examples.targetSize);
    for (let row = 0; row < catalogue.size; row++) {
      const time = catalogue.timeMs[row];
      if (time < examples.issueTimeMs[i] || time >= examples.outcomeEndMs[i]) continue;
      const cell = gridCellOf(grid, catalogue.latitude[row], catalogue.longitude[row]);
      if (catalogue.magnitude[row] >= 4.4 && cell >= 0) expected[cell]++;
    }
    const start = i * examples.targetSize;
    assertEquals(examples.targets.slice(start, start + examples.targetSize), expected);
  }
});

Deno.test("a forecast issued at a training edge has the very inputs of training", () => {
  for (const task of TASKS) {
    const { examples, preparation } = prepare(task);
    for (const i of [0, 41, examples.count - 1]) {
      const issueTimeMs = examples.issueTimeMs[i] - 1;
      const latest = prepareLatest(catalogue, preparation, { issueTimeMs, covariates });
      assertEquals(latest.count, 1);
      assertEquals(latest.issueTimeMs[0], examples.issueTimeMs[i]);
      assertEquals(latest.stepShape, examples.stepShape);
      assertEquals(windowOf(latest, 0), windowOf(examples, i), `${task} ${i}`);
      assert(latest.targets.every(Number.isNaN) && latest.targets.length === latest.targetSize);
    }
  }
});

Deno.test("events and samples after the issue time change nothing", () => {
  for (const task of TASKS) {
    const { preparation } = prepare(task);
    const row = 1_201;
    const issueTimeMs = catalogue.timeMs[row];
    const known = selectRows(catalogue, Uint32Array.from({ length: row + 1 }, (_, i) => i));
    const samples = covariates[0].timeMs.filter((time) => time <= issueTimeMs).length;
    const past = [{
      name: "strain",
      timeMs: covariates[0].timeMs.slice(0, samples),
      values: covariates[0].values.slice(0, samples),
    }];
    const all = prepareLatest(catalogue, preparation, { issueTimeMs, covariates });
    const cut = prepareLatest(known, preparation, { issueTimeMs, covariates: past });
    assertEquals(all.series, cut.series);
  }
});

Deno.test("the event at the issue time is known", () => {
  const { preparation } = prepare("rate");
  const issueTimeMs = catalogue.timeMs[1_000];
  const at = prepareLatest(catalogue, preparation, { issueTimeMs, covariates });
  const before = prepareLatest(catalogue, preparation, {
    issueTimeMs: issueTimeMs - 1,
    covariates,
  });
  const count = (examples: Examples) => windowOf(examples, 0).at(-preparation.featureNames.length)!;
  assert(count(at) > count(before));
});

Deno.test("the parts of the examples hold the fitted training part and nothing known later", () => {
  for (const task of TASKS) {
    const { examples, preparation } = prepare(task);
    const { train, test } = splitExamples(examples, preparation);
    assert(examples.outcomeEndMs[train.end - 1] <= preparation.trainEndMs);
    assert(test.end === examples.count && test.start > train.end);
  }
});

Deno.test("an issue time before the window is filled is refused", () => {
  const { preparation } = prepare("rate");
  for (const days of [-1, 0, 5.99]) {
    const issueTimeMs = catalogue.timeMs[0] + days * DAY_MS;
    assertThrows(
      () => prepareLatest(catalogue, preparation, { issueTimeMs, covariates }),
      InsufficientDataError,
      "need at least 6",
    );
  }
});

Deno.test("an unsorted catalogue is refused", () => {
  const { preparation } = prepare("rate");
  const backwards = catalogueFromEarthquakes(
    "backwards",
    randomEarthquakes(100, { days: 90, seed: 1 }).reverse(),
  );
  assertThrows(() => prepareExamples(backwards, preparation), InputError, "clean it first");
});
