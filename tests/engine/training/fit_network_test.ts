import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { ModelError, TASKS } from "../../../engine/domain/mod.ts";
import { trainModel, type TrainOptions } from "../../../engine/training/mod.ts";
import { smallConfiguration, smallTrainingData, startOneThread } from "./small_training.ts";

const DATA = smallTrainingData();

async function weightsOf(
  given: Record<string, unknown>,
  options: Partial<TrainOptions> = {},
): Promise<string> {
  const configuration = smallConfiguration(given);
  return (await trainModel(DATA, { name: "fit", configuration, ...options })).weightsSha256;
}

/** Every source of chance at once: dropout, jitter, shuffling. */
const NOISY = { dropout: 0.3, jitter: 0.1, epochs: 4, schedule: "plateau", patience: 0 };

Deno.test("same seed, same weights bit for bit; another seed, others", async () => {
  await startOneThread();
  for (const model of ["lstm", "cnn"]) {
    const first = await weightsOf({ ...NOISY, model });
    assertEquals(await weightsOf({ ...NOISY, model }), first);
    assertNotEquals(await weightsOf({ ...NOISY, model, seed: 8 }), first);
  }
});

Deno.test("a training stopped in an epoch goes on to the same weights", async () => {
  await startOneThread();
  const whole = await weightsOf(NOISY);
  const folder = await Deno.makeTempDir();
  const checkpointPath = `${folder}/checkpoint`;
  const controller = new AbortController();
  const stopped = trainModel(DATA, {
    name: "stopped",
    configuration: smallConfiguration(NOISY),
    checkpointPath,
    signal: controller.signal,
    report: ({ done, total }) => {
      // In the third of four epochs.
      if (done / total > 0.6) controller.abort(new DOMException("stop", "AbortError"));
    },
  });
  const error = await assertRejects(() => stopped, DOMException);
  assertEquals((error as DOMException).name, "AbortError");
  assertEquals(await weightsOf(NOISY, { checkpointPath, resume: true }), whole);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a checkpoint of another training is refused, and says what differs", async () => {
  await startOneThread();
  const folder = await Deno.makeTempDir();
  const checkpointPath = `${folder}/checkpoint`;
  await weightsOf({ epochs: 1 }, { checkpointPath });
  await assertRejects(
    () => weightsOf({ epochs: 1, units: [5] }, { checkpointPath, resume: true }),
    ModelError,
    "units",
  );
  await assertRejects(
    () => weightsOf({}, { checkpointPath: `${folder}/none`, resume: true }),
    ModelError,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("early stopping keeps the best epoch's weights", async () => {
  await startOneThread();
  const configuration = smallConfiguration({
    ...{ model: "dense", units: [64], epochs: 30, patience: 2 },
    ...{ learningRate: 0.05, schedule: "constant", l2: 0, dropout: 0 },
  });
  const { card } = await trainModel(DATA, { name: "overfit", configuration });
  assert(card.epochs.length < 30, "an overfitting network was not stopped");
  assertEquals(card.epochs.length - card.bestEpoch, 2);
  const losses = card.epochs.map(({ valLoss }) => valLoss);
  if (card.bestEpoch > 0) assertEquals(Math.min(...losses), losses[card.bestEpoch - 1]);
});

Deno.test("without an epoch a network answers as the baseline that it starts from", async () => {
  await startOneThread();
  for (const task of TASKS) {
    const configuration = smallConfiguration({ model: "dense", task, epochs: 0 });
    const { card, startFrom } = await trainModel(DATA, { name: "untrained", configuration });
    assertEquals([card.epochs, card.bestEpoch], [[], 0]);
    assertAlmostEquals(card.testLogScore, card.baselines[startFrom].testLogScore, 1e-6, task);
    assert(card.about.some((line) => line.startsWith("The network is not trained")));
  }
});

Deno.test("L2 shrinks weights, sgd and clipping train too", async () => {
  await startOneThread();
  const sums = await Promise.all([0, 0.1].map(async (l2) => {
    const configuration = smallConfiguration({ model: "dense", l2, optimizer: "sgd", epochs: 8 });
    const { network } = await trainModel(DATA, { name: "l2", configuration });
    const { offset, size } = network.graph.layers[2].weights.get("kernel")!;
    return network.weights.slice(offset, offset + size).reduce((sum, w) => sum + w * w, 0);
  }));
  assert(sums[1] < sums[0]);
});
