import type { MeasureOptions, Run } from "./measure.ts";
import type { Target } from "./target_definition.ts";

/** A rival that is timed by a program of its own, which prints medians. */
export interface OutsidePeers {
  /** Names of the rivals that it times. */
  names: readonly string[];
  /** Medians by name, milliseconds, and what to know about them; throws Error where it cannot run. */
  measure: () => Promise<{ medians: Record<string, number>; facts: Record<string, unknown> }>;
}

/** One size or setting of a bench. */
export interface BenchCase {
  /** Such as "batch 32". */
  name: string;
  /** Our way of doing the work, on one thread. */
  ours: Run;
  /** The same on two threads, or why there is none; nothing where threads make no sense. */
  oursTwo?: Run | string;
  /** The rivals' ways, by the name of the rival. */
  peers: Record<string, Run>;
  /** Rivals that cannot do the work or are not here, and why; kept as null. */
  absent?: Record<string, string>;
  /** Rivals with a program of their own: it is run once before the rounds and once after them. */
  outside?: OutsidePeers;
  /** What a call does, to print a rate. */
  work?: { amount: number; unit: string };
  /** Throws unless ours and the rivals give the same; called before anything is timed. */
  check?: () => void | Promise<void>;
  /** Facts to keep with the result, such as peak memory; called after the timing. */
  facts?: () => Record<string, unknown> | Promise<Record<string, unknown>>;
  /** Frees what the case holds. */
  close?: () => void | Promise<void>;
  /** Rounds and times, where the usual ones do not fit. */
  options?: MeasureOptions;
}

/** A subject that is timed: a kernel or a path through the engine. */
export interface Bench {
  /** One sentence: what is timed, and beside what. */
  about: string;
  /** What the first case is to reach. */
  targets?: readonly Target[];
  /**
   * Prepares the cases, one after the other; the first is the one that a summary shows. `quick` asks
   * for less work where a case takes seconds.
   */
  cases: (options: { quick: boolean }) => Iterable<BenchCase> | AsyncIterable<BenchCase>;
}
