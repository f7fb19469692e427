import { Worker } from "node:worker_threads";
import { EnvironmentError } from "../../domain/mod.ts";

/** Patience for a worker's first word, in milliseconds. */
const READY_LIMIT_MS = 20_000;

/** What a worker of the pool is told when it starts. */
export interface WorkerSettings {
  /** The heap. */
  memory: WebAssembly.Memory;
  /** The kernels. */
  module: WebAssembly.Module;
  /** Names of the kernels, in the order by which calls refer to them. */
  names: readonly string[];
  /** Address of its own scratch. */
  scratch: number;
  /** The words by which the threads agree. */
  controlMemory: SharedArrayBuffer;
  /** Its place among the workers. */
  worker: number;
}

/**
 * Starts a worker of the pool; it works as soon as this resolves and does not keep the process
 * alive. (A worker of the web would, and could not be ended while it sleeps.)
 *
 * Throws EnvironmentError when it does not start.
 */
export async function startPoolWorker(settings: WorkerSettings): Promise<Worker> {
  const worker = new Worker(new URL("./kernel_pool_worker.ts", import.meta.url), {
    workerData: settings,
  });
  try {
    await waitUntilReady(worker);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  worker.unref();
  return worker;
}

function waitUntilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string, cause?: unknown) =>
      reject(new EnvironmentError(`Cannot start a thread: ${reason}.`, "threads", { cause }));
    const limit = setTimeout(() => refuse("its worker does not answer"), READY_LIMIT_MS);
    const end = () => clearTimeout(limit);
    worker.once("message", () => (end(), resolve()));
    worker.once("error", (error: Error) => (end(), refuse(error.message, error)));
    worker.once("exit", () => (end(), refuse("its worker ended")));
  });
}
