import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { EnvironmentError } from "../../domain/mod.ts";
import type { KernelHeap } from "../../kernels/mod.ts";
import { checkWasmBinary } from "./check_wasm_binary.ts";
import { tf } from "../tensors.ts";
import { tfjsHeap, type TfjsModule } from "./tfjs_heap.ts";
import { withStandIns } from "./with_stand_ins.ts";
import { withoutTraces } from "./without_traces.ts";

const factory = tf.findBackendFactory("wasm") as () => Promise<tf.KernelBackend>;

/**
 * Starts tfjs on WebAssembly, on one thread; returns its heap, which threads can share if asked for.
 *
 * Throws EnvironmentError when it cannot start, with the flag or the file that is missing.
 */
export async function startTfjs({ shared }: { shared: boolean }): Promise<KernelHeap> {
  await checkWasmBinary({ threaded: shared });
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", shared);
  setThreadsCount(1);
  // By hand, as tfjs' own way prints failures and falls back to JavaScript.
  const start = () => withoutTraces(factory);
  const backend = await (shared ? withStandIns(start) : start());
  if (tf.findBackendFactory("wasm") !== null) tf.removeBackend("wasm");
  tf.registerBackend("wasm", () => backend);
  if (!await tf.setBackend("wasm") || tf.getBackend() !== "wasm") {
    throw new EnvironmentError(
      `Cannot start WebAssembly: tfjs runs on "${tf.getBackend()}" instead.`,
      "backend",
    );
  }
  return tfjsHeap((backend as unknown as { wasm: TfjsModule }).wasm);
}

export { registerKernels } from "../tensor_kernels/register_kernels.ts";

/** Ends tfjs; tensors are lost. */
export function stopTfjs(): void {
  if (tf.findBackendFactory("wasm") !== null) tf.removeBackend("wasm");
}

/** Version of tfjs. */
export const TFJS_VERSION: string = tf.version_core;
