import { runKernelsOn, type RunningKernels } from "../../../engine/backend/run_kernels_on.ts";
import { createHeap } from "../../../engine/kernels/mod.ts";

/** Kernels on a heap of their own, on so many threads, beside whatever else was started. */
export function openKernels(threads = 1): Promise<RunningKernels> {
  return runKernelsOn(createHeap({ shared: threads > 1 }), { threads, isAsked: true });
}
