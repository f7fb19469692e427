import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  type BackendReport,
  startBackend,
  startKernels,
  stopBackend,
} from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { ConfigurationError, EnvironmentError } from "../../../engine/domain/mod.ts";
import {
  chooseKernelBuild,
  matrixProduct,
  packColumns,
  packedBytes,
} from "../../../engine/kernels/mod.ts";

const SCRIPT = new URL("run_backend.ts", import.meta.url).pathname;
const PROJECT = new URL("../../../", import.meta.url).pathname;
const hasTwoCores = navigator.hardwareConcurrency >= 2;
const DIST = new URL(".", import.meta.resolve("@tensorflow/tfjs-backend-wasm")).pathname;

interface Run {
  code: number;
  errors: string;
  milliseconds: number;
  said?: { report: BackendReport; digest: string; isWorkerKept: boolean };
}

/** Runs the script in a process of its own, from another folder, with just these permissions. */
async function run(args: string[], permissions = [`--allow-read=${PROJECT}`]): Promise<Run> {
  const start = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", ...permissions, SCRIPT, ...args],
    cwd: "/",
    env: { NO_COLOR: "1" },
  }).output();
  const [line, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  const said = line === "" ? undefined : JSON.parse(line);
  return { code, errors, milliseconds: performance.now() - start, said };
}

Deno.test({
  name: "one and two threads give the same bits, and end by themselves",
  ignore: !hasTwoCores,
  fn: async () => {
    const [one, two] = [await run(["1"]), await run(["2"])];
    assertEquals([one.errors, one.code], ["", 0]);
    assertEquals([two.errors, two.code], ["", 0]);
    assertEquals(one.said!.report.threads, 1);
    assertEquals(two.said!.report.threads, 2);
    assertEquals(two.said!.report.threadsNote, undefined);
    assertEquals(two.said!.digest, one.said!.digest);
    assert(two.said!.isWorkerKept && one.said!.isWorkerKept);
  },
});

for (const [ending, code] of [["throw", 1], ["reject", 1], ["exit", 3]] as const) {
  Deno.test(`threads do not hold up a process that ends by ${ending}`, async () => {
    const { code: actual, errors, milliseconds } = await run(["2", ending]);
    assertEquals(actual, code, errors);
    assertEquals(errors.includes("on purpose"), ending !== "exit");
    assertLess(milliseconds, 30_000);
  });
}

Deno.test("an interrupt ends a process with threads", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-read", SCRIPT, "2", "sleep"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read(); // it has started
  const start = performance.now();
  child.kill("SIGINT");
  assertEquals((await child.status).signal, "SIGINT");
  await reader.cancel();
  assertLess(performance.now() - start, 20_000);
});

Deno.test("without permission the error names the flag", async () => {
  const { code, errors } = await run(["1"], []);
  assertEquals(code, 1);
  assertStringIncludes(errors, "EnvironmentError: Cannot start WebAssembly: no permission");
  assertStringIncludes(errors, `--allow-read=${DIST}`);
});

Deno.test({
  name: "threads that may not start leave one, and a note that says why",
  ignore: !hasTwoCores,
  fn: async () => {
    const kernels = `${PROJECT}engine/kernels`;
    const { code, errors, said } = await run(["2"], [`--allow-read=${DIST},${kernels}`]);
    assertEquals([errors, code], ["", 0]);
    assertEquals(said!.report.threads, 1);
    assertMatch(said!.report.threadsNote!, /^one thread, as more cannot start: .*--allow-read/);
  },
});

Deno.test({
  name: "more threads than cores are not started",
  ignore: navigator.hardwareConcurrency >= 8, // no more than 8 can be asked for
  fn: async () => {
    const { said } = await run(["8"]);
    const cores = navigator.hardwareConcurrency;
    assertEquals(said!.report.threads, cores);
    assertEquals(said!.report.threadsNote, `8 threads asked for, ${cores} cores here`);
  },
});

Deno.test("a second start gives the same report, another number of threads is refused", async () => {
  const report = await startBackend();
  assertEquals(await startBackend(), report);
  assertEquals([report.backend, report.simd, tf.getBackend()], ["wasm", true, "wasm"]);
  assertEquals(report.tfjsVersion, "4.22.0");
  const other = report.threads === 5 ? 6 : 5;
  assertThrows(() => startBackend({ threads: other }), ConfigurationError, "it was started on");
  for (const threads of [0, 1.5, 9, NaN]) {
    assertThrows(() => startBackend({ threads }), ConfigurationError, "need 1 to 8");
  }
});

Deno.test("a stopped backend can be started again, with other threads", async () => {
  await stopBackend();
  const { threads } = await startBackend({ threads: 1 });
  assertEquals(threads, 1);
  assertEquals(tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0], 11);
  await stopBackend();
  assertThrows(() => tf.matMul([[1]], [[1]]), Error, "No backend");
  await startBackend();
});

