import { assert, assertEquals, assertRejects } from "@std/assert";
import type { SearchPoint } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  chooseEpochs,
  makeLeaderBoard,
  runLanes,
  scoreNested,
  type SearchPlan,
  type TrialResult,
  TrialScores,
  type TrialTask,
} from "../../../../engine/training/mod.ts";
import { smallConfiguration } from "../small_training.ts";

const FOLDS = 4;
const WINDOWS = 20;

function planOf(seed: number, given: Partial<SearchPlan> = {}): SearchPlan {
  return {
    space: [
      { name: "batch", kind: "choice", choices: [16, 32, 64] },
      { name: "dropout", kind: "real", low: 0, high: 0.5, log: false },
    ],
    ...{ trials: 24, generation: 8, rungs: [1, 3], eta: 3, seed },
    ...given,
  };
}

const taskFolds = Array.from(
  { length: FOLDS },
  (_, i) => ({ fold: i + 1, fromMs: 0, baselines: [] }),
);

function resultOf(gains: number[]): TrialResult {
  const span = { from: "2020-01-01T00:00:00.000Z", to: "2020-02-01T00:00:00.000Z" };
  return { seconds: 1, gains: { ...span, gains, baseline: "b", overlap: 1, epochs: 1 } };
}

/** Scores that know nothing but the truth of a test. */
function scoresOf(run: (task: TrialTask) => Promise<TrialResult>): TrialScores {
  const base = smallConfiguration({ model: "dense", folds: FOLDS });
  return new TrialScores({ base, folds: taskFolds, run });
}

/** No trial is better than another: each gain is drawn about one mean, whatever the point; 0 untrained. */
function noise(seed: number, mean = -0.1): TrialScores {
  return scoresOf(({ configuration, fold }) => {
    const { batch, dropout, epochs } = configuration;
    if (epochs === 0) return Promise.resolve(resultOf(Array(WINDOWS).fill(0)));
    const random = new RandomStream(seed).fork(`${batch}/${dropout}/${epochs}/${fold}`);
    return Promise.resolve(
      resultOf(Array.from({ length: WINDOWS }, () => random.normal() + mean)),
    );
  });
}

