import {
  createHeap,
  instantiateKernels,
  type KernelRunner,
  loadKernels,
  SCRATCH_BYTES,
  singleThread,
} from "../engine/kernels/mod.ts";

/** The kernels on a heap of their own, without tfjs. */
export interface OurStage {
  /** Does calls, on as many threads as the stage was opened with. */
  runner: KernelRunner;
  /** Puts numbers on the heap; gives their address. */
  put: (values: ArrayLike<number>) => number;
  /** Room for so many numbers; gives its address. */
  room: (size: number) => number;
  /** Numbers read from the heap. */
  read: (address: number, size: number) => Float32Array;
  /** Ends the threads, if any. */
  close: () => void | Promise<void>;
}

/**
 * Opens the kernels on a number of threads, the one place that the benches of kernels take them
 * from; a sentence where that number of threads cannot be had.
 */
export async function openOurStage({ threads }: { threads: 1 | 2 }): Promise<OurStage | string> {
  if (threads === 2) return "kernels have no pool of threads outside of the backend";
  const heap = createHeap();
  const exports = instantiateKernels(await loadKernels({ shared: false }), heap.memory);
  const floats = () => new Float32Array(heap.memory.buffer);
  const room = (size: number) => heap.allocate(size * Float32Array.BYTES_PER_ELEMENT);
  return {
    runner: singleThread(exports, heap.allocate(SCRATCH_BYTES)),
    room,
    put(values) {
      const address = room(values.length);
      floats().set(values, address / Float32Array.BYTES_PER_ELEMENT);
      return address;
    },
    read(address, size) {
      const start = address / Float32Array.BYTES_PER_ELEMENT;
      return floats().slice(start, start + size);
    },
    close: () => {},
  };
}