for (const threads of [1, 2]) {
  Deno.test({
    name: `kernels work on the tensors of tfjs where they lie, with ${threads} thread(s)`,
    ignore: threads > navigator.hardwareConcurrency,
    fn: async () => {
      await stopBackend();
      const report = await startBackend({ threads });
      assertEquals([report.threads, report.threadsNote], [threads, undefined]);
      const { heap, runner, build } = await startKernels();
      assertEquals(build, report.kernels);
      assertEquals(heap.memory.buffer instanceof SharedArrayBuffer, threads > 1);
      const [rows, k, n] = [301, 100, 99];
      const [a, b, c] = [tf.randomNormal([rows, k]), tf.randomNormal([k, n]), tf.zeros([rows, n])];
      const packed = heap.allocate(packedBytes({ n, k }));
      assertEquals(packed % 16, 0);
      runner.run(packColumns({ packed, b: addressOf(b), n, k }));
      runner.run(matrixProduct({ c: addressOf(c), a: addressOf(a), packed, rows, n, k }));
      heap.free(packed);
      assertThrows(() => heap.free(packed), RangeError, "not in use");
      const away = tf.max(tf.abs(tf.sub(c, tf.matMul(a, b)))).dataSync()[0];
      assertLess(away, 1e-4);
      assertLess(0.1, tf.max(c).dataSync()[0]);
      await stopBackend();
      await startBackend();
    },
  });
}

Deno.test("kernels that were started alone work on, beside those on tfjs' heap", async () => {
  await stopBackend();
  assertThrows(() => startKernels({ threads: 0 }), ConfigurationError, "need 1 to 8");
  const alone = await startKernels({ threads: 1 });
  assertEquals([alone.report.threads, alone.report.tfjsVersion], [1, undefined]);
  const report = await startBackend(); // on as many threads
  assertEquals([report.threads, report.tfjsVersion], [1, "4.22.0"]);
  const kernels = await startKernels();
  assertEquals(kernels.report, report);
  assert(kernels.heap.memory !== alone.heap.memory);
  assertEquals(await startKernels({ threads: 1 }), kernels);
  assertThrows(() => startKernels({ threads: 2 }), ConfigurationError, "it was started on 1");
  const [packed, b] = [packedBytes({ n: 8, k: 1 }), 32].map(alone.heap.allocate);
  new Float32Array(alone.heap.memory.buffer, b, 8).fill(3);
  alone.runner.run(packColumns({ packed, b, n: 8, k: 1 }));
  assertEquals(new Float32Array(alone.heap.memory.buffer, packed, 16)[8], 3);
  await stopBackend();
  await startBackend();
});

Deno.test("the plain build of the kernels can be asked for, also for tfjs' heap; not two at once", async () => {
  await stopBackend();
  const { build, report } = await startKernels({ threads: 1, build: "simd" });
  assertEquals([build, report.kernels], ["simd", "simd"]);
  assertEquals((await startBackend()).kernels, "simd");
  assertEquals((await startKernels({ build: "simd" })).build, "simd");
  const other = () => startKernels({ build: "relaxed-simd" });
  assertThrows(other, ConfigurationError, `"simd" was started`);
  await stopBackend();
  const best = await startKernels({ threads: 1 });
  assertEquals(best.build, chooseKernelBuild());
  assertEquals(await startKernels({ build: best.build }), best);
  await stopBackend();
  await startBackend();
});

Deno.test("a heap of tfjs that is full says so, and one that has grown is still shared", async () => {
  await stopBackend();
  await startBackend({ threads: 2 });
  const { heap } = await startKernels();
  const blocks = [50_000_000, 100_000_000].map(heap.allocate);
  assertLess(blocks[1] + 100_000_000, heap.memory.buffer.byteLength);
  blocks.forEach(heap.free);
  assertThrows(() => heap.allocate(4_200_000_000), EnvironmentError, "is full");
  assertEquals(tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0], 11);
  await stopBackend();
  await startBackend();
});

Deno.test({
  name: "a stopped backend leaves no thread behind",
  ignore: !hasTwoCores || Deno.build.os !== "linux", // threads are counted in /proc
  fn: async () => {
    const { code, errors } = await run(["2", "stop"], ["--allow-all"]);
    assertEquals([errors, code], ["", 0]);
  },
});

Deno.test("the backend runs in a module worker", async () => {
  const worker = new Worker(new URL("run_in_worker.ts", import.meta.url), { type: "module" });
  const { report, product } = await new Promise<{ report: BackendReport; product: number }>(
    (resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    },
  );
  worker.terminate();
  assertEquals([report.backend, report.threads, product], ["wasm", 1, 11]);
});

function addressOf(tensor: tf.Tensor): number {
  const backend = tf.backend() as unknown as {
    dataIdMap: { get(id: object): { memoryOffset: number } };
  };
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}
