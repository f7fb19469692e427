import {
  type PoolCard,
  resolveForecastConfiguration,
  type Skill,
  type Task,
} from "../engine/domain/mod.ts";
import {
  makePool,
  type OpenMember,
  openMember,
  type PooledBaselines,
  savePointModel,
  saveTrainedModel,
  startBackend,
  startKernels,
  trainOnSource,
  trainPointProcess,
} from "../engine/forecasting/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Windows of each part where each is simulated. */
const WINDOWS = 150;

/** A real catalogue, what is asked of it, and who is pooled. */
interface PoolingCase {
  name: string;
  file: string;
  minMagnitude: number;
  horizon: string;
  processes: readonly ("etas" | "poisson")[];
  baselines: PooledBaselines;
  task?: Task;
}

const CALIFORNIA = {
  ...{ file: "data/catalogues/earthquakenpp/ComCat_25.csv.gz", minMagnitude: 4, horizon: "1d" },
};

const CASES: readonly PoolingCase[] = [
  {
    name: "daily numbers of M 4, California, networks and all baselines",
    ...{ ...CALIFORNIA, processes: [], baselines: "all" },
  },
  {
    name: "weekly numbers of M 5.5, global",
    file: "data/catalogues/usgs/global_M5_2015-10_2025-10.csv.gz",
    ...{ minMagnitude: 5.5, horizon: "7d", processes: ["etas", "poisson"], baselines: "best" },
  },
  {
    name: "daily numbers of M 4, California",
    ...{ ...CALIFORNIA, processes: ["etas", "poisson"], baselines: "best" },
  },
  {
    name: "weekly maps of M 4.8, Indonesia",
    file: "data/catalogues/usgs/indonesia_M4_1974_2023_merged4parts.csv.gz",
    ...{ minMagnitude: 4.8, horizon: "7d", processes: [], baselines: "best", task: "map" },
  },
];

/** Networks, ETAS, Poisson and baselines, pooled: against their best and against equal weights. */
export const check: LongCheck = {
  about: "two networks, ETAS, Poisson and baselines pooled on real catalogues: weights from " +
    "validation, gains on the test part with intervals",
  async run(report) {
    await startBackend({ threads: 1 });
    const facts: Record<string, unknown> = {};
    for (const one of CASES) {
      const folder = await Deno.makeTempDir();
      try {
        const told = (message: string) => report(`${one.name}: ${message}`);
        const members = await trainMembers(one, { folder, report: told });
        facts[one.name] = await poolMembers(one, { members, report: told });
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
    return facts;
  },
};

async function trainMembers(
  { file, minMagnitude, horizon, processes, task = "rate" }: PoolingCase,
  { folder, report }: { folder: string; report: (message: string) => void },
): Promise<OpenMember[]> {
  const path = sharedFile(file);
  const kernels = await startKernels({ threads: 1 });
  const names: string[] = [];
  let polygon: number[] | null = null; // networks count where the processes do
  for (const process of processes) {
    const { table } = await readEventTable(await openCatalogueSource(path));
    const model = await trainPointProcess({ events: table.events }, {
      ...{ process, name: process, versions: {}, kernels, mc: minMagnitude },
      ...{ consistencyWindows: 0, calibrationWindows: 0 },
    });
    if (model.card.setting.cutsRegion) polygon = model.card.setting.region!.flat();
    await savePointModel(model, `${folder}/${process}`);
    names.push(process);
    report(`${process} fitted`);
  }
  for (const model of task === "map" ? ["dense", "cnn"] : ["lstm", "cnn"]) {
    const configuration = resolveForecastConfiguration(
      task === "map" ? { model, task, minMagnitude, horizon, epochs: 5, seed: 1 } : {
        ...{ model, task, minMagnitude, horizon, epochs: 12, window: 30, seed: 1, polygon },
        ...{ units: [12], filters: [12, 12], learningRate: 0.003, completeness: minMagnitude },
      },
    );
    const source = await openCatalogueSource(path);
    const trained = await trainOnSource({ source }, { configuration, name: model });
    await saveTrainedModel(trained, `${folder}/${model}`);
    names.unshift(model);
    report(`${model} trained`);
  }
  return await Promise.all(names.map((name) => openMember(`${folder}/${name}`)));
}

async function poolMembers(
  { file, baselines }: PoolingCase,
  { members, report }: { members: OpenMember[]; report: (message: string) => void },
): Promise<unknown> {
  const kernels = await startKernels({ threads: 1 });
  const source = await openCatalogueSource(sharedFile(file));
  const options = { name: "pool", versions: {}, kernels, windows: WINDOWS, baselines };
  const { card } = await makePool(members, { source }, options);
  for (const { name, weight, stackedWeight, validationLogScore, testLogScore } of card.members) {
    report(
      `${name}: weight ${weight.toFixed(3)}, stacked ${stackedWeight.toFixed(3)}, validation ` +
        `${validationLogScore.toFixed(4)}, test ${testLogScore.toFixed(4)}`,
    );
  }
  const { skill, overBestMember, overEqualWeights } = card;
  const compared = [skill, overBestMember, overEqualWeights];
  for (const { sentence } of compared) report(sentence);
  judge(card);
  const gains = (one: Skill) => ({
    ...{ over: one.baseline, nats: one.nats, low: one.low, high: one.high },
  });
  return {
    members: card.members.map(({ path: _, ...member }) => member),
    ...{ weighting: card.weighting, logScores: card.logScores, spans: card.spans },
    ...{ gains: compared.map(gains), warnings: card.warnings },
  };
}

/** The optimum is proven, and the pool is not worse than its best member on what it never saw. */
function judge({ weighting, overBestMember }: PoolCard): void {
  const { gap } = weighting;
  if (!(gap <= 1e-7)) throw new Error(`wanted a proven gap of at most 1e-7 nats, found ${gap}`);
  if (!(overBestMember.high > 0)) {
    throw new Error(`wanted no loss to the best member, found: ${overBestMember.sentence}`);
  }
}
