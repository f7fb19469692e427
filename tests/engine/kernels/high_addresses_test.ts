import { assertEquals, assertLess, assertThrows } from "@std/assert";
import { EnvironmentError } from "../../../engine/domain/mod.ts";
import {
  activation,
  columnProduct,
  convolution,
  convolutionFilterGradient,
  createHeap,
  instantiateKernels,
  type KernelCall,
  type KernelHeap,
  loadKernels,
  lstmForward,
  makeScratch,
  matrixProduct,
  packColumns,
  packConvolution,
  packedBytes,
  packedConvolutionBytes,
  packedGatesBytes,
  packGates,
  singleThread,
  softmax,
} from "../../../engine/kernels/mod.ts";
import { randomValues } from "./kernel_stage.ts";

const TWO_GB = 2 ** 31; // from here on addresses are negative as signed numbers

/** What comes before scratch and numbers: nothing; or so much that one of them lies across 2 GB, or behind. */
const GAPS = [
  0,
  TWO_GB - 1_000,
  TWO_GB - 2 ** 20 - 4_000,
  TWO_GB - 2 ** 20 - 20_000,
  TWO_GB,
  2 ** 32 - 2 ** 21,
];

for (const build of ["relaxed-simd", "simd"] as const) {
  Deno.test(`kernels give the same bits below, across and beyond 2 GB (${build})`, async () => {
    const kernels = await loadKernels({ shared: false, build });
    const outputs = GAPS.map((gap) => {
      const heap = createHeap(); // what nobody touches takes no memory
      if (gap > 0) heap.allocate(gap);
      const exports = instantiateKernels(kernels, heap.memory);
      const { run } = singleThread(exports, makeScratch(heap, exports));
      return runAll(heap, run);
    });
    assertEquals(outputs[0].every((output) => output.every(Number.isFinite)), true);
    for (const [i, gap] of GAPS.entries()) assertEquals(outputs[i], outputs[0], `behind ${gap}`);
  });
}

/** Products, a convolution, its slopes and a recurrence back in time: all that goes by strides. */
function runAll(heap: KernelHeap, run: (call: KernelCall) => void): Float32Array[] {
  const room = (numbers: number) => heap.allocate(4 * numbers);
  const floats = (address: number, size: number) =>
    new Float32Array(heap.memory.buffer, address, size);
  const put = (size: number) => {
    const address = room(size);
    floats(address, size).set(randomValues(size, size));
    return address;
  };
  const [rows, n, k] = [37, 21, 33];
  const [a, b, c, sums] = [put(rows * k), put(k * n), room(rows * n), room(k * n)];
  const packed = heap.allocate(packedBytes({ n, k }));
  run(packColumns({ packed, b, n, k }));
  run(matrixProduct({ c, a, packed, rows, n, k, activation: "tanh" }));
  run(columnProduct({ c: sums, a, b: c, m: k, n, steps: rows }));
  run(softmax({ y: c, x: c, rows, n }));

  const filter = { batch: 2, rows: 9, columns: 13, channels: 3, filters: 5 };
  const shape = { ...filter, kernelRows: 3, kernelColumns: 2, padding: { top: 1, left: 1 } };
  const [x, weights, image, slopes] = [put(702), put(90), room(2 * 8 * 13 * 5), room(90)];
  const taps = heap.allocate(packedConvolutionBytes(shape));
  run(packConvolution({ ...shape, packed: taps, weights }));
  run(convolution({ ...shape, out: image, x, packed: taps }));
  run(convolutionFilterGradient({ ...shape, out: slopes, x, slope: image }));

  const [units, steps] = [10, 6];
  const gates = [3, units].map((inputs) => ({ k: inputs, units, gates: 4 }));
  const [packedInput, packedRecurrent] = gates.map((sizes) => {
    const address = heap.allocate(packedGatesBytes(sizes));
    run(packGates({ packed: address, weights: put(sizes.k * 4 * units), ...sizes }));
    return address;
  });
  const h = room(7 * steps * units);
  const sequence = { address: put(7 * steps * 3) + 4 * 3 * (steps - 1), row: steps * 3, step: -3 };
  const out = { address: h, row: steps * units, step: units };
  const layer = { batch: 7, steps, inputs: 3, units };
  run(lstmForward({ out, x: sequence, packedInput, packedRecurrent }, layer));
  run(activation({ out: h, x: h, n: 99, activation: "sigmoid" }));
  return [[c, rows * n], [sums, k * n], [image, 1_040], [slopes, 90], [h, 7 * steps * units]]
    .map(([address, size]) => floats(address, size).slice());
}

Deno.test("no address reaches 2^32, where the end of a block would be 0", () => {
  const heap = createHeap();
  const last = heap.allocate(2 ** 32 - 2 ** 16 - 2 ** 10);
  const behind = heap.allocate(16);
  assertLess(last, behind);
  assertThrows(() => heap.allocate(2 ** 10), EnvironmentError, "is full");
});
