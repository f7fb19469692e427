import { EnvironmentError } from "../../domain/mod.ts";
import type { KernelHeap } from "../../kernels/mod.ts";

/** The part of tfjs' WebAssembly module that is used: where its memory is depends on the build. */
export interface TfjsModule {
  /** Memory of the threaded build. */
  wasmMemory?: WebAssembly.Memory;
  /** Exports of the plain build. */
  asm: { memory?: WebAssembly.Memory };
  /** Address of so many bytes, 8-byte aligned; 0 when full. */
  _malloc(bytes: number): number;
  /** Gives back what `_malloc` gave. */
  _free(address: number): void;
}

const ALIGNMENT = 16;

/** tfjs' own heap, for kernels that read and write its tensors where they lie. */
export function tfjsHeap(module: TfjsModule): KernelHeap {
  const memory = module.wasmMemory ?? module.asm.memory;
  if (memory === undefined) {
    throw new EnvironmentError("Cannot start WebAssembly: tfjs shows no memory.", "backend");
  }
  const places = new Map<number, number>(); // by aligned address, where the block really starts
  return {
    memory,
    allocate(bytes) {
      const place = allocateBlock(module, bytes + ALIGNMENT);
      const address = place + ALIGNMENT - place % ALIGNMENT;
      places.set(address, place);
      return address;
    },
    free(address) {
      const place = places.get(address);
      if (place === undefined) throw new RangeError(`Cannot free ${address}: it is not in use.`);
      places.delete(address);
      module._free(place);
    },
  };
}

function allocateBlock(module: TfjsModule, bytes: number): number {
  let place = 0;
  let cause: unknown;
  try {
    place = module._malloc(bytes) >>> 0; // an address beyond 2 GB comes as a negative number
  } catch (error) {
    cause = error;
  }
  if (place !== 0) return place;
  throw new EnvironmentError(
    `Cannot hold ${bytes} bytes: the memory of WebAssembly is full.`,
    "backend",
    { cause },
  );
}
