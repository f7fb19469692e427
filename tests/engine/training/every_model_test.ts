import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { TASKS } from "../../../engine/domain/mod.ts";
import { LIST_OF_MODELS } from "../../../engine/models/mod.ts";
import {
  evaluateModel,
  loadTrainedModel,
  saveTrainedModel,
  trainModel,
} from "../../../engine/training/mod.ts";
import { smallConfiguration, smallTrainingData, startOneThread } from "./small_training.ts";

const DATA = smallTrainingData();

for (const { name: model } of LIST_OF_MODELS) {
  for (const task of TASKS) {
    Deno.test(`${model} trains for ${task}, is saved, loaded and scores the same`, async () => {
      await startOneThread();
      const configuration = smallConfiguration({ model, task });
      const trained = await trainModel(DATA, { configuration, name: `${model}-${task}` });
      const { card } = trained;
      assertEquals(card.epochs.length, 2);
      assert(card.epochs.every(({ loss, valLoss }) => Number.isFinite(loss + valLoss)));
      assert(card.epochs[1].loss < card.epochs[0].loss, "the loss does not fall");
      assert(card.weights > 10);
      assertStringIncludes(card.skill.sentence, "nats per window");
      assert(card.skill.low <= card.skill.nats && card.skill.nats <= card.skill.high);
      const folder = await Deno.makeTempDir();
      try {
        await saveTrainedModel(trained, `${folder}/model`);
        const loaded = await loadTrainedModel(`${folder}/model`);
        assertEquals(loaded.weightsSha256, trained.weightsSha256);
        const evaluation = evaluateModel(loaded, DATA);
        assertEquals(evaluation.scores, card.scores);
        assertEquals(evaluation.span, card.spans.test);
        assertEquals(evaluation.calibration, card.calibration);
        assertAlmostEquals(evaluation.skill.nats, card.skill.nats, 1e-12);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    });
  }
}

Deno.test("a bidirectional network trains", async () => {
  await startOneThread();
  for (const model of ["rnn", "lstm"]) {
    const configuration = smallConfiguration({ model, bidirectional: true, units: [4, 4] });
    const { card } = await trainModel(DATA, { configuration, name: model });
    assert(card.epochs[1].loss < card.epochs[0].loss);
  }
});