Deno.test("where all trials are alike the winner's own score is too good and the nested one is not", async () => {
  const [own, trained, baselines]: number[][] = [[], [], []];
  for (let seed = 1; seed <= 40; seed++) {
    const [plan, scores] = [planOf(seed), noise(seed)];
    const lanes = await runLanes({ plan, folds: FOLDS, scores });
    own.push(lanes.whole.ranked[0].score);
    const nested = await scoreNested(lanes, { plan, scores });
    trained.push(nested.trained.nats);
    for (const { epochs, nats, trained } of nested.stretches) {
      if (epochs === 0) baselines.push(nats);
      else assertEquals(nats, trained.nats);
    }
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // A nested score is of 60 windows: the mean of 40 has a standard error of 0.02.
  assert(Math.abs(mean(trained) + 0.1) < 3 * 0.02, `nested ${mean(trained)}`);
  assert(mean(own) > -0.1 + 0.1, `own ${mean(own)}`);
  assert(baselines.length > 0 && baselines.every((nats) => nats === 0), baselines.join());
});

Deno.test("what is chosen on earlier folds never depends on a later one", async () => {
  const gainsOf = (fold: number, dropout: number) => {
    // Only the last fold likes a high dropout.
    const gain = fold < FOLDS ? -dropout : 100 * dropout;
    return resultOf(Array.from({ length: WINDOWS }, () => gain));
  };
  const plan = planOf(3);
  const scores = scoresOf(({ configuration: { dropout }, fold }) =>
    Promise.resolve(gainsOf(fold, dropout))
  );
  const lanes = await runLanes({ plan, folds: FOLDS, scores });
  assert(Number(lanes.whole.ranked[0].point.dropout) > 0.4);
  const { stretches } = await scoreNested(lanes, { plan, scores });
  assertEquals(stretches.length, FOLDS - 1);
  for (const { point } of stretches) assert(Number(point.dropout) < 0.1, `${point.dropout}`);
});

Deno.test("the order in which trainings end changes nothing", async () => {
  const rankedWith = async (delaySeed: number) => {
    const delays = new RandomStream(delaySeed);
    const scores = noise(8);
    const delayed = {
      async meanGain(asked: { point: SearchPoint; epochs: number; folds: readonly number[] }) {
        const gain = await scores.meanGain(asked);
        await new Promise((resolve) => setTimeout(resolve, delays.integer(4)));
        return gain;
      },
    };
    const lanes = await runLanes({ plan: planOf(8), folds: FOLDS, scores: delayed });
    return [lanes.whole, ...lanes.earlier.map(({ lane }) => lane)].map(({ ranked }) => ranked);
  };
  assertEquals(await rankedWith(1), await rankedWith(2));
});

Deno.test("each training is done once, however many ask, and a known one not at all", async () => {
  const ran: string[] = [];
  const point = { batch: 32, dropout: 0.1 };
  const base = smallConfiguration({ model: "dense", folds: FOLDS });
  const run = ({ fold }: TrialTask) => {
    ran.push(`fold ${fold}`);
    return Promise.resolve(resultOf([fold]));
  };
  const done = [{ point, epochs: 3, fold: 2, result: resultOf([20]) }];
  const scores = new TrialScores({ base, folds: taskFolds, run }, done);
  const asked = { point, epochs: 3, folds: [1, 2] };
  assertEquals(await Promise.all([scores.meanGain(asked), scores.meanGain(asked)]), [10.5, 10.5]);
  assertEquals(ran, ["fold 1"]);
});

Deno.test("where time is up the generation under way counts in no lane", async () => {
  const timeIsUp = new Error("time is up");
  let left = 120;
  const scores = noise(2);
  const short = {
    meanGain: (asked: Parameters<typeof scores.meanGain>[0]) =>
      --left < 0 ? Promise.reject(timeIsUp) : scores.meanGain(asked),
  };
  const isTimeUp = (error: unknown) => error === timeIsUp;
  const plan = planOf(2);
  const lanes = await runLanes({ plan, folds: FOLDS, scores: short, isTimeUp });
  assertEquals(lanes.whole.ranked.length, 16);
  for (const { lane } of lanes.earlier) assertEquals(lane.ranked.length, 16);
  left = 0;
  await assertRejects(() => runLanes({ plan, folds: FOLDS, scores: short }), Error, "time is up");
});

Deno.test("a trial that fails on a fold goes no further and ends last", async () => {
  const plan = planOf(4);
  const scores = scoresOf(({ configuration: { batch }, fold }) =>
    Promise.resolve(
      batch === 32 && fold === 2
        ? { seconds: 1, failure: "no finite score" }
        : resultOf([batch / 100, 0, 0]),
    )
  );
  const { whole } = await runLanes({ plan, folds: FOLDS, scores });
  const failed = whole.ranked.filter(({ point }) => point.batch === 32);
  assert(failed.length > 0);
  for (const { rung, score } of failed) assertEquals([rung, score], [1, -Infinity]);
  assertEquals(whole.ranked[0].point.batch, 64);
});

Deno.test("the baseline is taken unless the best trial beats it by more than its standard error", async () => {
  const plan = { rungs: [1, 3], seed: 1 };
  const random = new RandomStream(5);
  const shape = Array.from({ length: FOLDS }, () => {
    return Array.from({ length: WINDOWS }, () => random.normal());
  });
  const all = shape.flat();
  const middle = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - middle) ** 2, 0) / all.length;
  const standardError = Math.sqrt(variance / all.length); // windows are independent
  const taken = (errors: number) =>
    chooseEpochs({ point: {}, rung: 2 }, {
      ...{ plan, folds: [1, 2, 3, 4] },
      scores: {
        resultOf: ({ fold }) =>
          Promise.resolve(
            resultOf(shape[fold - 1].map((value) => value - middle + errors * standardError)),
          ),
      },
    });
  // Blocks of a bootstrap tell the error of 80 windows to within a third.
  assertEquals(await Promise.all([-1, 0, 0.6, 1.5, 3].map(taken)), [0, 0, 0, 3, 3]);
  const none = scoresOf(() => Promise.resolve({ seconds: 1, failure: "no finite score" }));
  const options = { plan, folds: [1], scores: none };
  assertEquals(await chooseEpochs({ point: {}, rung: 1 }, options), 0);
});

Deno.test("a search takes networks where they have skill, and the baseline where none has", async () => {
  const takenAt = async (mean: number) => {
    const [plan, scores] = [planOf(9), noise(9, mean)];
    const lanes = await runLanes({ plan, folds: FOLDS, scores });
    const { stretches, nats, trained } = await scoreNested(lanes, { plan, scores });
    const options = { plan, folds: FOLDS, scores };
    const { baselineWins } = await makeLeaderBoard(lanes.whole.ranked, options);
    const epochs = stretches.map((each) => each.epochs);
    return { baselineWins, nats, epochs, trainedAsWell: trained.nats === nats };
  };
  const skilled = await takenAt(2);
  assert(skilled.nats > 1.5, `${skilled.nats}`);
  assertEquals({ ...skilled, nats: 2 }, {
    ...{ baselineWins: false, nats: 2, epochs: [3, 3, 3], trainedAsWell: true },
  });
  assertEquals(await takenAt(-2), {
    ...{ baselineWins: true, nats: 0, epochs: [0, 0, 0], trainedAsWell: false },
  });
});
