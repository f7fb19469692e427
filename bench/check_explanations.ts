import {
  type Covariate,
  DAY_MS,
  formatTime,
  type NetworkExplanation,
  resolveForecastConfiguration,
} from "../engine/domain/mod.ts";
import { randomiseLayers } from "../engine/explanation/mod.ts";
import {
  explainNetworkForecast,
  startBackend,
  type TrainedModel,
  trainOnSource,
} from "../engine/forecasting/mod.ts";
import { RandomStream, rankCorrelation } from "../engine/mathematics/mod.ts";
import { openCatalogueSource } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Forecasts that are explained by each network. */
const FORECASTS = 20;

/** Forecasts of each network whose maps are compared with those of random weights. */
const MAPS = 3;
const SEEDS = 2;

/** What a map may have in common with one of random weights: mean |rank correlation|. */
const ALIKE = 0.4;

const M5 = "data/catalogues/usgs/global_M5_2015-10_2025-10.csv.gz";
const INDONESIA = "data/catalogues/usgs/indonesia_M4_1974_2023_merged4parts.csv.gz";
const SAN_JACINTO = "data/catalogues/earthquakenpp/QTM_SanJac_10_catalog.csv.gz";

/** Networks of every kind and tasks of every kind, small enough to be trained in a check. */
const RECIPES = [
  {
    file: M5,
    options: { model: "lstm", task: "rate", minMagnitude: 5, units: [16], epochs: 8 },
    hasNoise: true,
  },
  {
    file: M5,
    options: { model: "dense", task: "alarm", minMagnitude: 6, horizon: "1d", epochs: 3 },
  },
  { file: M5, options: { model: "cnn", task: "map", horizon: "30d", epochs: 3 } },
  {
    file: SAN_JACINTO,
    options: { model: "rnn", task: "magnitude", minMagnitude: 1, units: [16], epochs: 4 },
  },
  {
    file: INDONESIA,
    options: { model: "cnn", task: "rate", minMagnitude: 5, horizon: "1d", epochs: 6 },
  },
];

/** Attributions of real forecasts sum to what they share out, and hang on what was learned. */
export const check: LongCheck = {
  about:
    `integrated gradients of ${RECIPES.length * FORECASTS} forecasts on real catalogues sum to ` +
    "the difference within 1 %, random weights destroy their maps, and noise is worth nothing",
  async run(report) {
    await startBackend({ threads: 1 });
    const facts: Record<string, unknown>[] = [];
    for (const recipe of RECIPES) {
      const found = await checkRecipe(recipe);
      report(JSON.stringify(found));
      facts.push(found);
    }
    const count = (key: "complete" | "forecasts") =>
      facts.reduce((sum, found) => sum + Number(found[key]), 0);
    report(`complete within 1 %: wanted ${count("forecasts")}, found ${count("complete")}`);
    if (count("complete") < count("forecasts")) {
      throw new Error("Some attributions are not complete");
    }
    for (const { name, alikeWhenRandom } of facts) {
      report(
        `${name}, rank correlation with random weights: wanted below ${ALIKE}, found ${alikeWhenRandom}`,
      );
    }
    const alike = facts.filter(({ alikeWhenRandom }) => !(Number(alikeWhenRandom) < ALIKE));
    if (alike.length > 0) {
      throw new Error(`Random weights leave maps alike: ${JSON.stringify(alike)}`);
    }
    return { forecasts: count("forecasts"), complete: count("complete"), facts };
  },
};

type Recipe = { file: string; options: Record<string, unknown>; hasNoise?: boolean };

