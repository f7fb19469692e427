import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import type { Worker } from "node:worker_threads";
import { startKernelPool } from "../../../engine/backend/threads/start_kernel_pool.ts";
import { startPoolWorker } from "../../../engine/backend/threads/start_pool_worker.ts";
import { EnvironmentError } from "../../../engine/domain/mod.ts";
import {
  createHeap,
  instantiateKernels,
  type KernelRunner,
  loadKernels,
  makeScratch,
  matrixProduct,
  packColumns,
  packedBytes,
  SCRATCH_BYTES,
  singleThread,
} from "../../../engine/kernels/mod.ts";
import { randomValues } from "../kernels/kernel_stage.ts";
import { compileWayward, WAYS, waywardCall } from "./wayward_kernels.ts";

const UNITS = 1_000;

/** A pool with the wayward kernel, and what a test looks at. */
async function openWayward(threads: number) {
  const workers: Worker[] = [];
  const losses: string[] = [];
  const heap = createHeap({ shared: true });
  const caller = heap.allocate(SCRATCH_BYTES);
  const pool = await startKernelPool({
    kernels: await compileWayward(),
    heap,
    scratch: caller,
    threads,
    onLoss: (note) => losses.push(note),
    patienceMs: 1_000,
    openWorker: async (settings) => {
      const worker = await startPoolWorker(settings);
      workers.push(worker);
      return worker;
    },
  });
  const [values, places, begun] = [4 * UNITS, 4 * UNITS, 16].map(heap.allocate);
  const view = (address: number) => new Int32Array(heap.memory.buffer, address, UNITS);
  let base = 0;
  /** Runs a call, checks every unit of its output, and counts the units that workers did. */
  const run = (way: keyof typeof WAYS, { inPlace = false, units = UNITS } = {}): number => {
    base += UNITS;
    view(begun)[0] = 0;
    const args = { values, scratches: places, begun, caller, way: WAYS[way], base };
    pool.run(waywardCall(args, { units, inPlace }));
    const wrong = view(values).subarray(0, units).findIndex((value, i) => value !== base + i);
    assertEquals(wrong, -1, `unit ${wrong} of a call that is to ${way}`);
    return view(places).subarray(0, units).filter((place) => place !== caller).length;
  };
  const letReturn = () => void Atomics.store(view(begun), 1, 1);
  return { pool, run, workers, losses, letReturn };
}

async function withWayward(
  threads: number,
  body: (stage: Awaited<ReturnType<typeof openWayward>>) => void | Promise<void>,
): Promise<void> {
  const stage = await openWayward(threads);
  try {
    await body(stage);
  } finally {
    await stage.pool.stop();
  }
}

Deno.test("a pool gives the same bits on any number of threads", async () => {
  const heap = createHeap({ shared: true });
  const kernels = await loadKernels({ shared: true });
  const exports = instantiateKernels(kernels, heap.memory);
  const scratch = makeScratch(heap, exports);
  const alone = singleThread(exports, scratch);
  const products = [[300, 200, 100], [7, 1000, 300], [1, 3001, 700], [129, 33, 1025]]
    .map(([rows, n, k]) => makeProduct(heap, { rows, n, k }));
  const digest = (runner: KernelRunner) =>
    products.flatMap(({ pack, multiply, read, clear }) => {
      const runs = [() => runner.run(multiply), runner.prepare(multiply)];
      return runs.map((run) => {
        clear();
        runner.run({ ...pack, multiplyAdds: 1e6 }); // small, yet shared
        run();
        return read();
      });
    });
  const expected = digest(alone);
  assert(expected.every((values) => values.every(Number.isFinite)));
  for (const threads of [2, 3, 4]) {
    const pool = await startKernelPool({ kernels, heap, scratch, threads });
    for (let round = 0; round < 5; round++) assertEquals(digest(pool), expected);
    assertEquals([pool.threads, pool.note], [threads, undefined]);
    await pool.stop();
  }
});

Deno.test("workers take part in a large call, none but the caller in a small one", () =>
  withWayward(3, ({ run }) => {
    assertGreater(run("shared"), 0);
    assertEquals(run("well", { units: 1 }), 0);
  }));

