import type { KernelCall } from "../../kernels/mod.ts";
import { MOST_CHUNKS, type SharedCall } from "./pool_control.ts";

/**
 * Calls of fewer multiplications than this are not shared: they take less than 10 µs, and to share
 * one costs 1 to 3 µs even where all threads are awake.
 */
export const LEAST_SHARED = 150_000;

/** Multiplications in a chunk, about: 3 µs, where taking a chunk costs 0.1. */
const LEAST_CHUNK = 50_000;

/** A thread that comes late, or is held up by a neighbour, delays a call by one chunk at most. */
const CHUNKS_PER_THREAD = 4;

/** Cuts a call into equal chunks of whole grains, written into `into`; one when it is too small. */
export function divideCall(
  { units, multiplyAdds, grain = 1 }: KernelCall,
  { threads, into }: { threads: number; into: SharedCall },
): SharedCall {
  const chunks = Math.min(
    CHUNKS_PER_THREAD * threads,
    Math.floor(multiplyAdds / LEAST_CHUNK),
    MOST_CHUNKS >> 1, // as rounding below can double their number
  );
  const grains = Math.ceil(units / grain);
  into.units = units;
  into.unitsPerChunk = Math.max(1, Math.floor(grains / Math.max(1, chunks))) * grain;
  into.chunks = Math.ceil(units / into.unitsPerChunk);
  return into;
}
