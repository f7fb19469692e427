import type { RunningKernels } from "../../backend/mod.ts";

/** Columns of numbers on the kernels' heap, given back together. */
export class HeapColumns {
  readonly #heap: RunningKernels["heap"];
  readonly #addresses: number[] = [];

  constructor(heap: RunningKernels["heap"]) {
    this.#heap = heap;
  }

  /** Copies a column there; its address. Throws EnvironmentError where the memory is full. */
  put(values: Float64Array | Int32Array): number {
    const address = this.#heap.allocate(Math.max(8, values.byteLength));
    this.#addresses.push(address);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.#heap.memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  /** Gives all back. */
  free(): void {
    for (const address of this.#addresses) this.#heap.free(address);
  }
}
