import { startKernels } from "../engine/backend/mod.ts";
import { loadTrainedModel, makeForecast, type TrainedModel } from "../engine/forecasting/mod.ts";
import { cleanCatalogue, cleaningOptionsOf, prepareLatest } from "../engine/preprocessing/mod.ts";
import { catalogueFingerprint, readCatalogue } from "../engine/sources/mod.ts";
import { predictRaw } from "../engine/training/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { makeForecastFixture, sourceOf } from "./forecast_fixture.ts";
import type { Run } from "./measure.ts";

const ROWS = 17_000;
const QUICK_ROWS = 1_500;

/** From the bytes of a catalogue to a forecast by a saved model, and the parts of that way. */
export const bench: Bench = {
  about: `a forecast from ${ROWS} rows of CSV in memory and a loaded LSTM of 32 units; its parts`,
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const fixture = await makeForecastFixture(quick ? QUICK_ROWS : ROWS);
    const { bytes, modelPath } = fixture;
    let model: TrainedModel | undefined;
    try {
      model = await loadTrainedModel(modelPath);
      const trained = model;
      yield {
        name: "whole",
        work: { amount: 1, unit: "forecasts" },
        ours: () => makeForecast(trained, { source: sourceOf(bytes) }),
        peers: {},
        facts: async () => ({
          backend: (await startKernels()).report,
          catalogueMb: bytes.length / 1e6,
        }),
      };
      for (const [name, ours] of Object.entries(await partsOf(trained, bytes))) {
        yield { name, ours, peers: {} };
      }
    } finally {
      model?.network.dispose();
      await fixture.close();
    }
  },
};

/** The steps of a forecast, each on what the step before it gave. */
async function partsOf(
  { configuration, preparation, network }: TrainedModel,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Record<string, Run>> {
  const { catalogue: raw } = await readCatalogue(sourceOf(bytes));
  const cleaning = cleaningOptionsOf(configuration);
  const { catalogue } = cleanCatalogue(raw, cleaning);
  const latest = { issueTimeMs: catalogue.timeMs[catalogue.size - 1] };
  const examples = prepareLatest(catalogue, preparation, latest);
  return {
    read: () => readCatalogue(sourceOf(bytes)),
    fingerprint: () => catalogueFingerprint(raw),
    clean: () => cleanCatalogue(raw, cleaning),
    window: () => prepareLatest(catalogue, preparation, latest),
    predict: () => predictRaw(network, { examples, range: { start: 0, end: 1 } }),
  };
}
