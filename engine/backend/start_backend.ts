import { ConfigurationError, EnvironmentError } from "../domain/mod.ts";
import { chooseKernelBuild, createHeap, hasRelaxedSimd, type KernelBuild } from "../kernels/mod.ts";
import type { BackendReport } from "./backend_report.ts";
import { chooseThreads, type ThreadChoice } from "./threads/choose_threads.ts";
import { loadTensors } from "./load_tensors.ts";
import { runKernelsOn, type RunKernelsOptions, type RunningKernels } from "./run_kernels_on.ts";

/** How the backend is started. */
export interface StartBackendOptions {
  /** Threads to work with, 1 to 8; the number of cores, 4 at most, if they gain, unless given. */
  threads?: number;
  /**
   * Build of our kernels; the faster one of those that run here, unless given. The plain one gives
   * the same numbers on every processor.
   */
  build?: KernelBuild;
  /** Told when a thread is lost later on, and why. */
  onThreadLost?: (note: string) => void;
}

interface Started {
  choice: ThreadChoice;
  build: KernelBuild | undefined;
  kernels: Promise<RunningKernels>;
  ready?: RunningKernels;
}

/** The kernels alone, and tfjs with the kernels on its heap. */
const running: { alone?: Started; tensors?: Started } = {};

/**
 * Starts tfjs on WebAssembly, with the kernels that it lacks, and says what really runs. tfjs works
 * on the caller's thread; our kernels work on its heap, on all threads. A second call gives the
 * report again. Needs `--allow-read` of the folder `dist` of `@tensorflow/tfjs-backend-wasm` and of
 * the rooms `kernels` and, for threads, `backend`; nothing else.
 *
 * Throws ConfigurationError for a wrong number of threads, or another one or build than before, and
 * EnvironmentError when WebAssembly cannot start, with the flag that is missing. Where threads
 * cannot start it goes on with one and says why in `threadsNote`.
 *
 * @example
 * ```ts
 * import { loadTensors, startBackend } from "@quakecast/quakecast/backend";
 *
 * const { backend, threads } = await startBackend({ threads: 1 });
 * const { tf } = await loadTensors();
 * const product = tf.matMul([[1, 2]], [[3], [4]]);
 * if (backend !== "wasm" || threads !== 1 || product.dataSync()[0] !== 11) throw new Error();
 * ```
 */
export function startBackend(options: StartBackendOptions = {}): Promise<BackendReport> {
  return start("tensors", options).then(({ report }) => report);
}

/**
 * Starts our kernels alone, on a heap of their own and without tfjs: all that a network that only
 * predicts needs. Where the backend was started, its kernels and heap are given.
 *
 * Throws as `startBackend` does.
 *
 * @example
 * ```ts
 * import { startKernels } from "@quakecast/quakecast/backend";
 *
 * const { heap, report } = await startKernels({ threads: 1 });
 * heap.free(heap.allocate(100));
 * if (report.tfjsVersion !== undefined) throw new Error("tfjs was loaded");
 * ```
 */
export function startKernels(options: StartBackendOptions = {}): Promise<RunningKernels> {
  return start(running.tensors === undefined ? "alone" : "tensors", options);
}

/** The kernels at work: tfjs' heap where the backend was started; throws EnvironmentError for none. */
export function runningKernels(): RunningKernels {
  const ready = (running.tensors ?? running.alone)?.ready;
  if (ready !== undefined) return ready;
  throw new EnvironmentError("Cannot run a network: the backend was not started.", "backend");
}

/** Ends what was started, and its threads; tensors are lost. It can be started again. */
export async function stopBackend(): Promise<void> {
  for (const part of ["alone", "tensors"] as const) {
    const ending = running[part];
    if (ending === undefined) continue;
    running[part] = undefined;
    const kernels = await ending.kernels.catch(() => {}); // whoever asked for the start was told
    await kernels?.stop();
    if (part === "tensors") (await import("./tfjs/start_tfjs.ts")).stopTfjs();
  }
}

function start(
  part: keyof typeof running,
  { threads, build, onThreadLost }: StartBackendOptions,
): Promise<RunningKernels> {
  const before = running[part];
  if (before !== undefined) {
    refuseOthers({ threads, build }, before);
    return before.kernels;
  }
  const alone = running.alone?.choice;
  const choice = chooseThreads(threads ?? (alone?.isAsked ? alone.threads : undefined));
  const chosen = build ?? running.alone?.build;
  const begin = part === "tensors" ? startOnTfjs : startAlone;
  const kernels = begin({ ...choice, build: chosen, onThreadLost });
  const started: Started = { choice, build: chosen, kernels };
  running[part] = started;
  kernels.then((ready) => started.ready = ready, () => {
    if (running[part] === started) running[part] = undefined; // the next may try again
  });
  return kernels;
}

/** Throws ConfigurationError where something else is asked for than was started. */
function refuseOthers(
  { threads, build }: StartBackendOptions,
  { choice, build: startedBuild = chooseKernelBuild() }: Started,
): void {
  if (threads !== undefined && threads !== choice.threads) {
    chooseThreads(threads); // says if it is no number of threads at all
    throw new ConfigurationError(
      `Cannot start the backend on ${threads} threads: it was started on ${choice.threads}.`,
      "threads",
    );
  }
  if (build === undefined || build === startedBuild) return;
  throw new ConfigurationError(
    `Cannot start the kernels' build "${build}": "${startedBuild}" was started.`,
    "build",
  );
}

async function startAlone(options: RunKernelsOptions): Promise<RunningKernels> {
  refuseWithoutSimd(options);
  return await runKernelsOn(createHeap({ shared: options.threads > 1 }), options);
}

async function startOnTfjs(options: RunKernelsOptions): Promise<RunningKernels> {
  refuseWithoutSimd(options);
  await loadTensors();
  const { registerKernels, startTfjs, TFJS_VERSION } = await import("./tfjs/start_tfjs.ts");
  let { note } = options;
  const startPlain = () => startTfjs({ shared: false });
  const heap = options.threads === 1
    ? await startPlain()
    : await startTfjs({ shared: true }).catch((error) => {
      note = `one thread, as tfjs' heap cannot be shared: ${error.message}`;
      return startPlain();
    });
  const kernels = await runKernelsOn(heap, { ...options, note, tfjsVersion: TFJS_VERSION });
  registerKernels(kernels);
  return kernels;
}

function refuseWithoutSimd({ build = chooseKernelBuild() }: RunKernelsOptions): void {
  if (build === "simd" || hasRelaxedSimd()) return;
  throw new EnvironmentError(
    "Cannot start WebAssembly: no relaxed SIMD in this runtime.",
    "backend",
  );
}
