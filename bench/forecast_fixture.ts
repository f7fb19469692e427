import { resolveForecastConfiguration } from "../engine/domain/mod.ts";
import { saveTrainedModel, trainOnSource } from "../engine/forecasting/mod.ts";
import { loadTensors, startKernels } from "../engine/backend/mod.ts";
import {
  type CatalogueSource,
  simulateCatalogue,
  writeCatalogueCsv,
} from "../engine/sources/mod.ts";
import { startStock } from "./start_stock.ts";

/** Years that hold more than enough simulated events, and those that do for few of them. */
const YEARS = 30;
const FEW = { rows: 1_500, years: 5 } as const;

/** A catalogue and a small model trained on it, in a temporary folder. */
export interface ForecastFixture {
  /** The catalogue as CSV. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The same as a file. */
  cataloguePath: string;
  /** Folder of an LSTM for counts of a week, trained for one epoch. */
  modelPath: string;
  /** Removes the folder. */
  close: () => Promise<void>;
}

/** Simulates a catalogue of some number of rows and trains on it, on one thread. */
export async function makeForecastFixture(rows: number): Promise<ForecastFixture> {
  await loadTensors();
  await startStock(); // lays the network; our kernels train it, on a heap of their own
  await startKernels({ threads: 1 });
  const folder = await Deno.makeTempDir({ prefix: "quakecast_bench_" });
  const close = () => Deno.remove(folder, { recursive: true });
  try {
    const years = rows <= FEW.rows ? FEW.years : YEARS;
    const text = [...writeCatalogueCsv(simulateCatalogue({ years, seed: 1 }))].join("");
    const lines = text.split("\n").slice(0, rows + 1);
    if (lines.at(-1) === "") throw new RangeError(`Cannot make ${rows} rows: ${lines.length - 2}`);
    const bytes = new TextEncoder().encode(lines.join("\n") + "\n");
    const cataloguePath = `${folder}/catalogue.csv`;
    const modelPath = `${folder}/model`;
    await Deno.writeFile(cataloguePath, bytes);
    const configuration = resolveForecastConfiguration({ epochs: 1, minMagnitude: 4 });
    const source = sourceOf(bytes);
    const model = await trainOnSource({ source }, { configuration, name: "bench" });
    await saveTrainedModel(model, modelPath);
    model.network.dispose();
    return { bytes, cataloguePath, modelPath, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Bytes in memory as a source that is read once. */
export function sourceOf(bytes: Uint8Array<ArrayBuffer>): CatalogueSource {
  return { name: "bench.csv", stream: ReadableStream.from([bytes]) };
}
