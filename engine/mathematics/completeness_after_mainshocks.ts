/**
 * How completeness recovers after a large event: Mc(t) = factor · M − offset − slope · log10(t) for
 * t in days.
 */
export interface RecoveryLaw {
  /** Part of the large event's magnitude. */
  factor: number;
  /** Magnitudes below that at one day. */
  offset: number;
  /** Magnitudes a tenfold time gains. */
  slope: number;
}

/**
 * Recovery in southern California: Mc = M − 4.5 − 0.75 log10(t).
 *
 * Source: Helmstetter, Kagan & Jackson 2006, BSSA 96.
 */
export const RECOVERY_CALIFORNIA: RecoveryLaw = Object.freeze({
  factor: 1,
  offset: 4.5,
  slope: 0.75,
});

/**
 * Recovery in catalogues of the whole world: Mc = M/2 − 0.25 − log10(t).
 *
 * Source: Page, van der Elst, Hardebeck, Felzer & Michael 2016, BSSA 106.
 */
export const RECOVERY_WORLD: RecoveryLaw = Object.freeze({ factor: 0.5, offset: 0.25, slope: 1 });

const DAY_MS = 86_400_000;

/**
 * Magnitude of completeness at a time after an event, not below the catalogue's own; the catalogue's
 * own before and at its time, where the law has no value.
 */
export function completenessAfterEvent(
  magnitude: number,
  options: { days: number; catalogue: number; law?: RecoveryLaw },
): number {
  const { days, catalogue, law = RECOVERY_CALIFORNIA } = options;
  if (!(days > 0)) return catalogue;
  return Math.max(catalogue, law.factor * magnitude - law.offset - law.slope * Math.log10(days));
}

/**
 * Days for which an event lifts the completeness above the catalogue's own.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { recoveryDays } from "@quakecast/quakecast/mathematics";
 * // A magnitude 7 hides events of magnitude 2.5 for a day.
 * assert(Math.abs(recoveryDays(7, { catalogue: 2.5 }) - 1) < 1e-12);
 * ```
 */
export function recoveryDays(
  magnitude: number,
  options: { catalogue: number; law?: RecoveryLaw },
): number {
  const { catalogue, law = RECOVERY_CALIFORNIA } = options;
  return 10 ** ((law.factor * magnitude - law.offset - catalogue) / law.slope);
}

/** How completeness after large events is told. */
export interface MainshockOptions {
  /** Completeness of the catalogue in quiet times. */
  catalogue: number;
  /** Smallest magnitude whose event hides others; 5 when left out. */
  smallestMainshock?: number;
  /** How completeness recovers; that of southern California when left out. */
  law?: RecoveryLaw;
}

/**
 * Magnitude of completeness at the time of each event, after all large events before it; an event
 * does not hide itself. Events come in order of time. [event]
 *
 * Throws RangeError where the columns differ in length or the times are not in order.
 */
export function completenessAfterMainshocks(
  events: { timeMs: ArrayLike<number>; magnitude: ArrayLike<number> },
  options: MainshockOptions,
): Float64Array {
  const { timeMs, magnitude } = events;
  const { smallestMainshock = 5, catalogue, law } = options;
  if (timeMs.length !== magnitude.length) {
    throw new RangeError(`Cannot pair ${timeMs.length} times with ${magnitude.length} magnitudes`);
  }
  const completeness = new Float64Array(timeMs.length);
  let active: number[] = [];
  for (let row = 0; row < timeMs.length; row++) {
    if (row > 0 && !(timeMs[row] >= timeMs[row - 1])) {
      throw new RangeError(`Cannot follow completeness: event ${row} is earlier than the last`);
    }
    const daysSince = (other: number) => (timeMs[row] - timeMs[other]) / DAY_MS;
    active = active.filter((other) =>
      daysSince(other) <= recoveryDays(magnitude[other], { catalogue, law })
    );
    completeness[row] = active.reduce(
      (most, other) =>
        Math.max(
          most,
          completenessAfterEvent(magnitude[other], { days: daysSince(other), catalogue, law }),
        ),
      catalogue,
    );
    if (magnitude[row] >= smallestMainshock) active.push(row);
  }
  return completeness;
}
