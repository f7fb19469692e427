import { type RunningKernels, startKernels } from "../engine/backend/mod.ts";
import {
  benchmarkPointProcesses,
  datasetNameOf,
  type PointProcessBenchmarkOptions,
} from "../engine/forecasting/mod.ts";
import { readEtasParameters } from "../engine/models/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { writeFileWhole } from "../engine/storage/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import { describeCommit } from "./describe_machine.ts";
import { ETAS_FIT_CATALOGUES, type EtasFitName } from "./etas_fit_catalogues.ts";
import type { LongCheck } from "./long_check_definition.ts";

const FOLDER = "data/catalogues/earthquakenpp";

/** What is done of a run that was interrupted; git ignores it. */
const DONE = new URL("results/etas_fits.partial", import.meta.url);

/** Loss in nats per event that an own fit may have against the published parameters. */
const FIT_LOSS = 0.005;

/** Progress is told so often, seconds. */
const TELL_SECONDS = 20;

type Facts = Record<string, unknown>;

/**
 * Own fits on training and validation score no worse on the test than the published parameters. Each
 * catalogue that is done is noted at once, and taken from there by the same commit: an interrupted run
 * goes on with the next catalogue.
 */
export function etasFits(names: readonly EtasFitName[]): LongCheck {
  return {
    about: `own ETAS fits of ${names.join(", ")} score no worse than the published ones by ` +
      `${FIT_LOSS} nats per event`,
    async run(report) {
      const commit = await describeCommit();
      const facts: Facts = {};
      for (const name of names) {
        const known = (await readDone(commit))[name];
        if (known !== undefined) report(`${name}: known from an earlier run of this commit`);
        facts[name] = known ?? await fitCatalogue(name, report);
        await writeDone(commit, { ...await readDone(commit), [name]: facts[name] });
      }
      return facts;
    },
  };
}

/** What is done at a commit; nothing at one with changes, whose numbers may be of other code. */
async function readDone(commit: string): Promise<Facts> {
  if (commit.includes("+")) return {};
  try {
    const done = JSON.parse(await Deno.readTextFile(DONE));
    return done.commit === commit ? done.facts : {};
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

async function writeDone(commit: string, facts: Facts): Promise<void> {
  if (commit.includes("+")) return;
  const text = JSON.stringify({ commit, facts }, null, 2);
  await writeFileWhole(DONE.pathname, new TextEncoder().encode(text));
}

async function fitCatalogue(
  name: EtasFitName,
  report: (message: string) => void,
): Promise<Facts> {
  const kernels = await startKernels();
  try {
    return await compareFit(name, { kernels, report });
  } finally {
    await kernels.stop();
  }
}

async function compareFit(
  name: EtasFitName,
  { kernels, report }: { kernels: RunningKernels; report: (message: string) => void },
): Promise<Facts> {
  const { dataset, trainingStartMs } = ETAS_FIT_CATALOGUES[name];
  const document = JSON.parse(
    await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
  );
  const { file, test_start: testStart } = document.datasets[dataset];
  const { table } = await readEventTable(
    await openCatalogueSource(sharedFile(`${FOLDER}/${file}`)),
  );
  const published = readEtasParameters(document, { source: "published", dataset });
  const options: PointProcessBenchmarkOptions = {
    dataset: datasetNameOf(file),
    models: ["etas"],
    testStartMs: Date.parse(testStart),
    trainingStartMs,
    areaKm2: published.areaKm2,
    referenceRounding: true,
    isFinal: true,
    kernels,
  };
  const given = (await benchmarkPointProcesses(table, { ...options, etas: published })).scores
    .etas!;
  const startedMs = performance.now();
  let toldMs = startedMs;
  const { scores, notes } = await benchmarkPointProcesses(table, {
    ...options,
    onProgress: ({ stage, done, total, remark }) => {
      if (performance.now() - toldMs < TELL_SECONDS * 1_000) return;
      toldMs = performance.now();
      report(`${name}: ${stage}, ${done} of ${total}${remark === undefined ? "" : `, ${remark}`}`);
    },
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  const fitted = scores.etas!;
  const facts = {
    ...{ threads: kernels.report.threads, seconds, fitted, published: given },
    ...{ loss: fitted.nll - given.nll, ...notes.etas },
  };
  report(`${name}: ${JSON.stringify(facts)}`);
  if (!(facts.loss <= FIT_LOSS)) {
    throw new Error(`${dataset}: an own fit scores ${fitted.nll}, the published ${given.nll}`);
  }
  return facts;
}
