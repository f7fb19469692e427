import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  type Catalogue,
  ConfigurationError,
  type NetworkExplanation,
  resolveForecastConfiguration,
} from "../../../engine/domain/mod.ts";
import { randomiseLayers } from "../../../engine/explanation/mod.ts";
import {
  explainNetworkForecast,
  makeForecast,
  type NetworkExplanationRequest,
  startBackend,
  type TrainedModel,
  trainOnSource,
} from "../../../engine/forecasting/mod.ts";
import { RandomStream, rankCorrelation } from "../../../engine/mathematics/mod.ts";
import { simulateCatalogue, writeCatalogueCsv } from "../../../engine/sources/mod.ts";
import { plantedCatalogue } from "./planted_covariate.ts";

const LAG_DAYS = 2;
const WINDOW = 6;
const { catalogue, covariates } = plantedCatalogue({ days: 1400, lagDays: LAG_DAYS, seed: 4 });

function sourceOf(events: Catalogue): NetworkExplanationRequest["source"] {
  const text = [...writeCatalogueCsv(events)].join("");
  return { name: "simulated", stream: new Blob([text]).stream() };
}

let trained: Promise<TrainedModel> | undefined;

/** A network that has learned that strain drives the rate. */
function plantedModel(): Promise<TrainedModel> {
  const configuration = resolveForecastConfiguration({
    ...{ model: "dense", task: "rate", horizon: "1d", bin: "1d", window: WINDOW, dropout: 0 },
    ...{ minMagnitude: 4, completeness: 4, features: ["log_count"], units: [16], epochs: 15 },
    ...{ modalityDropout: 0 },
    ...{ learningRate: 0.01, l1: 0.003, covariateRules: ["strain:mean", "noise:mean"] },
  });
  trained ??= startBackend({ threads: 1 }).then(() =>
    trainOnSource({ source: sourceOf(catalogue), covariates }, { configuration, name: "planted" })
  );
  return trained;
}

const DAYS = [
  "2003-08-01",
  "2003-09-11",
  "2003-10-05",
  "2003-10-17",
  "2003-11-20",
  "2003-12-09",
  "2003-12-24",
];

async function explainDays(
  model: TrainedModel,
  days: readonly string[] = DAYS,
): Promise<NetworkExplanation[]> {
  const explanations: NetworkExplanation[] = [];
  for (const day of days) {
    const request = { source: sourceOf(catalogue), covariates, issueTime: day, repeats: 0 };
    explanations.push(await explainNetworkForecast(model, request));
  }
  return explanations;
}

Deno.test("a planted signal is found at its lag, and noise is given nothing", async () => {
  const model = await plantedModel();
  const request = { source: sourceOf(catalogue), covariates };
  const last = await explainNetworkForecast(model, request);
  const worth = (name: string) => last.features.find((one) => one.name === name)!.permutation!;
  assert(worth("strain").low > 0.1, JSON.stringify(worth("strain")));
  const noise = worth("noise");
  assert(noise.low <= 0 && noise.high >= 0, JSON.stringify(noise));
  const explained = await explainDays(model);
  const [sizes, noises] = [new Float64Array(WINDOW), new Float64Array(WINDOW)];
  const totals: Record<string, number> = {};
  for (const { attributions, columns, completeness } of explained) {
    assert(completeness.isComplete);
    attributions.flat().forEach((amount, i) => {
      const name = columns[i % columns.length];
      totals[name] = (totals[name] ?? 0) + Math.abs(amount);
    });
    attributions.forEach((row, step) => {
      sizes[step] += Math.abs(row[columns.indexOf("strain")]);
      noises[step] += Math.abs(row[columns.indexOf("noise")]);
    });
  }
  const all = Object.values(totals).reduce((sum, size) => sum + size);
  assert(totals.strain / all > 0.6, `strain has ${totals.strain / all} of all attributions`);
  // Three features, so that a network that knows nothing gives each a third.
  assert(totals.noise / all < 0.2, `noise has ${totals.noise / all} of all attributions`);
  const worst = Math.max(...noises) / sizes[WINDOW - 1 - LAG_DAYS];
  assert(worst < 0.15, `a day of noise has ${worst} of what the planted day has`);
  assertEquals(sizes.indexOf(Math.max(...sizes)), WINDOW - 1 - LAG_DAYS, `${sizes}`);
});