async function checkRecipe({ file, options, hasNoise }: Recipe): Promise<Record<string, unknown>> {
  const name = `${options.model} ${options.task}`;
  const covariates = hasNoise ? [noiseCovariate()] : [];
  const open = async () => ({ source: await openCatalogueSource(sharedFile(file)), covariates });
  const configuration = resolveForecastConfiguration({ learningRate: 0.002, ...options });
  const model = await trainOnSource(await open(), { configuration, name });
  stirHead(model);
  const times = issueTimesOf(model, FORECASTS);
  const explain = async (issueTime: string, repeats = 0) =>
    await explainNetworkForecast(model, { ...await open(), issueTime, repeats });
  const explanations: NetworkExplanation[] = [];
  for (const time of times) explanations.push(await explain(time));
  const results = explanations.map(({ completeness }) => completeness);
  const relative = results.filter(({ isAbsolute }) => !isAbsolute);
  const last = await explain(times[times.length - 1], 5);
  const noise = last.features.find((feature) => feature.name === "noise");
  const facts = {
    name,
    bestEpoch: model.card.bestEpoch,
    forecasts: results.length,
    complete: results.filter(({ isComplete }) => isComplete).length,
    nearlyZero: results.length - relative.length,
    largestError: Math.max(...relative.map(({ error }) => error)),
    slopes: Math.max(...results.map(({ slopes }) => slopes)),
    ...await compareWithRandom(model, {
      maps: explanations.slice(0, MAPS),
      explain: (place) => explain(times[place]),
    }),
    ...(noise === undefined
      ? {}
      : { noise: { share: noise.share, permutation: noise.permutation } }),
    permutation: Object.fromEntries(last.features.map((one) => [one.name, one.permutation])),
    sentences: last.sentences,
  };
  if (noise !== undefined && noise.permutation!.low > 0) {
    throw new Error(`Noise is worth ${JSON.stringify(noise.permutation)} nats per window`);
  }
  model.network.dispose();
  return facts;
}

/**
 * A network whose first weights no epoch improved has a head of 0 and says nothing of its own; then
 * its head is drawn, for completeness is of the network and not of its skill.
 */
function stirHead({ network, card }: TrainedModel): void {
  if (card.bestEpoch > 0) return;
  const [{ values }] = randomiseLayers(network.graph, network.weights, new RandomStream(1));
  network.setWeights(values.map((value, i) => network.weights[i] === 0 ? 0.3 * value : value));
}

/** Issue times evenly over validation and test part. */
function issueTimesOf({ card: { spans } }: TrainedModel, count: number): string[] {
  const [from, to] = [Date.parse(spans.validation.from), Date.parse(spans.test.to)];
  return Array.from(
    { length: count },
    (_, i) => formatTime(Math.round(from + (to - from) * (i + 0.5) / count)),
  );
}

async function compareWithRandom(
  { network }: TrainedModel,
  { maps, explain }: {
    maps: readonly NetworkExplanation[];
    explain: (place: number) => Promise<NetworkExplanation>;
  },
): Promise<{ layers: Record<string, number>; alikeWhenRandom: number }> {
  const learned = network.weights.slice();
  const layers: Record<string, number> = {};
  let alikeWhenRandom = NaN;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const stages = randomiseLayers(network.graph, learned, new RandomStream(seed));
    for (const { layer, values } of stages) {
      network.setWeights(values);
      for (const [place, map] of maps.entries()) {
        const { attributions } = await explain(place);
        const alike = Math.abs(rankCorrelation(attributions.flat(), map.attributions.flat()));
        layers[layer] = (layers[layer] ?? 0) + alike / (SEEDS * maps.length);
      }
      alikeWhenRandom = layers[layer];
    }
  }
  network.setWeights(learned);
  return { layers, alikeWhenRandom };
}

/** Daily white noise from before to after all catalogues. */
function noiseCovariate(): Covariate {
  const random = new RandomStream(7).fork("noise");
  const startMs = Date.UTC(2015, 8, 1);
  const days = 12 * 366;
  return {
    name: "noise",
    timeMs: Float64Array.from({ length: days }, (_, day) => startMs + day * DAY_MS),
    values: Float64Array.from({ length: days }, () => random.normal()),
  };
}
