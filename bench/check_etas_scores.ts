import { startKernels } from "../engine/backend/mod.ts";
import {
  benchmarkPointProcesses,
  datasetNameOf,
  type PointProcessBenchmarkOptions,
} from "../engine/forecasting/mod.ts";
import { readEtasParameters } from "../engine/models/mod.ts";
import { type EventTable, openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

const FOLDER = "data/catalogues/earthquakenpp";
const AGREEMENT = 1e-4;

/** Loss in nats per event that an own fit may have against the published parameters. */
const FIT_LOSS = 0.005;

/** Own fits are made of these; the others take half an hour each. */
const FITTED: Readonly<Record<string, number>> = { QTM_SanJac_10: Date.UTC(2009, 0, 1) };

interface Published {
  file: string;
  test_start: string;
  tll_published_boundary: number;
  sll: number;
  tll_exact_start: number;
  tail_per_event: number;
}

/** ETAS scores of EarthquakeNPP's catalogues, with published parameters and fitted ones. */
export const check: LongCheck = {
  about: "ETAS scores are EarthquakeNPP's to 1e-4, and own fits are no worse than the published",
  async run(report) {
    const document = JSON.parse(
      await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
    );
    const kernels = await startKernels();
    const facts: Record<string, unknown> = { threads: kernels.report.threads };
    for (const [dataset, record] of Object.entries<Published>(document.datasets)) {
      const source = await openCatalogueSource(sharedFile(`${FOLDER}/${record.file}`));
      const { table } = await readEventTable(source);
      const options: PointProcessBenchmarkOptions = {
        dataset: datasetNameOf(record.file),
        models: ["etas"],
        etas: readEtasParameters(document, { source: "published", dataset }),
        testStartMs: Date.parse(record.test_start),
        referenceRounding: true,
        isFinal: true,
        kernels,
      };
      const found = await checkScores(table, { options, record });
      report(`${dataset}: ${JSON.stringify(found)}`);
      const task = { options, dataset, nll: found.nll };
      const fit = dataset in FITTED ? await checkFit(table, task) : {};
      report(`${dataset}, fitted: ${JSON.stringify(fit)}`);
      facts[dataset] = { ...found, ...fit };
    }
    await kernels.stop();
    return facts;
  },
};

async function checkScores(
  table: EventTable,
  { options, record }: { options: PointProcessBenchmarkOptions; record: Published },
): Promise<{ tll: number; sll: number; nll: number; tllExact: number; scoreSeconds: number }> {
  const startedMs = performance.now();
  const { scores } = await benchmarkPointProcesses(table, options);
  const { tll, sll, nll, tllExact } = scores.etas!;
  const scoreSeconds = (performance.now() - startedMs) / 1_000;
  const expected = [
    [tll, record.tll_published_boundary],
    [sll, record.sll],
    [tllExact, record.tll_exact_start - record.tail_per_event],
  ];
  for (const [actual, published] of expected) {
    if (Math.abs(actual - published) <= AGREEMENT) continue;
    throw new Error(`${options.dataset}: ${actual}, published ${published}`);
  }
  return { tll, sll, nll, tllExact, scoreSeconds };
}

async function checkFit(
  table: EventTable,
  { options, dataset, nll }: {
    options: PointProcessBenchmarkOptions;
    dataset: string;
    nll: number;
  },
): Promise<Record<string, unknown>> {
  const startedMs = performance.now();
  const { scores, notes } = await benchmarkPointProcesses(table, {
    ...options,
    etas: undefined,
    areaKm2: options.etas?.areaKm2,
    trainingStartMs: FITTED[dataset],
  });
  const fitSeconds = (performance.now() - startedMs) / 1_000;
  const fitted = scores.etas!;
  if (!(fitted.nll <= nll + FIT_LOSS)) {
    throw new Error(`${dataset}: an own fit scores ${fitted.nll}, the published ${nll}`);
  }
  return { fitted, fitSeconds, ...notes.etas };
}