Deno.test("no unit is lost or done for another call, in thousands of calls", () =>
  withWayward(4, async ({ run }) => {
    for (let call = 0; call < 20_000; call++) {
      run("well", { units: 1 + call * 7919 % UNITS });
      if (call % 4_000 === 0) await new Promise((resolve) => setTimeout(resolve, 5)); // they sleep
    }
  }));

Deno.test("a thread on which a kernel fails is done without, out loud", () =>
  withWayward(2, ({ pool, run, losses }) => {
    assertEquals(run("trap"), 0);
    assertEquals(losses, ["a thread was lost (a kernel failed on it); 1 of 2 go on"]);
    assertEquals([pool.threads, pool.note], [1, losses[0]]);
    assertEquals(run("well"), 0);
  }));

Deno.test("a thread that does not answer is given up in the end, for good", () =>
  withWayward(2, async ({ pool, run, losses, letReturn }) => {
    const start = performance.now();
    assertEquals(run("return late"), 0);
    assertGreater(performance.now() - start, 900);
    assertLess(performance.now() - start, 20_000);
    assertEquals(losses, ["a thread was lost (it does not answer); 1 of 2 go on"]);
    letReturn(); // it finishes its chunk, and nobody would wait for it to do another
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let call = 0; call < 1_000; call++) assertEquals(run("well"), 0);
    assertEquals(pool.threads, 1);
  }));

Deno.test("a thread lost among several leaves the others at work", () =>
  withWayward(4, async ({ pool, run, workers, losses }) => {
    await workers[1].terminate();
    await new Promise((resolve) => setTimeout(resolve, 10));
    assertEquals([pool.threads, losses], [3, ["a thread was lost (it ended); 3 of 4 go on"]]);
    assertGreater(run("shared"), 0);
    for (let call = 0; call < 100; call++) run("well");
  }));

Deno.test("threads that are ended just before and during calls lose nothing", async () => {
  for (let delay = 0; delay < 3; delay++) {
    await withWayward(3, async ({ pool, run, workers }) => {
      run("well");
      workers.forEach((worker) => worker.terminate());
      await new Promise((resolve) => setTimeout(resolve, delay));
      for (let call = 0; call < 200; call++) run("well");
      await new Promise((resolve) => setTimeout(resolve, 1_100)); // no wait is longer
      assertEquals(pool.threads, 1);
      run("well");
    });
  }
});

Deno.test("numbers that are changed in place are not changed twice", () =>
  withWayward(2, ({ run }) => {
    assertThrows(() => run("trap", { inPlace: true }), EnvironmentError, "a thread died");
    assertEquals(run("well", { inPlace: true }), 0);
  }));

Deno.test("a kernel that fails on every thread throws, and the caller goes on", () =>
  withWayward(2, ({ pool, run }) => {
    assertThrows(() => run("trap everywhere"), WebAssembly.RuntimeError);
    assertThrows(() => run("trap everywhere"), WebAssembly.RuntimeError);
    run("well");
    assertLess(pool.threads, 3);
  }));

Deno.test("a stopped pool goes on alone", async () => {
  const { pool, run } = await openWayward(2);
  await pool.stop();
  await pool.stop();
  assertEquals([pool.threads, pool.note, run("well")], [1, undefined, 0]);
});

function makeProduct(
  heap: ReturnType<typeof createHeap>,
  { rows, n, k }: { rows: number; n: number; k: number },
) {
  const put = (values: Float32Array) => {
    const address = heap.allocate(4 * values.length);
    new Float32Array(heap.memory.buffer).set(values, address / 4);
    return address;
  };
  const [a, b, bias] = [rows * k, k * n, n].map((size, seed) => put(randomValues(size, seed)));
  const [packed, c] = [packedBytes({ n, k }), 4 * rows * n].map(heap.allocate);
  const output = () => new Float32Array(heap.memory.buffer, c, rows * n);
  return {
    pack: packColumns({ packed, b, bias, n, k }),
    multiply: matrixProduct({ c, a, packed, rows, n, k, activation: "tanh" }),
    clear: () => void output().fill(NaN),
    read: () => output().slice(),
  };
}
