import type { KernelEngine } from "../../../../engine/backend/mod.ts";
import { startKernelPool } from "../../../../engine/backend/threads/start_kernel_pool.ts";
import {
  createHeap,
  instantiateKernels,
  type KernelBuild,
  loadKernels,
  makeScratch,
  singleThread,
} from "../../../../engine/kernels/mod.ts";

/** A heap with kernels on one thread, or on a pool of several, which share it. */
export async function openEngine(
  { threads = 1, shared = threads > 1, build }: {
    threads?: number;
    shared?: boolean;
    build?: KernelBuild;
  } = {},
): Promise<KernelEngine & { stop(): Promise<void> }> {
  const heap = createHeap({ shared });
  const kernels = await loadKernels({ shared, build });
  const exports = instantiateKernels(kernels, heap.memory);
  const scratch = makeScratch(heap, exports);
  if (threads === 1) return { heap, runner: singleThread(exports, scratch), stop: async () => {} };
  const pool = await startKernelPool({ kernels, heap, scratch, threads });
  return { heap, runner: pool, stop: () => pool.stop() };
}
