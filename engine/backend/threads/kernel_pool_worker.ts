/**
 * The body of one worker of a pool: it does chunks of calls until it is asked to end. It imports as
 * little as it can, as every thread loads it. Loaded by `start_pool_worker.ts` only.
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import {
  chunksLeft,
  failClaim,
  holdClaim,
  isDismissed,
  isSameCall,
  lookAtClaim,
  openPoolControl,
  readArguments,
  readCall,
  releaseClaim,
  type SharedCall,
  takeChunk,
  waitForCall,
} from "./pool_control.ts";
import type { WorkerSettings } from "./start_pool_worker.ts";

const { memory, module, names, scratch, controlMemory, worker } = workerData as WorkerSettings;
const control = openPoolControl(controlMemory);
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
const kernels = names.map((name) => exports[name] as (...args: number[]) => void);
const frames = kernels.map((kernel) => {
  const frame = new Array<number>(kernel.length).fill(0);
  frame[0] = scratch;
  return frame;
});
const call: SharedCall = { kernel: 0, units: 0, unitsPerChunk: 0, chunks: 0 };
parentPort!.postMessage("ready");
work();

/** Works until it is dismissed; between two sleeps a worker whose owner has ended can end too. */
function work(): void {
  let read = 0; // the claim whose call was read, 0 for none: that one has no chunk
  for (;;) {
    const claim = lookAtClaim(control);
    if (isDismissed(control, worker)) return;
    if (chunksLeft(claim) === 0) {
      if (waitForCall(control, claim)) continue;
      setTimeout(work);
      return;
    }
    holdClaim(control, worker, claim);
    if (read === 0 || !isSameCall(claim, read)) {
      readCall(control, call);
      readArguments(control, frames[call.kernel]);
    }
    if (takeChunk(control, claim)) {
      read = claim;
      if (!doChunk(claim)) return;
    } else {
      read = 0; // what was read may be half of one call and half of the next
    }
    releaseClaim(control, worker);
  }
}

/** Does the chunk that a claim stands for; where it fails, the caller does it, and hears why. */
function doChunk(claim: number): boolean {
  const { kernel, units, unitsPerChunk, chunks } = call;
  const frame = frames[kernel];
  const begin = (chunks - chunksLeft(claim)) * unitsPerChunk;
  frame[frame.length - 2] = begin;
  frame[frame.length - 1] = Math.min(units, begin + unitsPerChunk);
  try {
    kernels[kernel](...frame);
    return true;
  } catch {
    failClaim(control, worker, claim);
    return false;
  }
}
