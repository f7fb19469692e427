import { getThreadsCount, setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { ConfigurationError, EnvironmentError } from "../domain/mod.ts";
import { checkWasmBinary } from "./check_wasm_binary.ts";
import { findPoolSwitch, type PoolSwitch } from "./pool_switch.ts";
import { registerKernels } from "./register_kernels.ts";
import { GLUE_WORKERS, type PreparedThreads, prepareThreads } from "./start_threads.ts";
import { tf } from "./tensors.ts";
import { openTfjsHeap } from "./tfjs_heap.ts";
import {
  hasRelaxedSimd,
  hasSimd,
  instantiateKernels,
  loadKernels,
  makeScratch,
  singleThread,
} from "../kernels/mod.ts";
import { withoutTraces } from "./without_traces.ts";

/** Only large products use the threads; more than these few would mostly wait. */
const MOST_THREADS = 4;

/** What really runs. */
export interface BackendReport {
  /** The backend of tfjs; nothing else is accepted. */
  backend: "wasm";
  /** Whether 128-bit SIMD runs. */
  simd: boolean;
  /** Whether this runtime takes relaxed SIMD. */
  relaxedSimd: boolean;
  /** Threads that really run, the caller's included. */
  threads: number;
  /** Why there are fewer threads than asked for. */
  threadsNote?: string;
  /** Version of tfjs. */
  tfjsVersion: string;
  /** Logical cores of the machine. */
  cores: number;
}

/** How the backend is started. */
export interface StartBackendOptions {
  /** Threads to work with, 1 to 8; the number of cores, 4 at most, unless given. */
  threads?: number;
}

interface Started {
  threads: number; // asked for
  report: Promise<BackendReport>;
  workers?: PreparedThreads;
  pool?: PoolSwitch;
}

type Factory = () => Promise<tf.KernelBackend>;

const factory = tf.findBackendFactory("wasm") as Factory;
let started: Started | undefined;

/**
 * Starts tfjs on WebAssembly, with the kernels that it lacks, and says what really runs. A second
 * call gives the same report. Needs `--allow-read` of the folder `dist` of
 * `@tensorflow/tfjs-backend-wasm` and, for threads, of this room; nothing else.
 *
 * Throws ConfigurationError for a wrong number of threads, or another one than before, and
 * EnvironmentError when WebAssembly cannot start, with the flag that is missing. Where threads
 * cannot start it goes on with one and says why in `threadsNote`.
 *
 * @example
 * ```ts
 * import { startBackend, tf } from "@quakecast/quakecast/backend";
 *
 * const { backend, threads } = await startBackend({ threads: 1 });
 * const product = tf.matMul([[1, 2]], [[3], [4]]);
 * if (backend !== "wasm" || threads !== 1 || product.dataSync()[0] !== 11) throw new Error();
 * ```
 */
export function startBackend(options: StartBackendOptions = {}): Promise<BackendReport> {
  const cores = navigator.hardwareConcurrency;
  const threads = options.threads ?? started?.threads ?? Math.min(cores, MOST_THREADS);
  if (!Number.isInteger(threads) || threads < 1 || threads > GLUE_WORKERS) {
    throw new ConfigurationError(
      `Cannot start the backend on ${threads} threads: need 1 to ${GLUE_WORKERS}.`,
      "threads",
    );
  }
  if (started !== undefined && started.threads !== threads) {
    throw new ConfigurationError(
      `Cannot start the backend on ${threads} threads: it was started on ${started.threads}.`,
      "threads",
    );
  }
  started ??= start(threads, cores);
  return started.report;
}

/** Ends the backend and its threads; tensors are lost. It can be started again. */
export async function stopBackend(): Promise<void> {
  if (started === undefined) return;
  const ending = started;
  started = undefined;
  await ending.report.catch(() => {}); // whoever asked for the start was told
  ending.pool?.endThreads(); // a worker cannot be ended while its thread sleeps
  if (tf.findBackendFactory("wasm") !== null) tf.removeBackend("wasm");
  await ending.workers?.end();
}

function start(threads: number, cores: number): Started {
  const starting: Started = { threads, report: undefined! };
  starting.report = run(starting, cores).catch((error) => {
    if (started === starting) started = undefined; // the next call may try again
    throw error;
  });
  return starting;
}

async function run(starting: Started, cores: number): Promise<BackendReport> {
  if (!hasSimd()) {
    throw new EnvironmentError("Cannot start WebAssembly: no SIMD in this runtime.", "backend");
  }
  let threadsNote: string | undefined;
  const threads = Math.min(starting.threads, cores);
  if (threads < starting.threads) {
    threadsNote = `${starting.threads} threads asked for, ${cores} cores here`;
  }
  if (threads > 1) {
    try {
      starting.workers = await startThreaded(threads);
    } catch (error) {
      threadsNote = `one thread, as more cannot start: ${(error as Error).message}`;
    }
  }
  if (starting.workers === undefined) await startPlain();
  if (starting.workers !== undefined) starting.pool = findPoolSwitch();
  await startKernels();
  return {
    backend: "wasm",
    simd: true,
    relaxedSimd: hasRelaxedSimd(),
    threads: Math.min(getThreadsCount(), 1 + (starting.workers?.running() ?? 0)),
    ...(threadsNote === undefined ? {} : { threadsNote }),
    tfjsVersion: tf.version_core,
    cores,
  };
}

async function startThreaded(threads: number): Promise<PreparedThreads> {
  await checkWasmBinary({ threaded: true });
  const pool = await prepareThreads(threads);
  try {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", true);
    setThreadsCount(threads);
    await pool.lend(startTfjs);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pool;
}

async function startPlain(): Promise<void> {
  await checkWasmBinary({ threaded: false });
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setThreadsCount(1);
  await startTfjs();
}

/** Puts our kernels on tfjs' heap. */
async function startKernels(): Promise<void> {
  const heap = openTfjsHeap(tf.backend());
  const shared = heap.memory.buffer instanceof SharedArrayBuffer;
  const exports = instantiateKernels(await loadKernels({ shared }), heap.memory);
  registerKernels({ heap, runner: singleThread(exports, makeScratch(heap, exports)) });
}

/** Makes the backend by hand: tfjs' own way prints failures and falls back to JavaScript. */
async function startTfjs(): Promise<void> {
  const backend = await withoutTraces(factory);
  if (tf.findBackendFactory("wasm") !== null) tf.removeBackend("wasm");
  tf.registerBackend("wasm", () => backend);
  if (!await tf.setBackend("wasm") || tf.getBackend() !== "wasm") {
    throw new EnvironmentError(
      `Cannot start WebAssembly: tfjs runs on "${tf.getBackend()}" instead.`,
      "backend",
    );
  }
}
