/**
 * Started by kernel_pool_endings_test.ts in a process of its own: starts a pool of three threads,
 * multiplies on it, prints that it did, and ends as the argument says.
 */
import { isMainThread, Worker, workerData } from "node:worker_threads";
import type { KernelPool } from "../../../engine/backend/threads/kernel_pool.ts";
import { startKernelPool } from "../../../engine/backend/threads/start_kernel_pool.ts";
import {
  createHeap,
  instantiateKernels,
  type KernelCall,
  loadKernels,
  makeScratch,
  matrixProduct,
  packedBytes,
} from "../../../engine/kernels/mod.ts";
import { countWorkers, waitForWorkers } from "./count_workers.ts";

const SIZE = 256;
const SMALL = { rows: 96, n: 64, k: 64 }; // and yet shared
const kernels = await loadKernels({ shared: true });
const ending = isMainThread ? Deno.args[0] : workerData;

const { pool, call } = await startMultiplying();
if (ending === "calls") { for (;;) pool.run(call); // in a worker: until the process ends
 }
if (ending === "owner") setInterval(() => pool.run(call), 1); // in a worker: until it is ended
say("multiplied");
if (ending === "throw") throw new Error("on purpose");
if (ending === "reject") Promise.reject(new Error("on purpose"));
if (ending === "exit") Deno.exit(3);
if (ending === "wait") await wait(60_000);
if (ending === "exit in the middle") {
  new Worker(new URL(import.meta.url), { workerData: "calls" });
  await wait(1_000);
  Deno.exit(3);
}
if (ending === "owner ends") await endOwner();
if (ending === "many") await startAndStopMany();
if (ending === "allocation") measureAllocation();

async function startMultiplying(): Promise<{ pool: KernelPool; call: KernelCall }> {
  const heap = createHeap({ shared: true });
  const scratch = makeScratch(heap, instantiateKernels(kernels, heap.memory));
  const pool = await startKernelPool({ kernels, heap, scratch, threads: 3 });
  const [a, c, packed] = [4 * SIZE ** 2, 4 * SIZE ** 2, packedBytes({ n: SIZE, k: SIZE })]
    .map(heap.allocate);
  const call = matrixProduct({ c, a, packed, rows: SIZE, n: SIZE, k: SIZE });
  pool.run(call);
  return { pool, call };
}

/** Ends a worker that has a pool: the pool's threads must end too. */
async function endOwner(): Promise<void> {
  await pool.stop();
  await waitForWorkers(0);
  const owner = new Worker(new URL(import.meta.url), { workerData: "owner" });
  await waitForWorkers(3);
  await wait(200);
  await owner.terminate();
  await waitForWorkers(0);
}

/** Nothing may be left of a hundred pools. */
async function startAndStopMany(): Promise<void> {
  let early = 0;
  for (let round = 1; round <= 100; round++) {
    const { pool } = await startMultiplying();
    await pool.stop();
    if (round === 30) early = Deno.memoryUsage().rss;
  }
  await pool.stop();
  await waitForWorkers(0);
  const grown = (Deno.memoryUsage().rss - early) / 70 / 1e6;
  if (grown > 0.5) throw new Error(`${grown} MB more with every pool`);
  say(`${grown.toFixed(3)} MB, ${countWorkers()} workers`);
}

/** Needs `--v8-flags=--expose-gc`. */
function measureAllocation(): void {
  const { gc } = globalThis as unknown as { gc(): void };
  const calls = 5_000;
  const small = matrixProduct({ ...SMALL, c: call.args[0], a: call.args[2], packed: call.args[4] });
  for (const run of [() => pool.run(small), pool.prepare(small)]) {
    let least = Infinity; // its code is optimised in the background, sooner or later
    for (let round = 0; round < 50 && least > 8; round++) {
      gc();
      const before = Deno.memoryUsage().heapUsed;
      for (let i = 0; i < calls; i++) run();
      least = Math.min(least, (Deno.memoryUsage().heapUsed - before) / calls);
    }
    if (least > 8) throw new Error(`${least} bytes a call`);
  }
}

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text + "\n"));
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
