import { findComponentsPresent, InputError, type LabelledWaveforms } from "../../domain/mod.ts";
import { openCatalogueSource } from "../open_catalogue_source.ts";
import { readTextTable } from "../text_table.ts";
import { unpackBytes } from "../unpack_bytes.ts";
import { readWholeFile } from "../read_whole_file.ts";
import { noSuchTrace } from "./held_traces.ts";
import { labelsOfRecord, samplingRateOfSet, type TraceLabels } from "./label_columns.ts";

/** Name of a file of packed traces: its shape as traces x samples x components. */
export const PACKED_NAME: RegExp = /^traces_f32le_(\d+)x(\d+)x3\.bin(\.gz)?$/;

/** Sampling rate where the labels give none: that of PhaseNet's and STEAD's arrays, hertz. */
const USUAL_RATE_HZ = 100;

/** Most bytes of samples, for they are held in memory: 100,000 windows of 30 s at 100 Hz. */
const MAXIMUM_BYTES = 4 * 2 ** 30;

/**
 * Reads a folder of packed arrays: `traces_f32le_NxSx3.bin`, packed with gzip or not, of 32-bit floats,
 * little-endian, as [trace, sample, (east, north, up)]; and `labels.csv`, one row a trace, in order.
 *
 * Throws InputError where the two do not agree, the array is cut off, or a sample is not finite.
 */
export async function readPackedArrays(
  folder: string,
  arrayFile: string,
): Promise<LabelledWaveforms> {
  const match = PACKED_NAME.exec(arrayFile);
  if (match === null) {
    throw new InputError("Cannot tell the shape of packed traces from their name", {
      source: arrayFile,
      expected: "a name such as traces_f32le_25x6000x3.bin.gz",
    });
  }
  const [count, samples] = [Number(match[1]), Number(match[2])];
  const labels = await readLabels(`${folder}/labels.csv`);
  if (labels.length !== count) {
    throw new InputError(`Cannot match ${labels.length} labels to ${count} traces`, {
      source: `${folder}/labels.csv`,
      expected: "one row a trace",
    });
  }
  const path = `${folder}/${arrayFile}`;
  const floats = await readFloats(path, count * samples * 3);
  const traceOf = (index: number) => floats.slice(index * samples * 3, (index + 1) * samples * 3);
  return {
    name: folder,
    names: labels.map((label, index) => label.name === "" ? String(index) : label.name),
    samplingRateHz: samplingRateOfSet(labels, { usual: USUAL_RATE_HZ, source: folder }),
    count,
    notes: [],
    traceAt: (index) => packedTrace(index, { labels, traceOf, path }),
    close: () => {},
  };
}

function packedTrace(
  index: number,
  { labels, traceOf, path }: {
    labels: readonly TraceLabels[];
    traceOf: (index: number) => Float32Array;
    path: string;
  },
) {
  const label = labels[index];
  if (label === undefined) throw noSuchTrace(index, { count: labels.length, source: path });
  const samples = traceOf(index);
  const { samplingRateHz: _, ...rest } = label;
  return {
    ...rest,
    name: label.name === "" ? String(index) : label.name,
    samples,
    componentsPresent: findComponentsPresent(samples),
  };
}

async function readLabels(path: string): Promise<TraceLabels[]> {
  const { names, rows } = readTextTable(await readWholeFile(path), path);
  return rows.map(({ line, values }, index) => {
    const record = Object.fromEntries(names.map((name, column) => [name, values[column]]));
    if (record.index !== undefined && Number(record.index) !== index) {
      throw new InputError("Cannot match labels to traces", {
        source: path,
        line,
        field: "index",
        value: record.index,
        expected: `${index}, the rows being in the order of the traces`,
      });
    }
    return labelsOfRecord(record, { source: path, line });
  });
}

/** The numbers of a file, unpacked; the machine's own order of bytes need not be the file's. */
async function readFloats(path: string, count: number): Promise<Float32Array> {
  const wanted = count * Float32Array.BYTES_PER_ELEMENT;
  if (wanted > MAXIMUM_BYTES) {
    throw new InputError(`Cannot hold ${wanted} bytes of samples`, {
      source: path,
      expected: "at most 4 GiB; make several sets",
    });
  }
  const bytes = new Uint8Array(wanted);
  let length = 0;
  for await (
    const chunk of unpackBytes(await openCatalogueSource(path), { maximumBytes: wanted })
  ) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  if (length < wanted) {
    throw new InputError(`Cannot read packed traces: there are ${length} bytes`, {
      source: path,
      byte: length,
      expected: `${wanted} bytes, as its name says`,
    });
  }
  const view = new DataView(bytes.buffer);
  const floats = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const value = view.getFloat32(4 * i, true);
    if (!Number.isFinite(value)) {
      throw new InputError("Cannot read a sample", {
        source: path,
        byte: 4 * i,
        value: `${value}`,
      });
    }
    floats[i] = value;
  }
  return floats;
}
