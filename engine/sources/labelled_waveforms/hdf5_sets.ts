import {
  findComponentsPresent,
  InputError,
  type LabelledTrace,
  type LabelledWaveforms,
  type WaveformNote,
} from "../../domain/mod.ts";
import type { Hdf5Trace } from "../hdf5/hdf5_messages.ts";
import { readInWorker } from "../hdf5/read_in_worker.ts";
import { readTextTable } from "../text_table.ts";
import { readWholeFile } from "../read_whole_file.ts";
import { labelsOfRecord, samplingRateOfSet, type TraceLabels } from "./label_columns.ts";
import { arrangeComponents } from "./arrange_components.ts";
import { heldTraces } from "./held_traces.ts";

/** What is expected of a file, for messages. */
const EXPECTED = "a whole HDF5 file in the layout of STEAD or of SeisBench";

/** Sampling rate of STEAD, and of SeisBench's sets where they do not tell it, hertz. */
const USUAL_RATE_HZ = 100;

/** Most samples held in memory, of all components together: 4 GiB. */
const MAXIMUM_SAMPLES = 2 ** 30;

/** How a set is read. */
export interface ReadLabelledOptions {
  /** Most traces to read, from the first on; all unless given. */
  readonly limit?: number;
}

/**
 * Reads a file in the layout of STEAD: a group `data` with a dataset [sample, (east, north, up)] for each
 * trace, its labels as attributes. A trace that is damaged is left out and noted.
 *
 * Source: Mousavi et al. (2019), "STanford EArthquake Dataset (STEAD)".
 */
export async function readSteadFile(
  path: string,
  { limit = Infinity }: ReadLabelledOptions = {},
): Promise<LabelledWaveforms> {
  const gathered = new Gathered(path);
  await readInWorker({ path, limit }, (answer) => {
    if (answer.kind === "damaged") gathered.leaveOut(answer.name, answer.reason);
    if (answer.kind !== "trace") return;
    const { trace } = answer;
    const labels = labelsOfRecord(trace.attributes, { source: path, field: trace.name });
    gathered.add(trace, { labels, dimensions: "WC", components: "ENZ" });
  }, { source: path, expected: EXPECTED });
  return gathered.build();
}

/** Names of the files of one chunk of SeisBench: "metadata.csv", or "metadata" and its name. */
const METADATA_NAME = /^metadata(.*)\.csv$/;

/** The chunks of a set of SeisBench in a folder of these names; empty where it is none. */
export function findSeisbenchChunks(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const chunk = METADATA_NAME.exec(name)?.[1];
    return chunk !== undefined && names.includes(`waveforms${chunk}.hdf5`) ? [chunk] : [];
  });
}

/**
 * Reads a folder in the layout of SeisBench, chunk by chunk: `metadata.csv` with a row for each trace, and
 * `waveforms.hdf5` whose datasets under `data` hold one trace or a bucket of them. A trace that is damaged
 * is left out and noted.
 *
 * Source: SeisBench documentation, "Data format".
 */
export async function readSeisbenchFolder(
  folder: string,
  { chunks, limit = Infinity }: ReadLabelledOptions & { chunks: readonly string[] },
): Promise<LabelledWaveforms> {
  const gathered = new Gathered(folder);
  for (const chunk of chunks) {
    await readChunk({ folder, chunk, limit: limit - gathered.count }, gathered);
  }
  return gathered.build();
}

async function readChunk(
  { folder, chunk, limit }: { folder: string; chunk: string; limit: number },
  gathered: Gathered,
): Promise<void> {
  if (limit <= 0) return;
  const [path, metadata] = [`${folder}/waveforms${chunk}.hdf5`, `${folder}/metadata${chunk}.csv`];
  const { names, rows } = readTextTable(await readWholeFile(metadata), metadata);
  if (!names.includes("trace_name")) {
    throw new InputError("Cannot find the column trace_name", { source: metadata, line: 1 });
  }
  const records = rows.map(({ line, values }) => ({
    line,
    record: Object.fromEntries(names.map((name, column) => [name, values[column]])),
  }));
  const traceNames = records.map(({ record }) => record.trace_name);
  let format: Readonly<Record<string, string>> = {};
  let next = 0;
  await readInWorker({ path, traceNames, limit }, (answer) => {
    if (answer.kind === "format") format = answer.format;
    if (answer.kind !== "trace" && answer.kind !== "damaged") return;
    const { line, record } = records[next++];
    if (answer.kind === "damaged") return gathered.leaveOut(answer.name, answer.reason);
    const labels = labelsOfRecord(
      { sampling_rate: format.sampling_rate ?? "", ...record },
      { source: metadata, line },
    );
    gathered.add(answer.trace, {
      labels,
      dimensions: (record.trace_dimension_order ?? format.dimension_order ?? "CW").slice(-2),
      components: record.trace_component_order ?? format.component_order ?? "ZNE",
    });
  }, { source: path, expected: EXPECTED });
}

/** The traces read so far. */
class Gathered {
  #path: string;
  #traces: LabelledTrace[] = [];
  #labels: TraceLabels[] = [];
  #notes: WaveformNote[] = [];
  #samples = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Traces met so far, those left out included. */
  get count(): number {
    return this.#traces.length + this.#notes.length;
  }

  leaveOut(name: string, reason: string): void {
    const message = `the trace ${name} is left out: ${reason}`;
    this.#notes.push({ kind: "damaged trace", message });
  }

  add(
    { name, samples: raw, shape }: Hdf5Trace,
    { labels, dimensions, components }: {
      labels: TraceLabels;
      dimensions: string;
      components: string;
    },
  ): void {
    const samples = arrangeComponents(raw, { shape, dimensions, components });
    if (typeof samples === "string") return this.leaveOut(name, samples);
    this.#samples += samples.length;
    if (this.#samples > MAXIMUM_SAMPLES) {
      throw new InputError(`Cannot hold more than ${MAXIMUM_SAMPLES} samples`, {
        source: this.#path,
        expected: "a smaller set, or a limit on the number of traces",
      });
    }
    const { samplingRateHz: _, ...rest } = labels;
    const componentsPresent = findComponentsPresent(samples);
    this.#labels.push(labels);
    this.#traces.push({ ...rest, name, samples, componentsPresent });
  }

  build(): LabelledWaveforms {
    if (this.#traces.length === 0) {
      throw new InputError(`Cannot read any trace of ${this.#path}`, {
        expected: "traces of three components",
        value: this.#notes[0]?.message,
      });
    }
    const samplingRateHz = samplingRateOfSet(this.#labels, {
      usual: USUAL_RATE_HZ,
      source: this.#path,
    });
    return heldTraces(this.#traces, { name: this.#path, samplingRateHz, notes: this.#notes });
  }
}
