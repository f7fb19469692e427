import type { Worker } from "node:worker_threads";
import { EnvironmentError } from "../../domain/mod.ts";
import {
  fillFrame,
  freeScratch,
  type KernelCall,
  type KernelExports,
  type KernelFrames,
  type KernelHeap,
  type KernelRunner,
  openFrames,
  singleThread,
} from "../../kernels/mod.ts";
import { divideCall, LEAST_SHARED } from "./divide_call.ts";
import {
  chunksLeft,
  claimFailedBy,
  claimHeldBy,
  dismiss,
  dropChunks,
  hasSleepers,
  isSameCall,
  lookAtClaim,
  MOST_ARGUMENTS,
  type PoolControl,
  publishCall,
  type SharedCall,
  takeChunk,
  WAIT_MS,
  waitForRelease,
  wakeSleepers,
  writeCall,
} from "./pool_control.ts";

/** Sleepers are woken once so many multiplications, 60 µs, have gone by: waking takes as long. */
const WORTH_WAKING = 1_000_000;

/**
 * Patience with a worker that has a chunk, and what the slowest core takes for the chunk besides. It
 * is long, as Deno cannot end a worker in a kernel: one that only swaps would write when it is back.
 */
const PATIENCE_MS = 10_000;
const SLOWEST_PER_MS = 100_000; // multiplications

/** Patience with a worker that is asked to end; one asleep looks around every second. */
const EXIT_LIMIT_MS = 2_000;

/** A worker of a pool. */
export interface PoolThread {
  /** Its place among the workers. */
  place: number;
  /** The worker. */
  worker: Worker;
  /** Address of its scratch. */
  scratch: number;
  /** Resolves when it has ended. */
  ended: Promise<void>;
}

/** What a pool is made of, its workers at work. */
export interface PoolParts {
  /** The kernels on the caller's thread. */
  exports: KernelExports;
  /** Address of the caller's scratch. */
  scratch: number;
  /** The heap. */
  heap: KernelHeap;
  /** The words by which the threads agree. */
  control: PoolControl;
  /** The workers. */
  workers: readonly PoolThread[];
  /** Told when a thread is lost, and why. */
  onLoss?: (note: string) => void;
  /** Patience with a worker that has a chunk, in milliseconds; 10,000 unless given. */
  patienceMs?: number;
}

/**
 * Threads that do the kernels' calls together. They split outputs, never sums, so the bits are the
 * same for any number of them. A thread that dies is done without: its chunk is done again by the
 * caller, and `note` and `onLoss` say so.
 */
export class KernelPool implements KernelRunner {
  readonly #parts: PoolParts;
  readonly #alone: KernelRunner;
  readonly #frames: KernelFrames;
  readonly #places: Readonly<Record<string, number>>;
  /** Made once, as a call allocates nothing. */
  readonly #division: { threads: number; into: SharedCall };
  readonly #undone: number[] = []; // claims of chunks whose workers are lost
  #workers: PoolThread[];
  #note: string | undefined;
  #unwoken = 0; // multiplications since somebody was last woken

