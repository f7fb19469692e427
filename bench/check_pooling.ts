import { resolveForecastConfiguration, type Skill } from "../engine/domain/mod.ts";
import {
  makePool,
  type OpenMember,
  openMember,
  savePointModel,
  saveTrainedModel,
  startBackend,
  startKernels,
  trainOnSource,
  trainPointProcess,
} from "../engine/forecasting/mod.ts";
import { stackWeights } from "../engine/evaluation/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Windows of each part: each is simulated by ETAS. */
const WINDOWS = 150;

/** Real catalogues and what is asked of them. */
const CASES = [
  {
    name: "weekly numbers of M 5.5, global",
    file: "data/catalogues/usgs/global_M5_2015-10_2025-10.csv.gz",
    ...{ minMagnitude: 5.5, horizon: "7d" },
  },
  {
    name: "daily numbers of M 4, California",
    file: "data/catalogues/earthquakenpp/ComCat_25.csv.gz",
    ...{ minMagnitude: 4, horizon: "1d" },
  },
] as const;

/** Two networks, ETAS, Poisson and the best baseline, pooled: against each of them on later data. */
export const check: LongCheck = {
  about:
    "two networks, ETAS, Poisson and the best baseline pooled on two real catalogues: weights " +
    "from validation, gains on the test part with intervals",
  async run(report) {
    await startBackend({ threads: 1 });
    const facts: Record<string, unknown> = {};
    for (const one of CASES) {
      const folder = await Deno.makeTempDir();
      try {
        facts[one.name] = await poolCase(one, { folder, report });
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
    return facts;
  },
};

async function poolCase(
  { name, file, minMagnitude, horizon }: typeof CASES[number],
  { folder, report }: { folder: string; report: (message: string) => void },
): Promise<unknown> {
  const path = sharedFile(file);
  const kernels = await startKernels({ threads: 1 });
  const members: OpenMember[] = [];
  let polygon: number[] | null = null; // networks count where the processes do
  for (const process of ["etas", "poisson"] as const) {
    const { table } = await readEventTable(await openCatalogueSource(path));
    const model = await trainPointProcess({ events: table.events }, {
      ...{ process, name: process, versions: {}, kernels, mc: minMagnitude },
      ...{ consistencyWindows: 0, calibrationWindows: 0 },
    });
    if (model.card.setting.cutsRegion) polygon = model.card.setting.region!.flat();
    await savePointModel(model, `${folder}/${process}`);
    report(`${name}: ${process} fitted`);
  }
  for (const model of ["lstm", "cnn"]) {
    const configuration = resolveForecastConfiguration({
      ...{ model, task: "rate", minMagnitude, horizon, epochs: 12, window: 30, seed: 1 },
      ...{ units: [12], filters: [12, 12], learningRate: 0.003, completeness: minMagnitude },
    });
    const source = await openCatalogueSource(path);
    await saveTrainedModel(
      await trainOnSource({ source }, { configuration, name: model }),
      `${folder}/${model}`,
    );
    report(`${name}: ${model} trained`);
  }
  for (const model of ["lstm", "cnn", "etas", "poisson"]) {
    members.push(await openMember(`${folder}/${model}`));
  }
  const { card, scores } = await makePool(
    members,
    { source: await openCatalogueSource(path) },
    { name: "pool", versions: {}, kernels, windows: WINDOWS },
  );
  for (const member of card.members) {
    const { weight, validationLogScore, testLogScore } = member;
    report(
      `${name}: ${member.name} weight ${weight.toFixed(3)}, validation ` +
        `${validationLogScore.toFixed(4)}, test ${testLogScore.toFixed(4)}`,
    );
  }
  const { logScores, skill, overBestMember, overEqualWeights, weighting, spans, warnings } = card;
  for (const { sentence } of [skill, overBestMember, overEqualWeights]) {
    report(`${name}: ${sentence}`);
  }
  const { gap } = stackWeights(scores.validation.members.map(({ logScores: one }) => one));
  demand(gap <= 1e-7, `${name}: wanted a proven gap of 1e-7 nats at most, found ${gap}`);
  const best = Math.max(...card.members.map(({ validationLogScore }) => validationLogScore));
  const floor = best - weighting.shrinkage * 0.1;
  demand(
    logScores.validation.pool >= floor,
    `${name}: wanted ${
      floor.toFixed(4)
    } on validation at least, found ${logScores.validation.pool}`,
  );
  demand(
    overBestMember.high > 0,
    `${name}: wanted a pool no worse than its best member, found ${overBestMember.sentence}`,
  );
  const gains = (one: Skill) => ({
    over: one.baseline,
    nats: one.nats,
    low: one.low,
    high: one.high,
  });
  return {
    members: card.members.map(({ name: member, weight, testLogScore, validationLogScore }) => ({
      ...{ member, weight, validationLogScore, testLogScore },
    })),
    ...{ shrinkage: weighting.shrinkage, gap, logScores, windows: spans.test.windows },
    gains: [skill, overBestMember, overEqualWeights].map(gains),
    warnings,
  };
}

function demand(isMet: boolean, message: string): void {
  if (!isMet) throw new Error(message);
}
