import os from "node:os";
import nodeThreads, { type Worker } from "node:worker_threads";

/**
 * Runs the start-up of tfjs' threaded build, which alone has a heap that threads can share, without
 * its threads: they are slower than ours for small work, cannot be turned off and hang for ever
 * when one dies.
 *
 * The build makes eight workers at `blob:` addresses, which Deno refuses, and asks for the number
 * of cores, which needs a permission. Meanwhile it finds stand-ins for both; they are put back.
 */
export async function withStandIns<Result>(start: () => Promise<Result>): Promise<Result> {
  const { cpus } = os;
  const { Worker: threadWorker } = nodeThreads;
  try {
    os.cpus = () => new Array(2); // it takes half of them
    nodeThreads.Worker = StandIn as unknown as typeof Worker;
    return await start();
  } finally {
    os.cpus = cpus;
    nodeThreads.Worker = threadWorker;
  }
}

type Listener = (message: unknown) => void;

/** What tfjs takes for a worker: it says that it has loaded, and is never given anything to do. */
class StandIn {
  #onMessage: Listener = () => {};

  on(event: string, listener: Listener): void {
    if (event === "message") this.#onMessage = listener;
  }

  postMessage({ cmd }: { cmd: string }): void {
    if (cmd === "load") queueMicrotask(() => this.#onMessage({ cmd: "loaded" }));
  }

  ref(): void {}
  unref(): void {}
  terminate(): void {}
}
