/**
 * The words by which the threads of a pool agree; nothing but this file knows where they lie.
 *
 * One word, the claim, packs the number of the call (its generation) and the chunks that nobody has
 * taken yet. Who lowers it by an atomic exchange has a chunk; the exchange fails where the call is
 * no longer the one whose arguments were read, so a thread that comes late never touches a later
 * call. (For that it would have to stand still between two instructions for exactly 2^26 calls.)
 *
 * Each worker says in a word of its own which claim it works on. The caller is done when no chunk is
 * left and nobody works on one of this call; it never waits for a worker without a chunk.
 * @module
 */

/** Threads of a pool at most, the caller's included. */
export const MOST_THREADS = 8;

/** Bits of a claim that count the chunks left. */
const CHUNK_BITS = 6;

/** Chunks of a call at most. */
export const MOST_CHUNKS = (1 << CHUNK_BITS) - 1;

/** Arguments of a shared call at most, scratch and range left out. */
export const MOST_ARGUMENTS = 48;

// What one thread writes lies in a line of the cache of its own, to slow no other down.
const LINE = 16;
const CLAIM = 0;
const SLEEPERS = 1 * LINE;
const CALL = 2 * LINE; // kernel, number of arguments, units, units in a chunk, chunks
const WORKERS = 3 * LINE;
const FAILED = 1; // behind the word of what a worker holds
const DISMISSED = 2;
const WORDS = WORKERS + MOST_THREADS * LINE;

/** How long a worker looks for the next call before it sleeps, in milliseconds. */
const SPIN_MS = 0.2;

/** Looks between two looks at the clock. */
const SPINS = 32;

/** The caller looks so often, 0.2 ms, for the end of a chunk before it waits: a clock would allocate. */
const LOOKS = 4_000;

/** A sleeping worker looks around this often, should nobody wake it: each wait has a limit. */
const SLEEP_MS = 1_000;

/** How long the caller waits at a time for a worker with a chunk, in milliseconds. */
export const WAIT_MS = 10;

/** The words, as each thread sees them. */
export interface PoolControl {
  /** What a worker is sent. */
  memory: SharedArrayBuffer;
  /** The words. */
  words: Int32Array<SharedArrayBuffer>;
  /** Arguments of the call. */
  args: Float64Array<SharedArrayBuffer>;
}

/** The words of a new pool, or those that a worker was sent. */
export function openPoolControl(memory?: SharedArrayBuffer): PoolControl {
  const bytesOfWords = WORDS * Int32Array.BYTES_PER_ELEMENT;
  memory ??= new SharedArrayBuffer(
    bytesOfWords + MOST_ARGUMENTS * Float64Array.BYTES_PER_ELEMENT,
  );
  return {
    memory,
    words: new Int32Array(memory, 0, WORDS),
    args: new Float64Array(memory, bytesOfWords, MOST_ARGUMENTS),
  };
}

/** A call as the threads share it, to be read into and written from without allocation. */
export interface SharedCall {
  /** Place of the kernel in the list of kernels. */
  kernel: number;
  /** Units of output. */
  units: number;
  /** Units in each chunk; the last may have fewer. */
  unitsPerChunk: number;
  /** Number of chunks. */
  chunks: number;
}

/** Writes a call down, for no thread to use until it is published. */
export function writeCall(
  { words, args }: PoolControl,
  { kernel, units, unitsPerChunk, chunks }: SharedCall,
  values: readonly number[],
): void {
  words[CALL] = kernel;
  words[CALL + 1] = values.length;
  words[CALL + 2] = units;
  words[CALL + 3] = unitsPerChunk;
  words[CALL + 4] = chunks;
  for (let i = 0; i < values.length; i++) args[i] = values[i];
}

/** Reads the call: that of a claim, unless no chunk of that claim can be taken afterwards. */
export function readCall({ words }: PoolControl, into: SharedCall): void {
  into.kernel = words[CALL];
  into.units = words[CALL + 2];
  into.unitsPerChunk = words[CALL + 3];
  into.chunks = words[CALL + 4];
}

/** Reads the arguments, with the same reservation, into a frame behind its scratch. */
export function readArguments({ words, args }: PoolControl, frame: number[]): void {
  const count = Math.min(words[CALL + 1], frame.length - 3); // perhaps of two different calls
  for (let i = 0; i < count; i++) frame[1 + i] = args[i];
}

