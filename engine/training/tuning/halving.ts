/** What a trial has shown so far. */
export interface Standing {
  /** Number, from 1. */
  number: number;
  /** Rung reached, from 1. */
  rung: number;
  /** Score on that rung, higher is better; −Infinity for one that failed. */
  score: number;
}

/** Orders trials, the best first: by the rung reached, the score there, the number. */
export function compareStandings(a: Standing, b: Standing): number {
  if (a.rung !== b.rung) return b.rung - a.rung;
  if (a.score !== b.score) return a.score > b.score ? -1 : 1;
  return a.number - b.number;
}

/**
 * The trials that go on to the next rung: the best one in `eta`, rounded up; none that failed.
 * Source: Jamieson & Talwalkar 2016 (successive halving).
 */
export function keepBest<Trial extends Standing>(trials: readonly Trial[], eta: number): Trial[] {
  return trials.toSorted(compareStandings).slice(0, Math.ceil(trials.length / eta))
    .filter(({ score }) => score > -Infinity);
}

/** Epochs of each rung: the last has all of them, each before it one in `eta`, at least one. */
export function layRungs({ epochs, rungs, eta }: {
  epochs: number;
  rungs: number;
  eta: number;
}): number[] {
  const laid = Array.from(
    { length: rungs },
    (_, i) => Math.max(1, Math.round(epochs / eta ** (rungs - 1 - i))),
  );
  return laid.filter((each, i) => each > (laid[i - 1] ?? 0));
}

/** Trials on each rung of a generation, where none fails. */
export function countOnRungs(trials: number, { rungs, eta }: {
  rungs: number;
  eta: number;
}): number[] {
  const counts = [trials];
  while (counts.length < rungs) counts.push(Math.ceil(counts[counts.length - 1] / eta));
  return counts;
}
