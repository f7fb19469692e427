import { assert, assertEquals, assertRejects } from "@std/assert";
import { InsufficientDataError, ModelError } from "../../../../engine/domain/mod.ts";
import {
  headingOf,
  openSearchJournal,
  type TrainingData,
  tuneModel,
} from "../../../../engine/training/mod.ts";
import { smallConfiguration, smallTrainingData } from "../small_training.ts";

const DATA = smallTrainingData();
const OPTIONS = {
  configuration: smallConfiguration({ model: "dense", folds: 2 }),
  plan: {
    space: [{ name: "dropout", kind: "real", low: 0, high: 0.5, log: false } as const],
    ...{ trials: 2, generation: 2, rungs: [1], eta: 2, seed: 1 },
  },
  ...{ name: "m", threads: 1 },
};

Deno.test("a search without time for one generation, or that is stopped, says so", async () => {
  const error = await assertRejects(
    () => tuneModel(DATA, { ...OPTIONS, budgetMs: 1 }),
    InsufficientDataError,
    "time was up before the first generation was through",
  );
  assertEquals([error.have, error.need], [0, 1]);
  const stop = new AbortController();
  const reason = new DOMException("Interrupted.", "AbortError");
  const stopped = tuneModel(DATA, { ...OPTIONS, signal: stop.signal });
  setTimeout(() => stop.abort(reason));
  assert(await stopped.catch((error) => error) === reason);
  assert(await tuneModel(DATA, { ...OPTIONS, signal: stop.signal }).catch((e) => e) === reason);
});

Deno.test("a journal belongs to one catalogue, configuration and plan", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/a.journal`;
  const strain = (last: number, name = "strain") => ({
    ...{ name, timeMs: Float64Array.of(1, 2), values: Float64Array.of(0.5, last) },
  });
  const headingWith = (...covariates: TrainingData["covariates"]) =>
    headingOf({ ...DATA, covariates }, OPTIONS);
  const heading = headingWith(strain(0.7));
  try {
    const { journal, done } = await openSearchJournal(path, heading);
    assertEquals(done, []);
    await journal[Symbol.asyncDispose]();
    const others = {
      catalogue: { ...heading, catalogue: "another" },
      horizon: { ...heading, configuration: { ...heading.configuration, horizon: "9d" } },
      space: { ...heading, plan: { ...heading.plan, space: [] } },
      eta: { ...heading, plan: { ...heading.plan, eta: 4 } },
      seed: {
        ...{ ...heading, plan: { ...heading.plan, seed: 4 } },
        configuration: { ...heading.configuration, seed: 4 },
      },
    };
    const covariates = [[], [strain(0.8)], [strain(0.7, "tilt")], [
      { ...strain(0.7), modality: "strain" },
    ]].map((each) => ["covariates", headingWith(...each)] as const);
    for (const [name, other] of [...Object.entries(others), ...covariates]) {
      const refused = await assertRejects(() => openSearchJournal(path, other), ModelError);
      assert(
        refused.message.includes(`which differs in ${name}. To throw it away`),
        refused.message,
      );
    }
    await (await openSearchJournal(path, heading)).journal[Symbol.asyncDispose]();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
