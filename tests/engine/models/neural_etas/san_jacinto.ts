import type { RunningKernels } from "../../../../engine/backend/mod.ts";
import type { PointEvents, ScoredSpan } from "../../../../engine/domain/mod.ts";
import {
  type EtasParameters,
  layNeuralComponents,
  type NeuralComponents,
  readEtasParameters,
} from "../../../../engine/models/mod.ts";
import { type PointBenchmark, preparePointEvents } from "../../../../engine/preprocessing/mod.ts";
import {
  type EventTable,
  openCatalogueSource,
  readEventTable,
} from "../../../../engine/sources/mod.ts";
import { sharedFile } from "../../../shared_data.ts";
import { openKernels } from "../../backend/open_kernels.ts";

const FOLDER = "data/catalogues/earthquakenpp";

/** San Jacinto's larger events, cut by its published dates. */
export async function sanJacinto(mc: number): Promise<{
  table: EventTable;
  data: PointBenchmark;
  parameters: EtasParameters;
  areaKm2: number;
}> {
  const file = sharedFile(`${FOLDER}/QTM_SanJac_10_catalog.csv.gz`);
  const { table } = await readEventTable(await openCatalogueSource(file));
  const published = JSON.parse(
    await Deno.readTextFile(sharedFile(`${FOLDER}/etas_reference_scores.json`)),
  );
  const data = preparePointEvents(table.events, {
    mc,
    trainingStartMs: Date.UTC(2009, 0, 1),
    validationStartMs: Date.UTC(2014, 0, 1),
    testStartMs: Date.UTC(2016, 0, 1),
  });
  const options = { source: "published", dataset: "QTM_SanJac_10" };
  const { parameters, areaKm2 } = readEtasParameters(published, options);
  return { table, data, parameters, areaKm2: areaKm2! };
}

/** Components of events cut into history, training, validation and test at some times. */
export async function laySpans(
  events: PointEvents,
  { cutsMs, training = 1, ...options }: {
    /** Where the spans begin, and the end of the last. */
    cutsMs: readonly number[];
    training?: number;
    parameters: EtasParameters;
    mc: number;
    areaKm2: number;
    shape?: NeuralComponents["shape"];
  },
): Promise<{ components: NeuralComponents; spans: ScoredSpan[]; kernels: RunningKernels }> {
  const rows = cutsMs.map((ms) => {
    const row = events.timeMs.findIndex((time) => time >= ms);
    return row < 0 ? events.size : row;
  });
  const spans = cutsMs.slice(1).map((endMs, k) => ({
    ...{ from: rows[k], to: rows[k + 1], startMs: cutsMs[k], endMs },
  }));
  const kernels = await openKernels();
  const components = layNeuralComponents(events, { ...options, spans, training, kernels });
  return { components, spans, kernels };
}
