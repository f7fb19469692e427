import {
  readLabelledWaveforms,
  readQuakeml,
  readStations,
  readWaveforms,
} from "../engine/sources/mod.ts";
import { damagedFile, FUZZ_FORMATS, readOriginals } from "./fuzz_formats.ts";

/** What the worker is asked: some damaged files of one format. */
export interface FuzzRequest {
  /** Name of the format. */
  format: string;
  /** Number of the first file. */
  first: number;
  /** How many. */
  count: number;
}

/** What it answers: before each file its number, at the end what came of all. */
export type FuzzAnswer =
  | { kind: "at"; number: number }
  | { kind: "done"; read: number; refused: number; slowestMs: number; crashes: string[] };

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

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<FuzzRequest>) => void;
  postMessage(answer: FuzzAnswer): void;
};

scope.onmessage = async ({ data: { format, first, count } }) => {
  const originals = await readOriginals(FUZZ_FORMATS.find(({ name }) => name === format)!);
  let [read, refused, slowestMs] = [0, 0, 0];
  const crashes: string[] = [];
  for (let number = first; number < first + count; number++) {
    scope.postMessage({ kind: "at", number });
    const bytes = damagedFile(originals, { format, number });
    const started = performance.now();
    try {
      await READERS[format](bytes);
      read++;
    } catch (error) {
      refused++;
      if ((error as Error).name !== "InputError") {
        crashes.push(`${format} ${number}: ${(error as Error).stack?.slice(0, 600)}`);
      }
    }
    slowestMs = Math.max(slowestMs, performance.now() - started);
  }
  scope.postMessage({ kind: "done", read, refused, slowestMs, crashes });
};
