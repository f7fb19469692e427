import {
  createHeap,
  instantiateKernels,
  type KernelBuild,
  type KernelCall,
  type KernelExports,
  type KernelHeap,
  loadKernels,
  makeScratch,
  SCRATCH_BYTES,
} from "../../../engine/kernels/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

/** Sizes that no tile, vector or panel divides evenly, and some that they do. */
export const AWKWARD_SIZES = [1, 3, 4, 5, 17, 50, 52, 200] as const;

/** Batches from one example to many. */
export const AWKWARD_BATCHES = [1, 2, 7, 32, 1024] as const;

/** Written before and behind every output: a kernel that writes beside it is found out. */
const GUARD = 0x7fc0_beef; // the bits of a NaN
const GUARD_WORDS = 16;
const MOST_COMPARED = 1 << 16;

/** The kernels on a heap of their own. */
export interface KernelStage {
  /** Which build. */
  build: KernelBuild;
  /** Numbers put on the heap; `shift` numbers past an aligned place. */
  put(values: ArrayLike<number>, shift?: number): number;
  /** Room for an output, guarded on both sides and filled with NaN. */
  room(size: number, shift?: number): number;
  /** Numbers read from the heap. */
  read(address: number, size: number): Float32Array;
  /** Runs a call whole. */
  run(call: KernelCall): void;
  /** Runs a call in three uneven ranges, last first, and again, unless it works in place: the bits stay. */
  runInParts(call: KernelCall): void;
  /** Throws where something was written beside an output. */
  checkGuards(): void;
}

/** Puts one build of the kernels on a fresh heap. */
export async function openStage(build: KernelBuild): Promise<KernelStage> {
  const heap = createHeap();
  const exports = instantiateKernels(await loadKernels({ shared: false, build }), heap.memory);
  return stageOn({ build, heap, exports });
}

function stageOn(
  { build, heap, exports }: { build: KernelBuild; heap: KernelHeap; exports: KernelExports },
): KernelStage {
  const scratch = makeScratch(heap, exports);
  const guards: number[] = [];
  /** The last of the heap behind the scratch, as bits: what was allocated for the latest call. */
  const wordsBehindScratch = () =>
    new Int32Array(heap.memory.buffer, scratch + SCRATCH_BYTES).slice(-MOST_COMPARED);
  const floats = () => new Float32Array(heap.memory.buffer);
  const guard = (address: number) => {
    new Int32Array(heap.memory.buffer, address, GUARD_WORDS).fill(GUARD);
    guards.push(address);
  };
  const room = (size: number, shift = 0) => {
    const words = 2 * GUARD_WORDS + size + shift;
    const address = heap.allocate(4 * words) + 4 * (GUARD_WORDS + shift);
    guard(address - 4 * GUARD_WORDS);
    floats().fill(NaN, address / 4, address / 4 + size);
    guard(address + 4 * size);
    return address;
  };
  return {
    build,
    room,
    put(values, shift) {
      const address = room(values.length, shift);
      floats().set(values, address / 4);
      return address;
    },
    read: (address, size) => floats().slice(address / 4, address / 4 + size),
    run: ({ kernel, args, units }) => exports[kernel](scratch, ...args, 0, units),
    runInParts({ kernel, args, units, inPlace }) {
      const cuts = [0, Math.floor(units / 3), Math.ceil(units * 0.6), units];
      for (let part = 2; part >= 0; part--) {
        exports[kernel](scratch, ...args, cuts[part], cuts[part + 1]);
      }
      if (inPlace) return;
      const once = wordsBehindScratch();
      exports[kernel](scratch, ...args, 0, units);
      const changed = wordsBehindScratch().findIndex((word, i) => word !== once[i]);
      if (changed >= 0) throw new Error(`${kernel} reads what it writes, and does not say so.`);
    },
    checkGuards() {
      for (const address of guards) {
        const words = new Int32Array(heap.memory.buffer, address, GUARD_WORDS);
        const broken = words.findIndex((word) => word !== GUARD);
        if (broken >= 0) throw new Error(`Something was written beside an output, at ${broken}.`);
      }
      guards.length = 0;
    },
  };
}

/** A test of both builds, each on a fresh heap. */
export function testKernel(name: string, body: (stage: KernelStage) => void): void {
  for (const build of ["relaxed-simd", "simd"] as const) {
    Deno.test(`${name} (${build})`, async () => {
      const stage = await openStage(build);
      body(stage);
      stage.checkGuards();
    });
  }
}

/** Normal pseudo-random numbers from a seed. */
export function randomValues(size: number, seed: number): Float32Array {
  const stream = new RandomStream(seed);
  return Float32Array.from({ length: size }, () => stream.normal());
}
