import {
  createHeap,
  instantiateKernels,
  type KernelBuild,
  type KernelHeap,
  type KernelRunner,
  loadKernels,
  makeScratch,
  singleThread,
} from "../engine/kernels/mod.ts";
import { startKernelPool } from "../engine/backend/start_kernel_pool.ts";

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** The kernels on a heap of their own, without tfjs. */
export interface OurStage {
  /** Which build of the kernels. */
  build: KernelBuild;
  /** Memory. */
  heap: KernelHeap;
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

/** How the kernels are opened. */
export interface OurStageOptions {
  /** Threads, the caller's included. */
  threads: 1 | 2;
  /** Which build; the best that runs here, unless given. */
  build?: KernelBuild;
}

/**
 * Opens the kernels on a number of threads, the one place that the benches of kernels take them
 * from; a sentence where that number of threads cannot be had.
 */
export async function openOurStage(options: OurStageOptions): Promise<OurStage | string> {
  const { threads } = options;
  if (threads > navigator.hardwareConcurrency) return `${navigator.hardwareConcurrency} core here`;
  const heap = createHeap({ shared: threads > 1 });
  const kernels = await loadKernels({ shared: threads > 1, build: options.build });
  const parts = { build: kernels.build, heap, ...accessTo(heap) };
  if (threads === 1) {
    const exports = instantiateKernels(kernels, heap.memory);
    return { ...parts, runner: singleThread(exports, makeScratch(heap, exports)), close: () => {} };
  }
  const pool = await startKernelPool({ kernels, heap, threads });
  return { ...parts, runner: pool, close: () => pool.stop() };
}

function accessTo({ memory, allocate }: KernelHeap): Pick<OurStage, "put" | "room" | "read"> {
  const floats = () => new Float32Array(memory.buffer);
  const room = (size: number) => allocate(size * FLOAT_BYTES);
  return {
    room,
    put(values) {
      const address = room(values.length);
      floats().set(values, address / FLOAT_BYTES);
      return address;
    },
    read: (address, size) => floats().slice(address / FLOAT_BYTES, address / FLOAT_BYTES + size),
  };
}
