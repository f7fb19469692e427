import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { InsufficientDataError } from "../../../../engine/domain/mod.ts";
import {
  crossValidate,
  layFolds,
  scoreOnFold,
  type TrainingData,
} from "../../../../engine/training/mod.ts";
import { smallConfiguration, smallTrainingData, startOneThread } from "../small_training.ts";

const CONFIGURATION = smallConfiguration({
  ...{ model: "dense", task: "magnitude", epochs: 8, patience: 0, folds: 2, window: 12 },
  learningRate: 0.002,
});

async function scoreAll(data: TrainingData, window = CONFIGURATION.window) {
  return await Promise.all(
    layFolds(data, CONFIGURATION).map((fold) =>
      scoreOnFold(data, { ...fold, configuration: { ...CONFIGURATION, window } })
    ),
  );
}

Deno.test("a trial's gains on folds are those of cross-validation", async () => {
  await startOneThread();
  const data = smallTrainingData();
  const { folds } = (await crossValidate(data, { configuration: CONFIGURATION }))!;
  const scored = await scoreAll(data);
  for (const [i, { gains, from, to, baseline }] of scored.entries()) {
    assertEquals([from, to, gains.length], [folds[i].from, folds[i].to, folds[i].windows]);
    assertEquals(baseline, folds[i].baseline);
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    assertNotEquals(mean, 0);
    assertAlmostEquals(mean, folds[i].logScore - folds[i].baselineLogScore, 1e-6);
  }
});

Deno.test("trials with other windows answer the same windows against the same baseline", async () => {
  await startOneThread();
  const data = smallTrainingData();
  const [long, short] = [await scoreAll(data), await scoreAll(data, 4)];
  for (const [i, { from, to, gains }] of short.entries()) {
    assertEquals([from, to, gains.length], [long[i].from, long[i].to, long[i].gains.length]);
    assertNotEquals(gains, long[i].gains);
  }
});

Deno.test("what happens in the test part changes no score of a search", async () => {
  await startOneThread();
  const data = smallTrainingData();
  const { timeMs, magnitude, size } = data.catalogue;
  const { trainFraction, validationFraction } = CONFIGURATION;
  const testMs = timeMs[0] + (trainFraction + validationFraction) * (timeMs[size - 1] - timeMs[0]);
  const changed = magnitude.map((value, row) => timeMs[row] < testMs ? value : value + 1);
  assert(changed.some((value, row) => value !== magnitude[row]));
  const other = { ...data, catalogue: { ...data.catalogue, magnitude: changed } };
  assertEquals(await scoreAll(other), await scoreAll(data));
});

Deno.test("a stretch that is too short for the longest window is named", () => {
  assertThrows(
    () => layFolds(smallTrainingData(), { ...CONFIGURATION, window: 5000 }),
    InsufficientDataError,
    "On stretch 1 of 2, with windows of up to 5000 steps: ",
  );
});
