import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  InsufficientDataError,
  type LabelledWaveforms,
  ModelError,
} from "../../../engine/domain/mod.ts";
import { cutMagnitudeWindow } from "../../../engine/preprocessing/mod.ts";
import {
  evaluateMagnitude,
  fitMagnitudeNetwork,
  loadTrainedMagnitude,
  predictMagnitudes,
  saveTrainedMagnitude,
  trainMagnitude,
} from "../../../engine/training/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { syntheticRecords } from "./synthetic_records.ts";

const RECORDS = syntheticRecords(12, { planted: 0.6 });
const WINDOWS = syntheticRecords(3, { seed: 2 }).map(({ samples, pSample }) =>
  cutMagnitudeWindow(samples, pSample).window
);

function setOf(records: typeof RECORDS): LabelledWaveforms {
  return {
    ...{ name: "synthetic", samplingRateHz: 100, count: records.length, notes: [] },
    names: records.map(({ name }) => name),
    traceAt: (index) => records[index],
    close() {},
  };
}

Deno.test("a record 10^d times as large is larger by d, whatever was learned; beyond training it says so", async () => {
  const kernels = await openEngine();
  const { model, epochs, losses } = await fitMagnitudeNetwork(RECORDS, {
    ...{ seed: 1, epochs: 4, kernels },
  });
  assert(epochs > 0 && losses.length === 5 && losses[epochs] < losses[0], `${losses}`);
  assert(model.network.weights.some((weight) => weight !== 0));
  const at = (d: number) => {
    const windows = WINDOWS.map((window) => window.map((value) => value * 10 ** d));
    return predictMagnitudes(model, { windows, kernels });
  };
  const plain = at(0);
  for (const d of [-0.7, 0.3, 1]) {
    at(d).forEach(({ magnitude, sigma }, i) => {
      assertAlmostEquals(magnitude - plain[i].magnitude, d, 2e-4);
      assertAlmostEquals(sigma, plain[i].sigma, 1e-4);
    });
  }
  const [beyond] = at(5);
  assertAlmostEquals(beyond.magnitude - plain[0].magnitude, 5, 2e-4);
  assert(beyond.remarks.some((remark) => /outside the range of training: amplitude/.test(remark)));
  assert(beyond.remarks.some((remark) => /outside the range of training: magnitude/.test(remark)));
  const inside = cutMagnitudeWindow(RECORDS[0].samples, RECORDS[0].pSample).window;
  const [known] = predictMagnitudes(model, { windows: [inside], kernels });
  assertEquals(known.remarks.filter((remark) => /amplitude|energy/.test(remark)), []);
  await kernels.stop();
});

Deno.test("same seed, same magnitude network; it is saved and loaded bit for bit, with its card", async () => {
  const kernels = await openEngine();
  const options = { seed: 3, epochs: 1, kernels, name: "small", versions: { quakecast: "test" } };
  const quiet = { ...RECORDS[0], magnitude: NaN };
  const one = await trainMagnitude(setOf([...RECORDS, quiet]), options);
  const two = await trainMagnitude(setOf([...RECORDS, quiet]), options);
  assertEquals(two.model.network.weights, one.model.network.weights);
  assertEquals(one.card.data.leftOut, { "no magnitude": 1 });
  assertEquals([one.card.data.recordings, one.card.data.stations], [12, ["XX.TEST"]]);
  assertEquals(one.card.heldOut.network.count, 12);
  const folder = await Deno.makeTempDir();
  await saveTrainedMagnitude(one, `${folder}/model`);
  const loaded = await loadTrainedMagnitude(`${folder}/model`);
  assertEquals(loaded.card, one.card);
  const say = (model: typeof one.model) => predictMagnitudes(model, { windows: WINDOWS, kernels });
  assertEquals(say(loaded.model), say(one.model));
  await assertRejects(() => loadTrainedMagnitude(`${folder}/none`), ModelError);
  await Deno.remove(folder, { recursive: true });
  await kernels.stop();
});

Deno.test("cross-validation holds each recording out once and scores rivals on the same parts", async () => {
  const kernels = await openEngine();
  const records = syntheticRecords(12);
  const stages = new Set<string>();
  const evaluation = await evaluateMagnitude(records, {
    ...{ folds: 3, seeds: 1, epochs: 1, kernels },
    onProgress: ({ stage }) => stages.add(stage),
  });
  assertEquals(evaluation.rows.map(({ name }) => name), records.map(({ name }) => name));
  assertEquals(stages.size, 3);
  // Without a planted correction amplitude and time say nearly all there is.
  assert(evaluation.start.meanAbsoluteError < 0.15, `${evaluation.start.meanAbsoluteError}`);
  assert(evaluation.mean.meanAbsoluteError > 0.4);
  assert(evaluation.against.mean!.high < 0);
  const [row] = evaluation.rows;
  const others = records.filter((_, i) => i % 3 !== 0).map(({ magnitude }) => magnitude);
  assertAlmostEquals(row.mean, others.reduce((sum, value) => sum + value, 0) / 8, 1e-12);
  await assertRejects(
    () => fitMagnitudeNetwork(records.slice(0, 7), { seed: 1, kernels }),
    InsufficientDataError,
  );
  await kernels.stop();
});
