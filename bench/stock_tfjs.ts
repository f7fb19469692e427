import "@tensorflow/tfjs-backend-wasm"; // registers the stock kernels
import { type BackendReport, startBackend } from "../engine/backend/mod.ts";
import { tf } from "../engine/backend/tensors.ts";

/** Name under which the kernels of tfjs-backend-wasm are kept as they come. */
const STOCK = "stock";

/** The kernel that tfjs' backend lacks and ours has: its presence says that ours are registered. */
if (tf.getKernel("Conv2DBackpropFilter", "wasm") !== undefined) {
  throw new RangeError("Cannot keep the stock kernels: the backend was started before.");
}
tf.copyRegisteredKernels("wasm", STOCK);

/** Starts our backend on one thread, as every rival has one; the stock kernels stay reachable. */
export async function startBesideStock(): Promise<BackendReport> {
  return await startBackend({ threads: 1 });
}

/**
 * A run whose operations find the kernels of tfjs as they come, without ours, in the same module and
 * memory; the switch is one assignment.
 */
export function withStockKernels<Result>(run: () => Result): () => Result {
  const engine = tf.engine();
  return () => {
    const before = engine.backendName;
    const restore = () => void (engine.backendName = before);
    engine.backendName = STOCK;
    let result: Result;
    try {
      result = run();
    } catch (error) {
      restore();
      throw error;
    }
    if (result instanceof Promise) return result.finally(restore) as Result;
    restore();
    return result;
  };
}
