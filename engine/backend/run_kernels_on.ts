import {
  hasRelaxedSimd,
  instantiateKernels,
  type KernelBuild,
  type KernelHeap,
  type KernelModule,
  type KernelRunner,
  loadKernels,
  makeScratch,
  singleThread,
} from "../kernels/mod.ts";
import type { BackendReport } from "./backend_report.ts";
import { measureGain } from "./threads/measure_gain.ts";
import { startKernelPool } from "./threads/start_kernel_pool.ts";
import type { ThreadChoice } from "./threads/choose_threads.ts";

/** Threads that make a product less than so many times faster are not worth their core. */
const LEAST_GAIN = 1.25;

/** Kernels at work on a heap. */
export interface RunningKernels {
  /** Where their numbers lie: tfjs' own heap where tensors were started, else one of ours. */
  heap: KernelHeap;
  /** Does their calls, on all threads. */
  runner: KernelRunner;
  /** Which of their builds. */
  build: KernelBuild;
  /** What really runs, as of now: a thread that was lost meanwhile no longer counts. */
  readonly report: BackendReport;
  /** Ends the threads; calls go on, on the caller's. */
  stop(): Promise<void>;
}

/** How kernels are put on a heap. */
export interface RunKernelsOptions extends ThreadChoice {
  /** Which build of them; the faster one of those that run here, unless given. */
  build?: KernelBuild;
  /** Told when a thread is lost, and why. */
  onThreadLost?: (note: string) => void;
  /** Version of tfjs, where the heap is its. */
  tfjsVersion?: string;
}

/**
 * Puts the kernels on a heap, with as many threads as chosen; where the choice is left to us and
 * they gain too little, or where they cannot start, with one, and a note why.
 *
 * Throws EnvironmentError when the kernels cannot be read.
 */
export async function runKernelsOn(
  heap: KernelHeap,
  options: RunKernelsOptions,
): Promise<RunningKernels> {
  const shared = heap.memory.buffer instanceof SharedArrayBuffer;
  const kernels = await loadKernels({ shared, build: options.build });
  const exports = instantiateKernels(kernels, heap.memory);
  const scratch = makeScratch(heap, exports);
  const one = singleThread(exports, scratch);
  const several = shared && options.threads > 1
    ? await startSeveral(kernels, { ...options, heap, one, scratch })
    : { note: options.note };
  const { pool } = several;
  return {
    heap,
    runner: pool ?? one,
    build: kernels.build,
    get report(): BackendReport {
      const threadsNote = pool?.note ?? several.note;
      return {
        backend: "wasm",
        simd: true,
        relaxedSimd: hasRelaxedSimd(),
        kernels: kernels.build,
        threads: pool?.threads ?? 1,
        ...(threadsNote === undefined ? {} : { threadsNote }),
        ...(options.tfjsVersion === undefined ? {} : { tfjsVersion: options.tfjsVersion }),
        cores: navigator.hardwareConcurrency,
      };
    },
    stop: async () => await pool?.stop(),
  };
}

type Several = { pool?: Awaited<ReturnType<typeof startKernelPool>>; note?: string };

async function startSeveral(
  kernels: KernelModule,
  options: RunKernelsOptions & { heap: KernelHeap; one: KernelRunner; scratch: number },
): Promise<Several> {
  const { heap, one, scratch, threads, isAsked, note, onThreadLost } = options;
  let pool: Several["pool"];
  try {
    pool = await startKernelPool({ kernels, heap, scratch, threads, onLoss: onThreadLost });
  } catch (error) {
    return { note: `one thread, as more cannot start: ${(error as Error).message}` };
  }
  if (isAsked) return { pool, note };
  const gain = measureGain({ heap, one, all: pool });
  if (gain >= LEAST_GAIN) return { pool, note };
  await pool.stop();
  return { note: `one thread, as ${threads} are only ${gain.toFixed(2)} times as fast just now` };
}
