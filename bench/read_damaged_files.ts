import {
  readLabelledWaveforms,
  readQuakeml,
  readStations,
  readWaveforms,
} from "../engine/sources/mod.ts";
import { damagedFile, FUZZ_FORMATS, readOriginals } from "./fuzz_formats.ts";

/** Some damaged files of one format. */
export interface DamagedFiles {
  /** Name of the format. */
  format: string;
  /** Number of the first file. */
  first: number;
  /** How many. */
  count: number;
}

/** What came of damaged files. */
export interface DamagedReading {
  /** How many were read, with notes or without. */
  read: number;
  /** How many were refused. */
  refused: number;
  /** Longest time of one. */
  slowestMs: number;
  /** Errors that are no refusal, with the number of the file. */
  crashes: string[];
}

/** Reads a damaged file as whatever the format is. */
const READERS: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  miniSEED: (bytes) => readWaveforms(bytes, { source: "damaged" }),
  SAC: (bytes) => readWaveforms(bytes, { source: "damaged" }),
  QuakeML: (bytes) => readQuakeml(bytes, "damaged"),
  StationXML: (bytes) => readStations(bytes, "damaged"),
  HDF5: async (bytes) => {
    const path = await Deno.makeTempFile({ suffix: ".hdf5" });
    try {
      await Deno.writeFile(path, bytes);
      return await readLabelledWaveforms(path);
    } finally {
      await Deno.remove(path);
    }
  },
};

/** Damages files and reads them one after the other; `tell` is called before each with its number. */
export async function readDamagedFiles(
  { format, first, count }: DamagedFiles,
  tell: (number: number) => void,
): Promise<DamagedReading> {
  const originals = await readOriginals(FUZZ_FORMATS.find(({ name }) => name === format)!);
  const reading: DamagedReading = { read: 0, refused: 0, slowestMs: 0, crashes: [] };
  for (let number = first; number < first + count; number++) {
    tell(number);
    const bytes = damagedFile(originals, { format, number });
    const started = performance.now();
    try {
      await READERS[format](bytes);
      reading.read++;
    } catch (error) {
      reading.refused++;
      if ((error as Error).name !== "InputError") {
        reading.crashes.push(`${format} ${number}: ${(error as Error).stack?.slice(0, 600)}`);
      }
    }
    reading.slowestMs = Math.max(reading.slowestMs, performance.now() - started);
  }
  return reading;
}
