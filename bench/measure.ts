/** One way of doing the work that is timed; a promise is awaited. */
export type Run = () => unknown;

const SETTLE_MS = 10;

/** How long and how often is measured. */
export interface MeasureOptions {
  /** Rounds in which every run is timed once, 31 unless given. */
  rounds?: number;
  /**
   * Each run is warmed up for this long, milliseconds, 300 unless given; at least two calls, but none
   * for 0 where `leastRoundMs` is 0 too.
   */
  warmUpMs?: number;
  /** Calls are repeated until a round takes this long, milliseconds, 5 unless given. */
  leastRoundMs?: number;
  /** Rounds end early after this long, milliseconds, 20,000 unless given; at least five rounds. */
  mostMs?: number;
}

/** Time of one call, milliseconds. */
export interface Timing {
  /** Half of the rounds were quicker. */
  medianMs: number;
  /** A quarter of the rounds were quicker, and a quarter were slower. */
  quartilesMs: [lower: number, upper: number];
  /** Number of rounds. */
  rounds: number;
  /** Calls in each round. */
  callsPerRound: number;
}

/**
 * Times several ways of doing the same work in one process: all are warmed up, then each round times
 * every one of them, beginning with another one each time, so that a busy moment hits all alike.
 */
export async function measure(
  runs: readonly Run[],
  options: MeasureOptions = {},
): Promise<Timing[]> {
  const { rounds = 31, leastRoundMs = 5, mostMs = 20_000 } = options;
  const warmUpMs = options.warmUpMs ?? 300;
  const calls = runs.map(() => 1);
  for (let index = 0; index < runs.length && warmUpMs + leastRoundMs > 0; index++) {
    const callMs = await warmUp(runs[index], warmUpMs);
    calls[index] = Math.max(1, Math.ceil(leastRoundMs / callMs));
  }
  const samples: number[][] = runs.map(() => []);
  const start = performance.now();
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runs.length; turn++) {
      const index = (round + turn) % runs.length;
      await letOthersSleep();
      if (calls[index] > 1) await timeCalls(runs[index], 1); // wakes its own threads, if any
      samples[index].push(await timeCalls(runs[index], calls[index]) / calls[index]);
    }
    if (round >= 4 && performance.now() - start > mostMs) break;
  }
  return samples.map((times, index) => ({
    medianMs: quantile(times, 0.5),
    quartilesMs: [quantile(times, 0.25), quantile(times, 0.75)],
    rounds: times.length,
    callsPerRound: calls[index],
  }));
}

/** Quantile of some numbers, by linear interpolation between the two nearest. */
export function quantile(values: readonly number[], probability: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Threads of the run before may spin a while for more work, on a core that the next one needs. */
function letOthersSleep(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** Calls until the time is over; gives the milliseconds that a call takes once warm. */
async function warmUp(run: Run, warmUpMs: number): Promise<number> {
  const start = performance.now();
  let last = await timeCalls(run, 1);
  do last = Math.min(last, await timeCalls(run, 1)); while (performance.now() - start < warmUpMs);
  return Math.max(last, 1e-4);
}

async function timeCalls(run: Run, calls: number): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = run();
    // Awaiting a plain value would add a turn of the event loop to work of microseconds.
    if (result instanceof Promise) await result;
  }
  return performance.now() - start;
}