  /** Takes over workers that have started. */
  constructor(parts: PoolParts) {
    const { exports, scratch, workers } = parts;
    this.#parts = parts;
    this.#alone = singleThread(exports, scratch);
    this.#frames = openFrames(exports, scratch);
    this.#places = Object.fromEntries(Object.keys(exports).map((name, place) => [name, place]));
    this.#workers = [...workers];
    this.#division = {
      threads: this.threads,
      into: { kernel: 0, units: 0, unitsPerChunk: 0, chunks: 0 },
    };
    for (const thread of workers) {
      thread.worker.on("error", ({ message }: Error) => this.#lose(thread, message));
      thread.ended.then(() => this.#lose(thread, "it ended"));
    }
  }

  /** Threads that work, the caller's included. */
  get threads(): number {
    return 1 + this.#workers.length;
  }

  /** Why there are fewer threads than were started. */
  get note(): string | undefined {
    return this.#note;
  }

  /**
   * Runs a call to its end, on all threads where it is large enough.
   *
   * Throws EnvironmentError when a thread dies in the middle of a call that cannot be done over.
   */
  run(call: KernelCall): void {
    if (call.multiplyAdds < LEAST_SHARED || this.#workers.length === 0) {
      return this.#alone.run(call);
    }
    const shared = divideCall(call, this.#division);
    if (shared.chunks < 2 || call.args.length > MOST_ARGUMENTS) return this.#alone.run(call);
    this.#share(call, shared);
  }

  /** A call that will run often, ready to run; the arguments are taken now. */
  prepare(call: KernelCall): () => void {
    if (call.multiplyAdds < LEAST_SHARED) return this.#alone.prepare(call);
    const own: KernelCall = { ...call, args: [...call.args] };
    return () => this.run(own);
  }

  /** Ends the workers; calls go on, on the caller's thread alone. */
  async stop(): Promise<void> {
    const { control, heap } = this.#parts;
    const ending = this.#workers;
    this.#workers = [];
    for (const { place } of ending) dismiss(control, place);
    publishCall(control, 0); // it has no chunk, but ends the waits
    wakeSleepers(control);
    await Promise.all(ending.map(async (thread) => {
      // A worker that had to be forced, or was lost, may be in a kernel still: Deno does not end it.
      if (await endThread(thread)) freeScratch(heap, thread.scratch);
    }));
  }

  #share(call: KernelCall, shared: SharedCall): void {
    const { control, exports } = this.#parts;
    shared.kernel = this.#places[call.kernel];
    writeCall(control, shared, call.args);
    const first = publishCall(control, shared.chunks);
    this.#wake(call.multiplyAdds);
    const kernel = exports[call.kernel];
    const frame = fillFrame(this.#frames[call.kernel], call);
    let isDone = false;
    try {
      for (let claim = first; chunksLeft(claim) > 0; claim = lookAtClaim(control)) {
        if (takeChunk(control, claim)) kernel(...placeChunk(frame, shared, claim));
      }
      isDone = true;
    } finally {
      if (!isDone) dropChunks(control);
      this.#waitForWorkers(first, call.multiplyAdds / shared.chunks);
      if (!isDone) this.#undone.length = 0;
    }
    while (this.#undone.length > 0) {
      const claim = this.#undone.pop()!;
      if (call.inPlace) refuseToRepeat(this.#undone);
      kernel(...placeChunk(frame, shared, claim));
    }
  }

  #wake(multiplyAdds: number): void {
    if (!hasSleepers(this.#parts.control)) return;
    this.#unwoken += multiplyAdds;
    if (this.#unwoken < WORTH_WAKING) return;
    this.#unwoken = 0;
    wakeSleepers(this.#parts.control);
  }

  /** Waits for every worker that has a chunk of this call; lost ones leave theirs undone. */
  #waitForWorkers(claim: number, multiplyAdds: number): void {
    const { control, patienceMs = PATIENCE_MS } = this.#parts;
    for (let i = this.#workers.length - 1; i >= 0; i--) { // backwards, as some may be lost
      const thread = this.#workers[i];
      // Counted in waits, not by the clock: a process that was halted for a while goes on.
      let waits = (patienceMs + multiplyAdds / SLOWEST_PER_MS) / WAIT_MS;
      let held = claimHeldBy(control, thread.place);
      while (held !== 0 && isSameCall(held, claim) && waits > 0) {
        if (!waitForRelease(control, thread.place, held)) waits--;
        else held = claimHeldBy(control, thread.place);
      }
      const failed = claimFailedBy(control, thread.place);
      if (failed !== 0) this.#lose(thread, "a kernel failed on it", failed);
      else if (waits <= 0) this.#lose(thread, "it does not answer", held);
    }
  }

  #lose(thread: PoolThread, reason: string, claim?: number): void {
    const place = this.#workers.indexOf(thread);
    if (place < 0) return; // known, or asked to end
    this.#workers.splice(place, 1);
    if (claim !== undefined) this.#undone.push(claim);
    const { threads } = this;
    this.#division.threads = threads;
    this.#note = `a thread was lost (${reason}); ${threads} of ${threads + 1} go on`;
    this.#parts.onLoss?.(this.#note);
    dismiss(this.#parts.control, thread.place);
    thread.worker.terminate();
  }
}

/** Points a frame at the range of the chunk that a claim stands for. */
function placeChunk(frame: number[], shared: SharedCall, claim: number): number[] {
  const { units, unitsPerChunk, chunks } = shared;
  const begin = (chunks - chunksLeft(claim)) * unitsPerChunk;
  frame[frame.length - 2] = begin;
  frame[frame.length - 1] = Math.min(units, begin + unitsPerChunk);
  return frame;
}

function refuseToRepeat(undone: number[]): never {
  undone.length = 0;
  throw new EnvironmentError(
    "Cannot finish a step: a thread died in the middle of numbers that are changed in place.",
    "threads",
  );
}

/** Waits for a dismissed worker to end; false when it does not by itself. */
async function endThread({ worker, ended }: PoolThread): Promise<boolean> {
  let isForced = false;
  worker.ref(); // or nothing may be left to keep the process waiting for it
  const limit = setTimeout(() => {
    isForced = true;
    worker.terminate();
  }, EXIT_LIMIT_MS);
  await ended;
  clearTimeout(limit);
  return !isForced;
}
