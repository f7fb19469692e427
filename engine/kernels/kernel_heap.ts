import { EnvironmentError } from "../domain/mod.ts";

/** Linear memory that kernels work on, tfjs' or our own. */
export interface KernelHeap {
  /** The memory itself; take views of its buffer afresh, as it may grow. */
  readonly memory: WebAssembly.Memory;
  /** Address of so many bytes, 16-byte aligned, their content unknown; throws EnvironmentError when full. */
  allocate(bytes: number): number;
  /** Gives back what `allocate` gave. */
  free(address: number): void;
}

const PAGE = 65_536;
const MOST_PAGES = 65_535; // not the last: where a block ends must be a number of 32 bits too
const ALIGNMENT = 16;

/**
 * A heap of our own, for a process that runs networks without tfjs: it grows, and reuses a freed
 * block for a request of the same size.
 */
export function createHeap({ shared = false }: { shared?: boolean } = {}): KernelHeap {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared });
  let top = ALIGNMENT; // address 0 stands for "none"
  const sizes = new Map<number, number>();
  const freed = new Map<number, number[]>();
  return {
    memory,
    allocate(bytes) {
      const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
      const reused = freed.get(size)?.pop();
      const address = reused ?? top;
      if (reused === undefined) {
        growTo(memory, top + size);
        top += size;
      }
      sizes.set(address, size);
      return address;
    },
    free(address) {
      const size = sizes.get(address);
      if (size === undefined) throw new RangeError(`Cannot free ${address}: it is not in use.`);
      sizes.delete(address);
      const places = freed.get(size) ?? [];
      places.push(address);
      freed.set(size, places);
    },
  };
}

function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch (cause) {
    throw new EnvironmentError(
      `Cannot hold ${bytes} bytes: the memory of WebAssembly is full.`,
      "backend",
      { cause },
    );
  }
}
