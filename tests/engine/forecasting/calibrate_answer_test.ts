import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Catalogue,
  filterRows,
  type Forecast,
  type ModelCalibration,
  resolveForecastConfiguration,
} from "../../../engine/domain/mod.ts";
import { calibrationText, cardText } from "../../../engine/drawing/mod.ts";
import {
  loadTrainedModel,
  makeForecast,
  saveTrainedModel,
  startBackend,
  type TrainedModel,
  trainOnSource,
} from "../../../engine/forecasting/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { simulateCatalogue, writeCatalogueCsv } from "../../../engine/sources/mod.ts";

const SIMULATED = simulateCatalogue({ seed: 5, years: 4, productivity: 0.2 });
const SMALL = { model: "dense", units: [4], window: 6, epochs: 1, horizon: "2d", cellDegrees: 5 };

function sourceOf(catalogue: Catalogue) {
  const text = [...writeCatalogueCsv(catalogue)].join("");
  return { name: "simulated", stream: new Blob([text]).stream() };
}

async function train(task: string, catalogue = SIMULATED): Promise<TrainedModel> {
  await startBackend({ threads: 1 });
  const configuration = resolveForecastConfiguration({ ...SMALL, task });
  return await trainOnSource({ source: sourceOf(catalogue) }, { configuration, name: task });
}

/** The same catalogue, but of its last fifth, which is the test part, most events are missing. */
function fallingSilent(): Catalogue {
  const random = new RandomStream("silent");
  const { timeMs, size } = SIMULATED;
  const fromMs = timeMs[0] + 0.8 * (timeMs[size - 1] - timeMs[0]);
  return filterRows(SIMULATED, (row) => timeMs[row] < fromMs || random.uniform() < 0.3);
}

function believed(forecast: Forecast) {
  return forecast[forecast.believe].calibrated!;
}

for (const task of ["rate", "alarm", "magnitude", "map"]) {
  Deno.test(`${task}: calibrations are kept, gated and applied`, async () => {
    const model = await train(task);
    const { network, baseline } = model.calibration!;
    for (const { whole, cells } of [network, baseline]) {
      assertEquals(cells !== undefined, task === "map");
      assertEquals(whole.calibration.windows, model.card.spans.validation.windows);
      assertEquals(whole.gate.windows, model.card.spans.test.windows);
      assertEquals(whole.calibration.intervals.length, task === "alarm" ? 0 : 3);
      assert(whole.gate.checks.length > 0);
      for (const { of, expected, observed } of whole.gate.checks) {
        assertAlmostEquals(observed, expected, 0.25, of);
      }
    }
    const folder = await Deno.makeTempDir();
    try {
      await saveTrainedModel(model, `${folder}/model`);
      const kept: ModelCalibration = JSON.parse(
        await Deno.readTextFile(`${folder}/model/calibration.json`),
      );
      assertEquals(kept, model.calibration);
      const loaded = await loadTrainedModel(`${folder}/model`);
      const forecast = await makeForecast(loaded, { source: sourceOf(SIMULATED) });
      assertEquals(forecast, await makeForecast(model, { source: sourceOf(SIMULATED) }));
      checkForecast(forecast);
      assertStringIncludes(cardText(model.card), "calibration, baseline");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

function checkForecast(forecast: Forecast): void {
  for (const { calibrated, probabilities, cells } of [forecast.network, forecast.baseline]) {
    assertEquals(Object.keys(calibrated!.probabilities), Object.keys(probabilities));
    assert(Object.values(calibrated!.probabilities).every((p) => p >= 0 && p <= 1));
    const [half, most, all] = calibrated!.intervals;
    if (half !== undefined) {
      assert(half.low! >= most.low! && half.high! <= most.high!);
      assert(all.low === null || (most.low! >= all.low && most.high! <= all.high!));
    }
    assertEquals(calibrated!.probabilityOfAny?.length, cells?.probabilityOfAny.length);
  }
  const text = calibrationText(forecast)!;
  assertStringIncludes(text, believed(forecast).sentences[0].slice(0, 30));
  assertEquals(/^Calibration (failed|is not)/.test(forecast.headline), !believed(forecast).passed);
}

Deno.test("where the later data have shifted, the first line says that calibration failed", async () => {
  const silent = fallingSilent();
  const model = await train("rate", silent);
  const forecast = await makeForecast(model, { source: sourceOf(silent) });
  assertEquals(believed(forecast).passed, false);
  assert(forecast.headline.startsWith("Calibration failed on later data. The dense network"));
  assertStringIncludes(forecast.headline, forecast.skill.sentence);
  const steady = await makeForecast(await train("rate"), { source: sourceOf(SIMULATED) });
  assertEquals(believed(steady).passed, true, steady.headline);
  assertEquals(steady.headline, steady.skill.sentence);
});

Deno.test("a model from before calibrations were kept forecasts without", async () => {
  const model = { ...await train("rate"), calibration: undefined };
  const forecast = await makeForecast(model, { source: sourceOf(SIMULATED) });
  assertEquals(forecast.network.calibrated, undefined);
  assertEquals(calibrationText(forecast), undefined);
  assertEquals(forecast.headline, forecast.skill.sentence);
});
