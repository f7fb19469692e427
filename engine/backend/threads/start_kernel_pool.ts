import {
  freeScratch,
  instantiateKernels,
  type KernelExports,
  type KernelHeap,
  type KernelModule,
  makeScratch,
} from "../../kernels/mod.ts";
import { KernelPool, type PoolThread } from "./kernel_pool.ts";
import { openPoolControl } from "./pool_control.ts";
import { startPoolWorker, type WorkerSettings } from "./start_pool_worker.ts";

/** A pool of threads to start. */
export interface KernelPoolOptions {
  /** The kernels, for a shared heap. */
  kernels: KernelModule;
  /** A shared heap. */
  heap: KernelHeap;
  /** Threads, the caller's included; 2 to 8. */
  threads: number;
  /** Address of the caller's scratch. */
  scratch: number;
  /** Told when a thread is lost, and why. */
  onLoss?: (note: string) => void;
  /** Patience with a worker that has a chunk, in milliseconds; 10,000 unless given. */
  patienceMs?: number;
  /** Starts a worker; given by tests that watch them. */
  openWorker?: typeof startPoolWorker;
}

/**
 * Starts a pool: the caller's thread and workers, each with the kernels on the one heap and a
 * scratch of its own. Needs `--allow-read` of this room.
 *
 * Throws EnvironmentError when a worker does not start.
 */
export async function startKernelPool(options: KernelPoolOptions): Promise<KernelPool> {
  const { kernels, heap, threads, openWorker = startPoolWorker } = options;
  const exports = instantiateKernels(kernels, heap.memory);
  const control = openPoolControl();
  const settings = {
    memory: heap.memory,
    module: kernels.module,
    names: Object.keys(exports),
    controlMemory: control.memory,
  };
  const starts = await Promise.allSettled(Array.from(
    { length: threads - 1 },
    (_, worker) => startThread({ ...settings, worker }, { heap, exports, openWorker }),
  ));
  const workers = starts.flatMap((start) => start.status === "fulfilled" ? [start.value] : []);
  const pool = new KernelPool({ ...options, exports, control, workers });
  const failed = starts.find((start) => start.status === "rejected");
  if (failed === undefined) return pool;
  await pool.stop();
  throw failed.reason;
}

async function startThread(
  settings: Omit<WorkerSettings, "scratch">,
  { heap, exports, openWorker }: {
    heap: KernelHeap;
    exports: KernelExports;
    openWorker: typeof startPoolWorker;
  },
): Promise<PoolThread> {
  const scratch = makeScratch(heap, exports);
  try {
    const worker = await openWorker({ ...settings, scratch });
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    return { place: settings.worker, worker, scratch, ended };
  } catch (error) {
    freeScratch(heap, scratch);
    throw error;
  }
}
