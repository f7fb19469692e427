import { ConfigurationError } from "../../domain/mod.ts";
import { MOST_THREADS } from "./pool_control.ts";

/** Unless asked for, no more than these few: only large products use them all. */
const MOST_UNASKED = 4;

/** How many threads are to be started. */
export interface ThreadChoice {
  /** The number. */
  threads: number;
  /** Whether it was asked for; else it is kept only if it gains. */
  isAsked: boolean;
  /** Why it is less than asked for. */
  note?: string;
}

/**
 * The number of threads: as asked, but no more than there are cores; all cores, up to four, unless
 * asked. Throws ConfigurationError for a number that is none from 1 to 8.
 */
export function chooseThreads(asked: number | undefined): ThreadChoice {
  const cores = navigator.hardwareConcurrency;
  if (asked === undefined) return { threads: Math.min(cores, MOST_UNASKED), isAsked: false };
  if (!Number.isInteger(asked) || asked < 1 || asked > MOST_THREADS) {
    throw new ConfigurationError(
      `Cannot start the backend on ${asked} threads: need 1 to ${MOST_THREADS}.`,
      "threads",
    );
  }
  if (asked <= cores) return { threads: asked, isAsked: true };
  return {
    threads: cores,
    isAsked: true,
    note: `${asked} threads asked for, ${cores} cores here`,
  };
}
