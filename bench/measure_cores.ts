import { measureGain } from "../engine/backend/threads/measure_gain.ts";
import { startKernelPool } from "../engine/backend/threads/start_kernel_pool.ts";
import {
  createHeap,
  instantiateKernels,
  loadKernels,
  makeScratch,
  singleThread,
} from "../engine/kernels/mod.ts";

/**
 * How many times as fast two threads are as one just now, at a plain product that splits evenly: two
 * virtual cores may share a real one, and then no program gains.
 */
export async function measureCores(): Promise<number> {
  const heap = createHeap({ shared: true });
  const kernels = await loadKernels({ shared: true });
  const exports = instantiateKernels(kernels, heap.memory);
  const scratch = makeScratch(heap, exports);
  const pool = await startKernelPool({ kernels, heap, scratch, threads: 2 });
  try {
    return measureGain({ heap, one: singleThread(exports, scratch), all: pool });
  } finally {
    await pool.stop();
  }
}
