import { EnvironmentError } from "../domain/mod.ts";
import type { KernelHeap } from "../kernels/mod.ts";
import type { tf } from "./tensors.ts";

const ALIGNMENT = 16;

/** The part of tfjs' module that is looked into: its plain build names its memory otherwise. */
interface TfjsModule {
  wasmMemory?: WebAssembly.Memory; // threaded build
  asm?: { memory: WebAssembly.Memory }; // plain SIMD build
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** The heap on which a started WebAssembly backend of tfjs keeps its tensors. */
export function openTfjsHeap(backend: tf.KernelBackend): KernelHeap {
  const { wasm } = backend as unknown as { wasm: TfjsModule };
  const blocks = new Map<number, number>(); // tfjs' own addresses, which are not aligned
  return {
    memory: wasm.wasmMemory ?? wasm.asm!.memory,
    allocate(bytes) {
      const block = wasm._malloc(bytes + ALIGNMENT) >>> 0; // tfjs gives a signed number
      if (block === 0) {
        throw new EnvironmentError(
          `Cannot hold ${bytes} bytes: the memory of WebAssembly is full.`,
          "backend",
        );
      }
      const address = Math.ceil(block / ALIGNMENT) * ALIGNMENT;
      blocks.set(address, block);
      return address;
    },
    free(address) {
      const block = blocks.get(address);
      if (block === undefined) throw new RangeError(`Cannot free ${address}: it is not in use.`);
      blocks.delete(address);
      wasm._free(block);
    },
  };
}
