import {
  type KernelHeap,
  type KernelRunner,
  matrixProduct,
  packColumns,
  packedBytes,
} from "../../kernels/mod.ts";

/** A product of these sizes takes about a third of a millisecond on one thread. */
const SIZE = 160;

/** Rounds, of which the median counts; the first few only make the code fast. */
const ROUNDS = 9;
const WARM_UP = 4;

/** How many times faster a fixed product is on all threads of a runner than on one, in a few ms. */
export function measureGain(
  { heap, one, all }: { heap: KernelHeap; one: KernelRunner; all: KernelRunner },
): number {
  const bytes = 4 * SIZE ** 2;
  const packed = heap.allocate(packedBytes({ n: SIZE, k: SIZE }));
  const [a, b, c] = [bytes, bytes, bytes].map(heap.allocate);
  // All zeros: what the heap held might be numbers that are slow to multiply.
  for (const start of [a, b]) new Uint8Array(heap.memory.buffer, start, bytes).fill(0);
  one.run(packColumns({ packed, b, n: SIZE, k: SIZE }));
  const call = matrixProduct({ c, a, packed, rows: SIZE, n: SIZE, k: SIZE });
  const ratios: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const alone = timeOf(one, call);
    const together = timeOf(all, call);
    if (round >= WARM_UP) ratios.push(alone / together);
  }
  for (const address of [packed, a, b, c]) heap.free(address);
  return ratios.sort((a, b) => a - b)[ROUNDS >> 1];
}

function timeOf(runner: KernelRunner, call: Parameters<KernelRunner["run"]>[0]): number {
  const start = performance.now();
  runner.run(call);
  return performance.now() - start;
}
