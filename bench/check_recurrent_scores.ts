import { startKernels } from "../engine/backend/mod.ts";
import { benchmarkPointProcesses, datasetNameOf } from "../engine/forecasting/mod.ts";
import { readEtasParameters } from "../engine/models/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

const FOLDER = "data/catalogues/earthquakenpp";
const SEEDS = 3;

/** Nats per event that the recurrent process must gain over Poisson in time, on validation. */
const LEAST_GAIN = 0.1;

/** First years of training and of validation, as published. */
const STARTS: Readonly<Record<string, [train: number, validation: number]>> = {
  QTM_SanJac_10: [2009, 2014],
  ComCat_25: [1981, 1998],
  SCEDC_20: [1985, 2005],
};

/** The recurrent process on the validation parts of EarthquakeNPP, beside Poisson and ETAS. */
export const check: LongCheck = {
  about: `the recurrent process gains ${LEAST_GAIN} nats an event over Poisson in time on the ` +
    `validation part of every catalogue, ${SEEDS} seeds; beside it ETAS as published, which saw them`,
  async run(report) {
    const document = JSON.parse(
      await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
    );
    const kernels = await startKernels();
    const facts: Record<string, unknown> = { threads: kernels.report.threads };
    for (const [dataset, [train, validation]] of Object.entries(STARTS)) {
      const { file, test_start } = document.datasets[dataset];
      const source = await openCatalogueSource(sharedFile(`${FOLDER}/${file}`));
      const { table } = await readEventTable(source);
      const startedMs: Record<string, number> = {};
      const { scores, gains, notes } = await benchmarkPointProcesses(table, {
        dataset: datasetNameOf(file),
        models: ["poisson", "etas", "recurrent"],
        etas: readEtasParameters(document, { source: "published", dataset }),
        trainingStartMs: Date.UTC(train, 0, 1),
        validationStartMs: Date.UTC(validation, 0, 1),
        testStartMs: Date.parse(test_start),
        seeds: SEEDS,
        kernels,
        onProgress: ({ stage }) => startedMs[stage] ??= performance.now(),
      });
      const secondsPerSeed = (performance.now() - startedMs["Training recurrent"]) / 1_000 / SEEDS;
      const found = { scores, gain: gains.recurrent!.time, secondsPerSeed, ...notes.recurrent };
      report(`${dataset}: ${JSON.stringify(found)}`);
      if (!(found.gain.low! > LEAST_GAIN)) {
        throw new Error(`${dataset}: gains ${JSON.stringify(found.gain)} over Poisson`);
      }
      facts[dataset] = found;
    }
    await kernels.stop();
    return facts;
  },
};
