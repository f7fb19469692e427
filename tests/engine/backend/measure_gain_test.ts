import { assert, assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import { startKernels, stopBackend } from "../../../engine/backend/mod.ts";
import { measureGain } from "../../../engine/backend/threads/measure_gain.ts";
import { createHeap, type KernelRunner } from "../../../engine/kernels/mod.ts";

/** A runner whose calls take so long. */
function busyFor(milliseconds: number): KernelRunner {
  const run = () => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
  };
  return { run, prepare: () => run };
}

Deno.test("the gain is how many times faster all threads are, and nothing stays on the heap", () => {
  const heap = createHeap();
  assertGreater(measureGain({ heap, one: busyFor(4), all: busyFor(1) }), 1);
  const size = heap.memory.buffer.byteLength;
  assertLess(measureGain({ heap, one: busyFor(1), all: busyFor(4) }), 1);
  assertEquals(heap.memory.buffer.byteLength, size);
});

Deno.test("unless asked for, threads are kept if they gain, else one runs and says why", async () => {
  const { report, runner } = await startKernels();
  assertEquals(report.tfjsVersion, undefined);
  assertEquals(report.kernels, report.relaxedSimd ? "relaxed-simd" : "simd");
  if (navigator.hardwareConcurrency === 1) assertEquals(report.threads, 1);
  else if (report.threads === 1) {
    assertMatch(report.threadsNote!, /^one thread, as . are only [01]/);
  } else assertEquals(report.threadsNote, undefined);
  assert(runner === (await startKernels()).runner);
  await stopBackend();
});
