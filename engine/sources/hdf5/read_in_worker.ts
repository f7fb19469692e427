import { InputError } from "../../domain/mod.ts";
import type { Hdf5Answer, Hdf5Request } from "./hdf5_messages.ts";

/** Longest silence of the thread that reads: a trace takes milliseconds, the start a second. */
const SILENCE_MS = 30_000;

/** What is read, and how long the thread may be silent; tests are less patient. */
export interface ReadInWorkerOptions {
  /** Name of the file, for messages. */
  readonly source: string;
  /** What it should have been. */
  readonly expected: string;
  /** Milliseconds. */
  readonly silenceMs?: number;
}

/**
 * Reads an HDF5 file in a thread of its own and hands over what it answers, but for the end. The thread
 * is gone afterwards, whatever happened.
 *
 * Throws InputError for a file that is no HDF5, or damaged so that reading fails or does not end, and the
 * error that `take` throws.
 */
export async function readInWorker(
  request: Hdf5Request,
  take: (answer: Hdf5Answer) => void,
  { source, expected, silenceMs = SILENCE_MS }: ReadInWorkerOptions,
): Promise<void> {
  const worker = new Worker(new URL("./hdf5_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const refuse = (reason: string) =>
    reject(
      new InputError(`Cannot read ${source} as HDF5: ${reason}`, { expected }),
    );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => refuse(`nothing more came for ${silenceMs / 1000} s`), silenceMs);
  };
  wait();
  worker.onerror = (event) => {
    event.preventDefault();
    refuse(event.message);
  };
  worker.onmessage = ({ data: answer }: MessageEvent<Hdf5Answer>) => {
    wait();
    try {
      if (answer.kind === "end") resolve();
      else if (answer.kind === "failed") refuse(describeFailure(answer.reason));
      else take(answer);
    } catch (error) {
      reject(error);
    }
  };
  worker.postMessage(request);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** HDF5's long report as one line: the last cause it names. */
function describeFailure(reason: string): string {
  if (/abort|memory access|unreachable|out of bounds|stack/i.test(reason)) {
    return "it is damaged so that the library stops";
  }
  const minor = reason.match(/minor: [^\n]*/g)?.at(-1)?.slice("minor: ".length);
  return (minor ?? reason.split("\n")[0]).slice(0, 200);
}
