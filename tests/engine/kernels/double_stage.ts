import type { KernelStage } from "./kernel_stage.ts";

/** 64-bit numbers put on the heap of a stage; `shift` 32-bit words past an aligned place. */
export function putDoubles(stage: KernelStage, values: Float64Array, shift = 0): number {
  return stage.put(new Float32Array(Float64Array.from(values).buffer), shift);
}

/** Guarded room for 64-bit numbers. */
export function roomForDoubles(stage: KernelStage, size: number, shift = 0): number {
  return stage.room(2 * size, shift);
}

/** 64-bit numbers read from the heap of a stage. */
export function readDoubles(stage: KernelStage, address: number, size: number): Float64Array {
  return new Float64Array(stage.read(address, 2 * size).buffer);
}