Deno.test("the sentences say by how much and when, and whether there is skill", async () => {
  const model = await plantedModel();
  const [explanation] = await explainDays(model, ["2003-10-05"]);
  const { headline, sentences, answer, average, start, window, skill } = explanation;
  assert(skill.beatsBaseline, skill.sentence);
  assertMatch(headline, /^This explains a network with skill\. .*nats per window/);
  assertMatch(sentences[0], /^From 2003-10-05 to 2003-10-06 the dense network expects/);
  assertMatch(sentences[1], /covariate "strain" \(a factor of .*, half of it on|from/);
  const sum = average.scalar + start.amount + window.amount;
  assert(Math.abs(sum - answer.scalar) < 1e-9);
  assert(Math.abs(start.share + window.share - 1) < 1e-12);
  const request = { source: sourceOf(catalogue), covariates, issueTime: "2003-10-05" };
  const { network } = await makeForecast(model, request);
  assert(Math.abs(answer.expected / network.expected - 1) < 1e-5); // it is the forecast that is explained
  const unskilled = {
    ...model,
    card: { ...model.card, skill: { ...skill, beatsBaseline: false } },
  };
  const [other] = await explainDays(unskilled, ["2003-10-05"]);
  assertMatch(other.headline, /^This explains the model, not the Earth\./);
});

Deno.test("random weights destroy the map, the more layers the more", async () => {
  const model = await plantedModel();
  const { network } = model;
  const learned = network.weights.slice();
  const mapsOf = async () =>
    (await explainDays(model, DAYS.slice(0, 4))).map(({ attributions }) => attributions.flat());
  try {
    const maps = await mapsOf();
    const alike: number[][] = [];
    for (let seed = 1; seed <= 3; seed++) {
      const stages = randomiseLayers(network.graph, learned, new RandomStream(seed));
      assertEquals(stages.map(({ layer }) => layer), ["head", "dense_1"]);
      for (const [stage, { values }] of stages.entries()) {
        network.setWeights(values);
        const others = await mapsOf();
        (alike[stage] ??= []).push(
          ...others.map((map, i) => Math.abs(rankCorrelation(map, maps[i]))),
        );
      }
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length;
    assert(mean(alike[1]) < 0.35, `rank correlation ${mean(alike[1])} with random weights`);
    network.setWeights(learned);
    const again = (await mapsOf()).map((map, i) => rankCorrelation(map, maps[i]));
    assert(mean(again) > 0.999999); // the map itself is the same each time
  } finally {
    network.setWeights(learned);
  }
});

const SIMULATED = simulateCatalogue({ seed: 21, years: 3 });

/** Every task and network once, with weights that say something. */
const KINDS = [
  { task: "alarm", model: "rnn" },
  { task: "magnitude", model: "lstm" },
  { task: "map", model: "cnn" },
];

for (const { task, model: kind } of KINDS) {
  Deno.test(`attributions of ${task} by ${kind} sum to what they share out`, async () => {
    await startBackend({ threads: 1 });
    const configuration = resolveForecastConfiguration({
      ...{ task, model: kind, units: [6], filters: [6], window: 8, epochs: 1, horizon: "3d" },
      cellDegrees: 5,
    });
    const request = () => ({ source: sourceOf(SIMULATED) });
    const model = await trainOnSource(request(), { configuration, name: task });
    const { graph, weights } = model.network;
    const [, random] = randomiseLayers(graph, weights, new RandomStream(3)); // the head starts at 0
    model.network.setWeights(random.values.map((value) => 2 * value));
    const explanation = await explainNetworkForecast(model, { ...request(), repeats: 1 });
    const { completeness, attributions, answer, features, steps } = explanation;
    assert(completeness.isComplete, JSON.stringify(completeness));
    const { sum, difference } = completeness;
    assert(Math.abs(difference) > 1e-4, `${difference}`);
    assert(Math.abs(sum - difference) <= Math.max(0.01 * Math.abs(difference), 1e-5));
    const total = attributions.flat().reduce((all, amount) => all + amount, 0);
    assert(Math.abs(total - sum) < 1e-9);
    for (const parts of [features, steps]) {
      assert(Math.abs(parts.reduce((all, { amount }) => all + amount, 0) - sum) < 1e-9);
    }
    const { network } = await makeForecast(model, request());
    assert(Math.abs(answer.expected / network.expected - 1) < 1e-5);
    const at: [number, number] = [0, 89];
    await assertRejects(
      () => explainNetworkForecast(model, { ...request(), at }),
      ConfigurationError,
      task === "map" ? "outside the model's map" : "no cells",
    );
    model.network.dispose();
  });
}
