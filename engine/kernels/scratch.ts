import type { KernelExports } from "./kernel_exports.ts";
import type { KernelHeap } from "./kernel_heap.ts";

/** Bytes of scratch that every kernel may count on, per thread. */
export const SCRATCH_BYTES = 1 << 20;

/** Bytes in front of a scratch that hold the kernels' constants. */
const HEAD_BYTES = 192;

/** Makes the scratch of one thread and gives its address, which is every kernel's first argument. */
export function makeScratch(heap: KernelHeap, exports: KernelExports): number {
  const scratch = heap.allocate(HEAD_BYTES + SCRATCH_BYTES) + HEAD_BYTES;
  exports.prepareScratch(scratch);
  return scratch;
}

/** Gives a scratch back. */
export function freeScratch(heap: KernelHeap, scratch: number): void {
  heap.free(scratch - HEAD_BYTES);
}
