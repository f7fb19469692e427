import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm"; // registers the stock kernels
import * as tf from "@tensorflow/tfjs-core";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

let starting: Promise<void> | undefined;

/**
 * Starts tfjs as it comes, on WebAssembly with SIMD and on one thread, which is all that it has under
 * Deno. Ours never runs in it: the benches put our kernels on heaps of their own.
 */
export async function startStock(): Promise<void> {
  await (starting ??= start());
  assertStock();
}

/** Throws where our kernels were registered: one that tfjs lacks and ours has tells. */
export function assertStock(): void {
  if (tf.getBackend() === "wasm" && !tf.getKernel("Conv2DBackpropFilter", "wasm")) return;
  throw new Error("Cannot time stock tfjs: it does not run, or runs on our kernels");
}

async function start(): Promise<void> {
  const main = fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm"));
  setWasmPaths(`${dirname(main)}/`);
  await tf.setBackend("wasm"); // falls back to JavaScript where it fails
}
