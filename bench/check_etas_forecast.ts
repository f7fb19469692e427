import { startKernels } from "../engine/backend/mod.ts";
import { makePointForecast, trainPointProcess } from "../engine/forecasting/mod.ts";
import { readEtasParameters } from "../engine/models/mod.ts";
import { openCatalogueSource, readEventTable } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

const FOLDER = "data/catalogues/earthquakenpp";
const CATALOGUES = 10_000;
const MOST_SECONDS = 60;

/** A quiet day, and the day after California's largest earthquakes of the decade. */
const DAYS = ["2018-07-07", "2019-07-07"] as const;

/** Day-ahead forecasts of California from fifty years of history are fast, and expect what the law does. */
export const check: LongCheck = {
  about: `${CATALOGUES} day-ahead catalogues of ComCat_25 in less than ${MOST_SECONDS} s`,
  async run(report) {
    const document = JSON.parse(
      await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
    );
    const source = await openCatalogueSource(sharedFile(`${FOLDER}/ComCat_25.csv.gz`));
    const { table } = await readEventTable(source);
    const kernels = await startKernels();
    const model = await trainPointProcess(table, {
      ...{ process: "etas", name: "ComCat_25", versions: {}, kernels, consistencyWindows: 0 },
      calibrationWindows: 0,
      etas: readEtasParameters(document, { source: "published", dataset: "ComCat_25" }),
      testStartMs: Date.UTC(2007, 0, 1),
    });
    await kernels.stop();
    const facts: Record<string, unknown> = {};
    for (const issueTime of DAYS) {
      const startedMs = performance.now();
      const forecast = await makePointForecast(model, table.events, {
        issueTime,
        catalogues: CATALOGUES,
      });
      const seconds = (performance.now() - startedMs) / 1_000;
      const { expected } = forecast.magnitudes[0];
      const { expectedDirect } = forecast.simulation;
      report(`${issueTime}: ${expected} events expected, ${seconds.toFixed(2)} s`);
      if (seconds > MOST_SECONDS) throw new Error(`${issueTime}: ${seconds} s`);
      if (!(expected > expectedDirect! && expected < 2 * expectedDirect!)) {
        throw new Error(`${issueTime}: ${expected} expected, ${expectedDirect} of them directly`);
      }
      facts[issueTime] = { seconds, expected, expectedDirect };
    }
    return facts;
  },
};