/** Shows the threads a call; returns its claim. */
export function publishCall({ words }: PoolControl, chunks: number): number {
  const claim = ((words[CLAIM] >> CHUNK_BITS) + 1) << CHUNK_BITS | chunks;
  Atomics.store(words, CLAIM, claim);
  return claim;
}

/** The claim as it stands. */
export function lookAtClaim({ words }: PoolControl): number {
  return Atomics.load(words, CLAIM);
}

/** Chunks that nobody has taken yet. */
export function chunksLeft(claim: number): number {
  return claim & MOST_CHUNKS;
}

/** Whether two claims are of the same call. */
export function isSameCall(claim: number, other: number): boolean {
  return claim >> CHUNK_BITS === other >> CHUNK_BITS;
}

/** Takes the next chunk, if the claim still stands; the chunk's place follows from what was left. */
export function takeChunk({ words }: PoolControl, claim: number): boolean {
  return Atomics.compareExchange(words, CLAIM, claim, claim - 1) === claim;
}

/** Takes all chunks that are left out of the call. */
export function dropChunks(control: PoolControl): void {
  for (;;) {
    const claim = lookAtClaim(control);
    const none = claim - chunksLeft(claim);
    if (Atomics.compareExchange(control.words, CLAIM, claim, none) === claim) return;
  }
}

/** A worker says that it is about to take a chunk; 0 that it has none. */
export function holdClaim({ words }: PoolControl, worker: number, claim: number): void {
  Atomics.store(words, WORKERS + worker * LINE, claim);
}

/** A worker says that its chunk is done, to a caller that may be waiting for it. */
export function releaseClaim({ words }: PoolControl, worker: number): void {
  Atomics.store(words, WORKERS + worker * LINE, 0);
  Atomics.notify(words, WORKERS + worker * LINE);
}

/** A worker says that it failed on a chunk, and will do no other. */
export function failClaim(control: PoolControl, worker: number, claim: number): void {
  Atomics.store(control.words, WORKERS + worker * LINE + FAILED, claim);
  releaseClaim(control, worker);
}

/** The claim that a worker works on, 0 for none. */
export function claimHeldBy({ words }: PoolControl, worker: number): number {
  return Atomics.load(words, WORKERS + worker * LINE);
}

/** The claim that a worker failed on, 0 for none. */
export function claimFailedBy({ words }: PoolControl, worker: number): number {
  return Atomics.load(words, WORKERS + worker * LINE + FAILED);
}

/** Waits a little for a worker to let go of a claim; false when it has not. */
export function waitForRelease({ words }: PoolControl, worker: number, claim: number): boolean {
  const place = WORKERS + worker * LINE;
  for (let i = 0; i < LOOKS; i++) {
    if (Atomics.load(words, place) !== claim) return true;
    Atomics.pause();
  }
  return Atomics.wait(words, place, claim, WAIT_MS) !== "timed-out";
}

/**
 * A worker waits for another claim than the last: awake for a moment, then asleep for a while.
 * False when nothing came.
 */
export function waitForCall({ words }: PoolControl, claim: number): boolean {
  const end = performance.now() + SPIN_MS;
  do {
    for (let i = 0; i < SPINS; i++) {
      if (Atomics.load(words, CLAIM) !== claim) return true;
      Atomics.pause();
    }
  } while (performance.now() < end);
  Atomics.add(words, SLEEPERS, 1);
  const outcome = Atomics.wait(words, CLAIM, claim, SLEEP_MS);
  Atomics.sub(words, SLEEPERS, 1);
  return outcome !== "timed-out";
}

/** Whether some worker sleeps. */
export function hasSleepers({ words }: PoolControl): boolean {
  return Atomics.load(words, SLEEPERS) > 0;
}

/** Wakes the sleeping workers. */
export function wakeSleepers({ words }: PoolControl): void {
  Atomics.notify(words, CLAIM);
}

/** Asks a worker to end. It takes no chunk of a call that is published after this. */
export function dismiss({ words }: PoolControl, worker: number): void {
  Atomics.store(words, WORKERS + worker * LINE + DISMISSED, 1);
}

/** Whether a worker is asked to end; to be asked after a look at the claim that it would take. */
export function isDismissed({ words }: PoolControl, worker: number): boolean {
  return Atomics.load(words, WORKERS + worker * LINE + DISMISSED) === 1;
}
