/** Steps of the scale: as many as an eye tells apart on a map. */
export const RATE_STEPS = 8;

/** Steps in a decade, so that each is about twice the one below. */
const STEPS_A_DECADE = 2;

/** A logarithmic scale of rates in steps; step 0 holds all that is rarer. */
export interface RateScale {
  /** Lower ends of the steps, events a cell; that of step 0 is 0. [RATE_STEPS] */
  readonly from: readonly number[];
  /** Step of a rate, from 0; −1 for a rate of 0 or none. */
  stepOf(rate: number): number;
}

/**
 * Steps for rates of cells: the top one holds the largest, each begins at 1 or √10 times a power of ten, and what is
 * ten thousand times rarer is told apart no more.
 */
export function rateSteps(rates: readonly number[]): RateScale {
  const largest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  const top = largest > 0 ? Math.floor(Math.log10(largest) * STEPS_A_DECADE + 1e-9) : 0;
  const from = Array.from(
    { length: RATE_STEPS },
    (_, step) => step === 0 ? 0 : 10 ** ((top - RATE_STEPS + 1 + step) / STEPS_A_DECADE),
  );
  return {
    from,
    stepOf: (rate) => {
      if (!(rate > 0)) return -1;
      const place = Math.floor(Math.log10(rate) * STEPS_A_DECADE + 1e-9);
      return Math.max(0, Math.min(RATE_STEPS - 1, place - top + RATE_STEPS - 1));
    },
  };
}
