import { FUZZ_FORMATS, type FuzzFormat } from "./fuzz_formats.ts";
import type { FuzzAnswer } from "./fuzz_worker.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { type DamagedFiles, type DamagedReading, readDamagedFiles } from "./read_damaged_files.ts";

/** Longest time a damaged file may take; the reader of HDF5 gives its own thread up after 30 s. */
const HANG_MS = 40_000;

/** Files of one thread. */
const TOGETHER = 1_000;

/** Memory of the process that damaged files may add to what it began with, bytes. */
const MOST_ADDED_BYTES = 700_000_000;

/** 100,000 damaged files of five formats: read with notes or refused, never a crash, a hang or a flood. */
export const check: LongCheck = {
  about: "100,000 damaged miniSEED, SAC, QuakeML, StationXML and HDF5 files: read or refused",
  async run(report) {
    const before = Deno.memoryUsage().rss;
    let largest = before;
    const facts: Record<string, unknown> = {};
    for (const format of FUZZ_FORMATS) {
      const sum = { count: format.count, read: 0, refused: 0, slowestMs: 0 };
      for (let first = 0; first < format.count; first += TOGETHER) {
        const answer = await readSome(format, first);
        if (answer.crashes.length > 0) throw new Error(answer.crashes.join("\n"));
        sum.read += answer.read;
        sum.refused += answer.refused;
        sum.slowestMs = Math.max(sum.slowestMs, Math.round(answer.slowestMs));
        largest = Math.max(largest, Deno.memoryUsage().rss);
        if (largest - before > MOST_ADDED_BYTES) {
          throw new Error(`${format.name} near ${first}: the process grew to ${largest} bytes`);
        }
      }
      report(`${format.name}: ${sum.read} read, ${sum.refused} refused, none crashed or hung`);
      facts[format.name] = sum;
    }
    return { ...facts, addedMegabytes: Math.round((largest - before) / 1e6) };
  },
};

/** A thousand damaged files in a thread; throws where one takes too long, with its number. */
async function readSome(
  { name, count, hasOwnThread = false }: FuzzFormat,
  first: number,
): Promise<DamagedReading> {
  const request: DamagedFiles = { format: name, first, count: Math.min(TOGETHER, count - first) };
  if (hasOwnThread) return await readDamagedFiles(request, () => {});
  const worker = new Worker(new URL("./fuzz_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<DamagedReading>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = first;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => reject(new Error(`${name} ${last}: a hang`)), HANG_MS);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`${name} ${last}: ${event.message}`));
  };
  worker.onmessage = ({ data }: MessageEvent<FuzzAnswer>) => {
    wait();
    if (data.kind === "at") last = data.number;
    else resolve(data);
  };
  worker.postMessage(request);
  wait();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
