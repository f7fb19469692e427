import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { tf } from "../engine/backend/mod.ts";
import { chooseKernelBuild, type KernelCall } from "../engine/kernels/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { openOurStage, type OurStage } from "./our_stage.ts";
import { startBesideStock, withStockKernels } from "./stock_tfjs.ts";
import type { Target } from "./target_definition.ts";

/** Work for a kernel at one size, and the same in other ways. */
export interface KernelSubject {
  /** Such as "256 x 256 x 256". */
  name: string;
  /** Puts the inputs on the stage; gives the calls that are timed and where their output lies. */
  prepare: (stage: OurStage) => { calls: readonly KernelCall[]; output: Place };
  /** The definition as a plain loop in JavaScript; left out where it would take seconds. */
  plain?: () => ArrayLike<number>;
  /** Makes stock tfjs' tensors; gives its operation on them. */
  stock?: () => () => tf.Tensor;
  /** Largest difference that is no fault. */
  tolerance: number;
  /** What a call does. */
  work: { amount: number; unit: string };
}

/** Numbers on the heap of a stage. */
export interface Place {
  /** Where they begin. */
  address: number;
  /** How many they are. */
  size: number;
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
      await startBesideStock();
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
  const { name, plain, stock, tolerance, work } = subject;
  const one = await openRun(subject, 1);
  if (typeof one === "string") throw new RangeError(`Cannot run kernels: ${one}`);
  const two = await openRun(subject, 2);
  const operation = stock && stock();
  const peers: BenchCase["peers"] = {};
  if (operation) peers.tfjs_wasm = withStockKernels(() => operation().dispose());
  if (plain) peers.plain_loop = plain;
  return {
    name,
    ours: one.run,
    oursTwo: typeof two === "string" ? two : two.run,
    peers,
    check: () => {
      one.run();
      const ours = one.read();
      if (typeof two !== "string") {
        two.run();
        assertEquals(two.read(), ours);
      }
      if (plain) assertSame([ours, plain()], tolerance);
      if (!operation) return;
      const tensor = withStockKernels(operation)();
      assertSame([ours, tensor.dataSync()], tolerance);
      tensor.dispose();
    },
    work,
    facts: () => ({ build: chooseKernelBuild() }),
    options: { rounds: 21 },
    close: async () => {
      await one.close();
      if (typeof two !== "string") await two.close();
    },
  };
}

interface StageRun {
  run: () => void;
  read: () => Float32Array;
  close: OurStage["close"];
}

async function openRun(subject: KernelSubject, threads: 1 | 2): Promise<StageRun | string> {
  const stage = await openOurStage({ threads });
  if (typeof stage === "string") return stage;
  const { calls, output } = subject.prepare(stage);
  const prepared = calls.map((call) => stage.runner.prepare(call));
  return {
    run: () => {
      for (const call of prepared) call();
    },
    read: () => stage.read(output.address, output.size),
    close: stage.close,
  };
}

function assertSame([ours, theirs]: ArrayLike<number>[], tolerance: number): void {
  assertEquals(ours.length, theirs.length);
  for (let i = 0; i < ours.length; i++) assertAlmostEquals(ours[i], theirs[i], tolerance);
}
