/** A number that the first case of a bench is to reach. */
export type Target =
  | {
    /** The rival, or "ours" for our own one thread. */
    than: string;
    /** How many times as fast as the rival; below 1, how much slower is still good enough. */
    times: number;
    /** Our two threads instead of one. */
    threads?: 2;
  }
  | {
    /** Name of a fact of the case, a number. */
    fact: string;
    /** The most it may be. */
    atMost: number;
  };

/** A target beside what was measured. */
export interface JudgedTarget {
  /** The target as a sentence. */
  target: string;
  /** The number to reach. */
  wanted: number;
  /** The number that was measured; null where something it needs is absent. */
  got: number | null;
  /** Whether it was reached; null where it could not be measured. */
  met: boolean | null;
}
