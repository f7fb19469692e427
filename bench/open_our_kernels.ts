import { createHeap } from "../engine/kernels/mod.ts";
import { runKernelsOn, type RunningKernels } from "../engine/backend/run_kernels_on.ts";

/**
 * Our kernels on a heap of their own, as `startKernels` starts them, but as often as wanted in one
 * process; a sentence where that number of threads cannot be had.
 */
export async function openOurKernels(threads: 1 | 2): Promise<RunningKernels | string> {
  const cores = navigator.hardwareConcurrency;
  if (threads > cores) return `${cores} core here`;
  const heap = createHeap({ shared: threads > 1 });
  const kernels = await runKernelsOn(heap, { threads, isAsked: true });
  const { report } = kernels;
  return report.threads === threads ? kernels : report.threadsNote!;
}
