import { assertAlmostEquals, assertEquals } from "@std/assert";
import type * as tf from "@tensorflow/tfjs-core";
import type { KernelEngine } from "../engine/backend/mod.ts";
import type { KernelCall } from "../engine/kernels/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { openOurKernels } from "./open_our_kernels.ts";
import { assertStock, startStock } from "./start_stock.ts";
import type { Target } from "./target_definition.ts";

/** Numbers that are no fault, against the rivals, unless a subject says otherwise. */
const TOLERANCE = 1e-5;

/** Work for kernels at one size, and the same in other ways. */
export interface KernelSubject {
  /** Such as "256 x 256 x 256". */
  name: string;
  /**
   * Puts the inputs on the heap; gives the calls that are timed and where their output lies, or a
   * function that does it all and gives the output.
   */
  prepare: (heap: BenchHeap) =>
    | { calls: readonly KernelCall[]; output: Place }
    | { run: () => Float32Array };
  /** The definition as a plain loop in JavaScript; left out where it would take seconds. */
  plain?: () => ArrayLike<number>;
  /** Makes stock tfjs' tensors; gives its operation on them. */
  stock?: () => () => tf.Tensor;
  /** Whether ours and stock tfjs' numbers are copied into an array of JavaScript each time. */
  readsBack?: boolean;
  /** Largest difference that is no fault, 0.00001 unless given. */
  tolerance?: number;
  /** What a call does. */
  work: { amount: number; unit: string };
}

/** Numbers on a heap. */
export interface Place {
  /** Where they begin. */
  address: number;
  /** How many they are. */
  size: number;
}

/** A heap with kernels, for a bench. */
export interface BenchHeap {
  /** Puts numbers on the heap; gives their address. */
  put: (values: ArrayLike<number>) => number;
  /** Room for so many numbers; gives its address. */
  room: (size: number) => number;
  /** Runs a call that is not timed, such as packing. */
  run: (call: KernelCall) => void;
  /** The heap itself and what does calls on it. */
  engine: KernelEngine;
}

/** Kernels, called directly, beside the plain loop and beside stock tfjs' operation. */
export function kernelBench(
  about: string,
  { subjects, targets }: { subjects: readonly KernelSubject[]; targets?: readonly Target[] },
): Bench {
  return {
    about,
    targets,
    async *cases(): AsyncIterable<BenchCase> {
      await startStock();
      for (const subject of subjects) yield await makeCase(subject);
    },
  };
}

/** Normal pseudo-random numbers from a seed. */
export function drawNumbers(size: number, seed: number): Float32Array {
  const stream = new RandomStream(seed);
  return Float32Array.from({ length: size }, () => stream.normal());
}

async function makeCase(subject: KernelSubject): Promise<BenchCase> {
  const { name, plain, readsBack = false, tolerance = TOLERANCE, work } = subject;
  const [one, two] = [await openOurKernels(1), await openOurKernels(2)];
  if (typeof one === "string") throw new RangeError(`Cannot run kernels: ${one}`);
  const ours = openRun(one, subject);
  const oursTwo = typeof two === "string" ? two : openRun(two, subject);
  const operation = subject.stock?.();
  const runStock = operation && (() => readAndDispose(operation(), readsBack));
  return {
    name,
    ours,
    oursTwo,
    peers: { ...(runStock && { tfjs_wasm: runStock }), ...(plain && { plain_loop: plain }) },
    check: () => {
      const numbers = ours(true)!;
      if (typeof oursTwo !== "string") assertEquals(oursTwo(true), numbers);
      if (plain) assertSame([numbers, plain()], tolerance);
      if (operation) assertSame([numbers, readAndDispose(operation(), true)!], tolerance);
    },
    work,
    facts: () => {
      assertStock();
      return { kernels: one.build };
    },
    options: { rounds: 21 },
    close: async () => {
      if (typeof two !== "string") await two.stop();
    },
  };
}

/** A run of the calls, which gives their output if told to, or if the subject reads it back. */
function openRun(
  engine: KernelEngine,
  { prepare, readsBack = false }: KernelSubject,
): (reads?: boolean) => Float32Array | undefined {
  const { heap, runner } = engine;
  const room = (size: number) => heap.allocate(Float32Array.BYTES_PER_ELEMENT * size);
  const put = (values: ArrayLike<number>) => {
    const address = room(values.length);
    new Float32Array(heap.memory.buffer, address).set(values);
    return address;
  };
  const ready = prepare({ room, put, run: (call) => runner.run(call), engine });
  if ("run" in ready) return ready.run;
  const { calls, output } = ready;
  const prepared = calls.map((call) => runner.prepare(call));
  return (reads = readsBack) => {
    for (const call of prepared) call();
    if (reads) return new Float32Array(heap.memory.buffer, output.address, output.size).slice();
  };
}

function readAndDispose(tensor: tf.Tensor, reads: boolean): Float32Array | undefined {
  const numbers = reads ? tensor.dataSync<"float32">() : undefined;
  tensor.dispose();
  return numbers;
}

function assertSame([ours, theirs]: ArrayLike<number>[], tolerance: number): void {
  assertEquals(ours.length, theirs.length);
  for (let i = 0; i < ours.length; i++) assertAlmostEquals(ours[i], theirs[i], tolerance);
}
